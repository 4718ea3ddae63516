/* What is being written is kept by the node, a moment after one stops typing.
 * Nobody overwrites another: who did not see the last change is told. */
import { effect, signal } from "@preact/signals";
import { drop as dropAt, post, Problem, put as putAt, session, tagged } from "../../api/client";
import type { Fields, WritingWhole } from "../../api/types";
import type { Step } from "./steps";

export interface Begun {
	kind: string;
	peer: string;
	/* Once there is a dossier that files were sent to. */
	reference: string | null;
	fields: Fields;
	step: Step;
	all: boolean;
	/* At the node: which, as it was when read, and what it said. */
	kept: { id: number; tag: string; fields: Fields } | null;
}

export type Keeping = "" | "saving" | "kept" | "failed";

export const begun = signal<Begun | null>(null);
export const keeping = signal<Keeping>("");
/** Somebody else changed it: as it is now, and its tag. */
export const conflict = signal<{ form: WritingWhole; tag: string } | null>(null);

export const put = (change: Partial<Begun>): void => {
	if (begun.value) begun.value = { ...begun.value, ...change };
};

const text = (f: Fields): string => JSON.stringify(f);
/** Is there anything that the node has not? */
export const dirty = (it: Begun): boolean => Object.keys(it.fields).length > 0 && (!it.kept || text(it.kept.fields) !== text(it.fields));

const SOON_MS = 1500;
let timer = 0;
let running: Promise<void> | null = null;

async function look(id: number): Promise<{ form: WritingWhole; tag: string }> {
	const { value, tag } = await tagged("/v1/writings/{id}", { id });
	return { form: value, tag };
}

async function save(it: Begun): Promise<void> {
	const sent = it.fields;
	const body = { fields: sent, ...(it.reference ? { reference: it.reference } : {}) };
	const made = it.kept
		? await putAt("/v1/writings/{id}", body, { id: it.kept.id }, { match: it.kept.tag })
		: await post("/v1/writings", { kind: it.kind, to: it.peer, ...body });
	const now = await look(made.id);
	if (begun.value?.kind !== it.kind) return;
	if (now.form.version !== made.version) conflict.value = now;
	put({ kept: { id: made.id, tag: now.tag, fields: sent } });
}

async function run(): Promise<void> {
	for (let it = begun.value; it && dirty(it) && !conflict.value; it = begun.value) {
		keeping.value = "saving";
		try {
			await save(it);
			keeping.value = "kept";
		} catch (e) {
			if (e instanceof Problem && e.code === "CHANGED" && it.kept) conflict.value = await look(it.kept.id);
			else if (e instanceof Problem && e.code === "NOT_FOUND" && it.kept) put({ kept: null });
			else {
				keeping.value = "failed";
				return;
			}
		}
	}
}

/** Keep it now; comes back when the node has it, or cannot. */
export function keepNow(): Promise<void> {
	clearTimeout(timer);
	running ??= run()
		.catch(() => void (keeping.value = "failed"))
		.finally(() => (running = null));
	return running;
}

/* A moment after the last change; a failure is tried again with the next. */
effect(() => {
	const it = begun.value;
	clearTimeout(timer);
	if (it && session.value && !conflict.value && dirty(it)) timer = setTimeout(() => void keepNow(), SOON_MS) as unknown as number;
});

/** Go on with one that is kept. */
export async function resume(id: number, step: Step): Promise<void> {
	const { form, tag } = await look(id);
	keeping.value = "kept";
	begun.value = { kind: form.kind, peer: form.peer, reference: form.reference || null, fields: form.fields, step, all: false, kept: { id, tag, fields: form.fields } };
}

/** It was sent, or thrown away. */
export async function drop(): Promise<void> {
	const id = begun.value?.kept?.id;
	clearTimeout(timer);
	await running;
	begun.value = null;
	conflict.value = null;
	keeping.value = "";
	if (id !== undefined) await dropAt("/v1/writings/{id}", { id }).catch(() => undefined);
}

/** After a conflict: the fields as decided, upon what the other made. */
export function settle(fields: Fields): void {
	const now = conflict.value;
	if (!now) return;
	put({ fields, kept: { id: now.form.id, tag: now.tag, fields: now.form.fields } });
	conflict.value = null;
}

addEventListener("beforeunload", (e) => {
	if (begun.value && dirty(begun.value)) e.preventDefault();
});
