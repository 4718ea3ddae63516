/* Kinds and treaty profiles as the node holds them: forms, checks and what an
 * act may be come from here. */
import { signal } from "@preact/signals";
import { get, session } from "../api/client";
import { peers } from "../api/store";
import { asOne, type Kind, type Profile } from "./file";
import { addLabels, onUnknownKind } from "../i18n/fluent";
import type { Zone } from "../api/types";

const kinds = new Map<string, Promise<Kind>>();
interface Held {
	file: Profile;
	zones: Record<string, Zone | null>;
}
const profiles = new Map<string, Promise<Held>>();

export function kind(name: string): Promise<Kind> {
	let found = kinds.get(name);
	if (!found) {
		found = get("/v1/kinds/{name}", { name }).then((k) => {
			addLabels(k.name, k.labels);
			return { ...k, file: asOne(k.file) };
		});
		found.catch(() => kinds.delete(name));
		kinds.set(name, found);
	}
	return found;
}

/* A row of a kind that the bundle does not know: its names are read once. */
const unknown = new Set<string>();
onUnknownKind((name) => {
	if (unknown.has(name) || !session.peek()) return;
	unknown.add(name);
	queueMicrotask(() => void kind(name).catch(() => undefined));
});

function held(hash: string): Promise<Held> {
	let found = profiles.get(hash);
	if (!found) {
		found = get("/v1/profiles/{hash}", { hash });
		found.catch(() => profiles.delete(hash));
		profiles.set(hash, found);
	}
	return found;
}

export const profile = async (hash: string): Promise<Profile> => (await held(hash)).file;

/** Clocks of the sides, by country: of the treaty profiles, as the node reckons. */
export const zones = signal<Record<string, Zone>>({});

export async function readZones(): Promise<void> {
	await peers.read();
	const found: Record<string, Zone> = {};
	for (const peer of peers.value.value ?? []) {
		if (!peer.profile) continue;
		const p = await held(peer.profile).catch(() => null);
		for (const [side, zone] of Object.entries(p?.zones ?? {})) if (zone) found[side] = zone;
	}
	zones.value = found;
}
