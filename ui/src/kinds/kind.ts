/* Kinds and treaty profiles as the node holds them: forms, checks and what an
 * act may be come from here. */
import { signal } from "@preact/signals";
import { get } from "../api/client";
import { peers } from "../api/store";
import { asOne, type Kind, type KindSource, type Profile } from "./file";

const kinds = new Map<string, Promise<Kind>>();
const profiles = new Map<string, Promise<Profile>>();

export function kind(name: string): Promise<Kind> {
	let found = kinds.get(name);
	if (!found) {
		found = get<Kind & { file: KindSource }>(`/v1/kinds/${encodeURIComponent(name)}`).then((k) => ({ ...k, file: asOne(k.file) }));
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
