/* What earlier acts have named by a number: a form offers it by its name, and
 * nobody types numbers or gives one twice. Pure. */
import type { Fields, Value } from "../api/types";
import { inOrder, type KindFile } from "./file";

export interface Known {
	value: number;
	text: string;
}

type Said = { fields?: Fields | null };

const TEXT_MAX = 60;

/* The first words that an item says of itself. */
function wordsOf(file: KindFile, list: string, item: Fields): string {
	const block = file.blocks?.[file.fields[list]?.item?.type ?? ""] ?? {};
	for (const [name, def] of inOrder(block)) {
		const v = item[name];
		const said = def.type === "passage" ? (v as Fields | undefined)?.["text"] : def.type === "text" ? v : undefined;
		if (typeof said === "string" && said) return said.length > TEXT_MAX ? `${said.slice(0, TEXT_MAX)}…` : said;
	}
	return "";
}

/** Items of a list that the acts have named so far, by number; the last word on
 * each counts. */
export function known(file: KindFile, list: string, acts: Said[]): Known[] {
	const key = file.fields[list]?.key;
	if (!key) return [];
	const found = new Map<number, string>();
	for (const item of acts.flatMap((a) => a.fields?.[list] ?? []) as Fields[]) {
		const number = item?.[key];
		if (typeof number === "number") found.set(number, wordsOf(file, list, item));
	}
	return [...found].map(([value, text]) => ({ value, text })).sort((a, b) => a.value - b.value);
}

/** The list whose item the number at a pointer names: the one that is answered,
 * or one of the number's own name (`site`: `sites`). */
export function namedAt(file: KindFile, pointer: string): string | null {
	const steps = pointer.split("/");
	const list = steps[1] ?? "";
	const name = steps.at(-1) ?? "";
	const answered = Object.values(file.items ?? {}).find((i) => i.answers === list)?.list;
	if (answered && name === file.fields[list]?.key) return answered;
	return list !== `${name}s` && file.fields[`${name}s`]?.key ? `${name}s` : null;
}

/** The next number of a list that nobody has given yet. */
export const nextOf = (file: KindFile, list: string, acts: Said[], rows: Value[]): number =>
	Math.max(0, ...known(file, list, [...acts, { fields: { [list]: rows } }]).map((k) => k.value)) + 1;
