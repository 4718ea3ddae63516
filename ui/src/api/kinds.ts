/* Kinds and treaty profiles as the node holds them: forms, checks and what an
 * act may be come from here. */
import { signal } from "@preact/signals";
import { get } from "./client";
import { peers } from "./store";

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
	severity?: string;
	when?: Condition;
	must: Condition;
	text: string;
}

export interface KindFile {
	kind: string;
	code: string;
	codes?: Record<string, string[] | Record<string, string>>;
	blocks?: Record<string, Record<string, FieldDef>>;
	fields: Record<string, FieldDef>;
	groups?: Record<string, string[]>;
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

const kinds = new Map<string, Promise<Kind>>();
const profiles = new Map<string, Promise<Profile>>();

export function kind(name: string): Promise<Kind> {
	let found = kinds.get(name);
	if (!found) {
		found = get<Kind>(`/v1/kinds/${encodeURIComponent(name)}`);
		found.catch(() => kinds.delete(name));
		kinds.set(name, found);
	}
	return found;
}

export function profile(hash: string): Promise<Profile> {
	let found = profiles.get(hash);
	if (!found) {
		found = get<{ file: Profile }>(`/v1/profiles/${hash}`).then((p) => p.file);
		found.catch(() => profiles.delete(hash));
		profiles.set(hash, found);
	}
	return found;
}

/** Time zones of the sides, by country, as the treaty profiles say. */
export const zones = signal<Record<string, string>>({});

export async function readZones(): Promise<void> {
	await peers.read();
	const found: Record<string, string> = {};
	for (const peer of peers.value.value ?? []) {
		if (!peer.profile) continue;
		const p = await profile(peer.profile).catch(() => null);
		for (const [side, c] of Object.entries(p?.calendars ?? {})) found[side] = c.zone;
	}
	zones.value = found;
}

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
