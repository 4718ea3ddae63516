/* The kind's own checks, while one types: what is missing, which rule does not
 * hold. The node checks again and decides; this only says it earlier. */
import type { Fields, Finding, Value } from "../api/types";
import { actFields, type FieldDef, type KindFile, type Profile, type RuleDef } from "./file";

/** The value at a JSON pointer; undefined if there is none. */
export function at(root: Value | undefined, pointer: string): Value | undefined {
	let here: Value | undefined = root;
	for (const step of pointer.split("/").slice(1)) {
		if (Array.isArray(here)) here = here[Number(step)];
		else if (here !== null && typeof here === "object") here = here[step];
		else return undefined;
	}
	return here;
}

export const blank = (v: Value | undefined): boolean =>
	v === undefined || v === null || v === "" || (Array.isArray(v) && v.length === 0) || (typeof v === "object" && v !== null && !Array.isArray(v) && Object.values(v).every(blank));

interface Around {
	kind: string;
	fields: Fields;
	profile: Profile | null;
	/* Of a rule for each item of a list: pointers begin there. */
	item?: Fields;
}

/* A pointer, a path of the profile, or the thing itself. */
function value(of: unknown, around: Around): Value | undefined {
	if (typeof of !== "string") return of as Value;
	if (of === "$kind") return around.kind;
	if (of.startsWith("/")) return at(around.item ?? around.fields, of);
	if (of.startsWith("$profile")) return at(around.profile as unknown as Value, of.slice("$profile".length));
	if (of.startsWith("$basis")) {
		const basis = around.profile?.bases[String(around.fields["basis"] ?? "")];
		return at(basis as unknown as Value, of.slice("$basis".length));
	}
	return of;
}

/** Does it hold? A value that is not there makes a comparison fail. */
export function holds(c: Fields, around: Around): boolean {
	return Object.entries(c).every(([op, arg]) => {
		const pair = (): [Value | undefined, Value | undefined] => {
			const [a, b] = arg as [unknown, unknown];
			return [value(a, around), value(b, around)];
		};
		switch (op) {
			case "all":
				return (arg as Fields[]).every((x) => holds(x, around));
			case "any":
				return (arg as Fields[]).some((x) => holds(x, around));
			case "not":
				return !holds(arg as Fields, around);
			case "has":
				return !blank(value(arg, around));
			case "eq": {
				const [a, b] = pair();
				return a !== undefined && a === b;
			}
			case "ge": {
				const [a, b] = pair();
				if (typeof a === "number" && typeof b === "number") return a >= b;
				return typeof a === "string" && typeof b === "string" && a >= b;
			}
			case "in": {
				const [a, b] = pair();
				if (Array.isArray(b)) return b.includes(a as Value);
				return b !== null && typeof b === "object" && Object.hasOwn(b, String(a));
			}
			default:
				/* What only the fold knows is the node's to say. */
				return true;
		}
	});
}

const error = (pointer: string, rule: string, text = ""): Finding => ({ pointer, rule, source: "kind", severity: "error", text });

function shape(file: KindFile, def: FieldDef, v: Value | undefined, pointer: string, need: boolean, out: Finding[]): void {
	if (blank(v)) {
		if (need) out.push(error(pointer, "missing"));
		return;
	}
	const block = file.blocks?.[def.type];
	if (block && v !== null && typeof v === "object" && !Array.isArray(v)) {
		for (const [name, inner] of Object.entries(block)) shape(file, inner, v[name], `${pointer}/${name}`, inner.need === true, out);
	} else if (def.type === "list" && Array.isArray(v) && def.item) {
		if (def.max && v.length > def.max) out.push(error(pointer, "many"));
		v.forEach((x, i) => shape(file, def.item!, x, `${pointer}/${i}`, true, out));
	} else if (def.type === "text" && def.max && [...String(v)].length > def.max) {
		out.push(error(pointer, "too_long"));
	} else if (def.type === "int" && (typeof v !== "number" || !Number.isInteger(v) || v < (def.min ?? -Infinity) || v > (def.max ?? Infinity))) {
		out.push(error(pointer, "range"));
	} else if (def.type === "date" && !isDate(String(v))) {
		out.push(error(pointer, "date"));
	}
}

/** YYYY, YYYY-MM or YYYY-MM-DD, and a day that there is. */
export function isDate(text: string): boolean {
	const m = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
	if (!m) return false;
	const month = Number(m[2] ?? 1);
	const day = Number(m[3] ?? 1);
	return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(Number(m[1]), month, 0)).getUTCDate();
}

/** Where a rule's fault is shown: where it says, else its first pointer. */
function place(c: Fields): string {
	return /"(\/[\w/]+)"/.exec(JSON.stringify(c))?.[1] ?? "";
}

/* What a rule looks at: the act, or each item of a list. */
function subjects(rule: RuleDef, fields: Fields): [string, Fields][] {
	if (!rule.each) return [["", fields]];
	const list = at(fields, rule.each);
	if (!Array.isArray(list)) return [];
	return list.flatMap((v, i): [string, Fields][] => (v !== null && typeof v === "object" && !Array.isArray(v) ? [[`${rule.each}/${i}`, v]] : []));
}

export function check(file: KindFile, act: string, fields: Fields, profile: Profile | null): Finding[] {
	const out: Finding[] = [];
	const need = new Set(file.acts[act]?.need ?? []);
	for (const name of actFields(file, act)) {
		const def = file.fields[name];
		if (def) shape(file, def, fields[name], `/${name}`, def.need === true || need.has(name), out);
	}
	const around = { kind: file.kind, fields, profile };
	for (const rule of file.rules ?? []) {
		const on = Array.isArray(rule.on) ? rule.on : [rule.on];
		if (!on.includes(act) && !on.includes("*")) continue;
		for (const [front, fields] of subjects(rule, around.fields)) {
			const here = { ...around, item: fields };
			if (rule.when && !holds(rule.when, here)) continue;
			if (rule.must && holds(rule.must, here)) continue;
			/* Who releases it is the node's to say, and no fault: it is told. */
			const about = rule.must ?? rule.when;
			if (!about) continue;
			const pointer = front + (rule.at ?? (front ? "" : place(about)));
			/* What is missing has been said. */
			if (pointer && out.some((f) => f.rule === "missing" && (f.pointer === pointer || f.pointer.startsWith(`${pointer}/`)))) continue;
			out.push({ ...error(pointer, rule.id, rule.text), severity: rule.severity === "note" || !rule.must ? "note" : "error" });
		}
	}
	return out;
}

/** Without what is empty: what is sent. */
export function tidy(v: Value): Value | undefined {
	if (blank(v)) return undefined;
	if (Array.isArray(v)) {
		const kept = v.map(tidy).filter((x): x is Value => x !== undefined);
		return kept.length > 0 ? kept : undefined;
	}
	if (v !== null && typeof v === "object") {
		const out: Fields = {};
		for (const [name, x] of Object.entries(v)) {
			const kept = tidy(x);
			if (kept !== undefined) out[name] = kept;
		}
		return out;
	}
	return v;
}
