/* A kind file and a treaty profile, as the node gives them. Pure. */

export interface FieldDef {
	n: number;
	type: string;
	need?: boolean;
	seal?: boolean;
	min?: number;
	max?: number;
	of?: string;
	key?: string;
	item?: FieldDef;
	items?: FieldDef[];
}

export interface ActDef {
	n: number;
	by?: string;
	role?: string | string[];
	second?: boolean | "later";
	fields?: string[];
	need?: string[];
	from?: string[];
	to?: string | Record<string, string>;
}

export type Condition = { [op: string]: unknown };

export interface RuleDef {
	id: string;
	on: string | string[];
	at?: string;
	each?: string;
	severity?: string;
	when?: Condition;
	must?: Condition; /* none: the rule only says whose role releases it */
	text: string;
}

/** A text that may be longer is a passage of its own; a shorter one is a word. */
export const LONG = 300;

export interface KindFile {
	kind: string;
	code: string;
	codes?: Record<string, string[] | Record<string, string>>;
	blocks?: Record<string, Record<string, FieldDef>>;
	fields: Record<string, FieldDef>;
	groups?: Record<string, string[]>;
	items?: Record<string, { list?: string; answers: string; code?: string }>;
	states: string[];
	acts: Record<string, ActDef>;
	rules?: RuleDef[];
	clocks?: Record<string, unknown>;
}

export interface Kind {
	name: string;
	code: string;
	hash: string;
	file: KindFile;
}

export interface Profile {
	sides: [string, string];
	kinds: Record<string, string | null>;
	bases: Record<string, Record<string, unknown>>;
	calendars?: Record<string, { zone: string }>;
	retention_days?: Record<string, number>;
	ceiling?: string;
	languages?: string[];
	[name: string]: unknown;
}

/** A kind as the node gives it: the line's acts hold fields of their own, which
 * everywhere else are the kind's. */
export type KindSource = Omit<KindFile, "fields" | "acts"> & {
	fields?: Record<string, FieldDef>;
	acts: Record<string, Omit<ActDef, "fields"> & { fields?: string[] | Record<string, FieldDef> }>;
};

export function asOne(source: KindSource): KindFile {
	const fields = { ...source.fields };
	const acts: Record<string, ActDef> = {};
	for (const [name, act] of Object.entries(source.acts)) {
		if (act.fields && !Array.isArray(act.fields)) Object.assign(fields, act.fields);
		acts[name] = { ...act, fields: Array.isArray(act.fields) ? act.fields : Object.keys(act.fields ?? {}) };
	}
	return { ...source, fields, acts };
}

/** The fields of a block as the kind numbers them. */
export const inOrder = (block: Record<string, FieldDef>): [string, FieldDef][] => Object.entries(block).sort((a, b) => a[1].n - b[1].n);

/** The fields of an act, groups laid open, in the order of the kind. */
export function actFields(file: KindFile, act: string): string[] {
	const out: string[] = [];
	for (const name of file.acts[act]?.fields ?? []) {
		if (name.startsWith("@")) out.push(...(file.groups?.[name.slice(1)] ?? []));
		else out.push(name);
	}
	return [...new Set(out)];
}

export function codesOf(file: KindFile, profile: Profile | null, of: string): string[] {
	if (of.startsWith("$profile/")) {
		const at = profile?.[of.slice("$profile/".length)];
		return Array.isArray(at) ? (at as string[]) : Object.keys(at ?? {});
	}
	const list = file.codes?.[of];
	return Array.isArray(list) ? list : Object.keys(list ?? {});
}
