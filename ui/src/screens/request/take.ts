/* What was recognised, as fields of the form: each is shown before it is taken,
 * and nothing that stands there is overwritten without a word. Pure. */
import type { Fields, Value } from "../../api/types";
import { at, blank } from "../../kinds/check";
import type { KindFile } from "../../kinds/file";
import type { Found, Target } from "./message";

export interface Proposal {
	found: Found;
	/* Where it goes; "" where this kind has no such field. */
	pointer: string;
	value: Value;
	/* What stands there now, if it is another thing. */
	before: Value | undefined;
	/* One more of a list: nothing is replaced. */
	adds: boolean;
}

/** Where the form has its (first) person: "/person", "/persons/0"; "" if nowhere. */
export function personAt(file: KindFile): string {
	for (const [name, def] of Object.entries(file.fields)) {
		if (!(file.acts["open"]?.fields ?? []).includes(name)) continue;
		if (def.type === "person") return `/${name}`;
		if (def.type === "list" && def.item?.type === "person") return `/${name}/0`;
	}
	return "";
}

const PLAIN: Partial<Record<Target, string>> = { birth_date: "birth_date", birth_place: "birth_place/locality", sex: "sex", national_id: "national_id", father_name: "father_name", mother_name: "mother_name" };

function goal(file: KindFile, f: Found): { pointer: string; value: Value; adds: boolean } {
	const who = personAt(file);
	const none = { pointer: "", value: f.value, adds: false };
	const to = (pointer: string, value: Value = f.value, adds = false) => ({ pointer, value, adds });
	const has = (name: string) => file.fields[name] !== undefined;
	switch (f.target) {
		case "family_name":
		case "given_names":
			return who ? to(`${who}/${f.target}${f.script === "latin" ? "_latin" : ""}`) : none;
		case "nationality":
			return who ? to(`${who}/nationalities`, f.value, true) : none;
		case "passport":
			return who ? to(`${who}/documents`, { type: "PASSPORT", number: f.value }, true) : none;
		case "reference":
			return has("sent_elsewhere") ? to("/sent_elsewhere", `I-24/7 ${f.value}`) : none;
		case "offence":
			return has("offence") ? to("/offence") : has("offence_or_danger") ? to("/offence_or_danger") : none;
		case "facts":
			return has("facts") ? to("/facts/text") : none;
		default:
			return who ? to(`${who}/${PLAIN[f.target]!}`) : none;
	}
}

const same = (a: Value | undefined, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

export function proposals(file: KindFile, fields: Fields, found: Found[]): Proposal[] {
	return found.flatMap((f): Proposal[] => {
		const g = goal(file, f);
		const now = g.pointer ? at(fields, g.pointer) : undefined;
		if (g.adds) {
			const list = Array.isArray(now) ? now : [];
			const there = list.some((x) => same(x, g.value) || (typeof x === "object" && x !== null && !Array.isArray(x) && typeof g.value === "object" && g.value !== null && !Array.isArray(g.value) && x["number"] === g.value["number"]));
			return there ? [] : [{ found: f, ...g, before: undefined }];
		}
		if (g.pointer && f.value && same(now, g.value)) return [];
		return [{ found: f, ...g, before: blank(now) ? undefined : now }];
	});
}

/** May it be ticked at all; is it ticked at first. */
export const possible = (p: Proposal): boolean => p.pointer !== "" && p.found.value !== "";
export function ticked(all: Proposal[], p: Proposal): boolean {
	/* Of two that say different things of one field neither is first. */
	const rival = !p.adds && all.some((o) => o !== p && o.pointer === p.pointer && possible(o));
	return possible(p) && p.before === undefined && !p.found.unsure && !rival;
}

function put(here: Value | undefined, steps: string[], value: Value): Value {
	const [step, ...rest] = steps;
	if (step === undefined) return value;
	if (/^\d+$/.test(step)) {
		const list = Array.isArray(here) ? [...here] : [];
		list[Number(step)] = put(list[Number(step)], rest, value);
		return list;
	}
	const o = here !== null && typeof here === "object" && !Array.isArray(here) ? here : {};
	return { ...o, [step]: put(o[step], rest, value) };
}

/** The form with what the officer ticked. */
export function take(fields: Fields, chosen: Proposal[]): Fields {
	let out: Value = fields;
	for (const p of chosen.filter(possible)) {
		const steps = p.pointer.split("/").slice(1);
		const now = at(out, p.pointer);
		out = put(out, steps, p.adds ? [...(Array.isArray(now) ? now : []), p.value] : p.value);
		if (p.pointer === "/facts/text" && blank(at(out, "/facts/language"))) out = put(out, ["facts", "language"], p.found.script === "ar" ? "ar" : "");
	}
	return out as Fields;
}
