/* A kind file and a treaty profile, as the node gives them: their types are those
 * of the contract, which a test holds against the parser. Pure. */
import type { KindAct, KindField, KindFile as Source, KindRule, ProfileFile } from "../api/types";

export type FieldDef = KindField;
export type ActDef = Omit<KindAct, "fields"> & { fields?: string[] };
export type RuleDef = KindRule;
export type Profile = ProfileFile;
/** Its acts name the kind's fields. */
export type KindFile = Omit<Source, "fields" | "acts"> & { fields: Record<string, FieldDef>; acts: Record<string, ActDef> };

/** A text that may be longer is a passage of its own; a shorter one is a word. */
export const LONG = 300;

/** The list of the legal bases that a treaty names. */
export const BASES = "$profile/bases";

/** What the treaty calls it in a language, else in the line's first; null: it
 * has no name. */
export function basisName(profile: Profile | null, basis: string, language: string): string | null {
	const name = profile?.bases[basis]?.name;
	return name?.[language] ?? name?.[profile?.languages[0] ?? ""] ?? null;
}

/** The same and its word, where there is no room for two looks. */
export function basisText(profile: Profile | null, basis: string, language: string): string {
	const name = basisName(profile, basis, language);
	return name === null ? basis : `${name} (\u2066${basis}\u2069)`;
}

export interface Kind {
	name: string;
	code: string;
	hash: string;
	file: KindFile;
}

/** The line's acts hold fields of their own, which everywhere else are the
 * kind's. */
export function asOne(source: Source): KindFile {
	const fields = { ...source.fields };
	const acts: Record<string, ActDef> = {};
	for (const [name, act] of Object.entries(source.acts)) {
		if (act.fields && !Array.isArray(act.fields)) Object.assign(fields, act.fields);
		acts[name] = { ...act, fields: Array.isArray(act.fields) ? act.fields : Object.keys(act.fields ?? {}) };
	}
	return { ...source, fields, acts };
}

/** The fields of a block as the kind numbers them. */
export const inOrder = (block: Record<string, FieldDef>): [string, FieldDef][] => Object.entries(block).sort((a, b) => (a[1].n ?? 0) - (b[1].n ?? 0));

/** The fields of an act, in the order of the kind. */
export const actFields = (file: KindFile, act: string): string[] => [...new Set(file.acts[act]?.fields ?? [])];

export function codesOf(file: KindFile, profile: Profile | null, of: string): string[] {
	if (of.startsWith("$profile/")) {
		const at = (profile as Record<string, unknown> | null)?.[of.slice("$profile/".length)];
		return Array.isArray(at) ? (at as string[]) : Object.keys(at ?? {});
	}
	const list = file.codes?.[of];
	return Array.isArray(list) ? list : Object.keys(list ?? {});
}
