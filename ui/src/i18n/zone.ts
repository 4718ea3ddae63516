/* How far clocks are from UTC, as the node says: a browser's own zone data may
 * be older or newer than the node's, and deadlines are the node's. Pure. */
import type { Zone } from "../api/types";

export function offsetMs(zone: Zone, at: number): number {
	let offset = zone.offsets[0]?.offset_s ?? 0;
	for (const step of zone.offsets) {
		if (Date.parse(step.at) > at) break;
		offset = step.offset_s;
	}
	return offset * 1000;
}

/** "2026-11-26T14:30" of the zone → "2026-11-26T13:30:00Z"; "" of nonsense. */
export function fromLocal(text: string, zone: Zone): string {
	const wall = Date.parse(`${text}Z`);
	if (Number.isNaN(wall)) return "";
	/* The offset of the instant, which the first guess may miss by a change. */
	const guess = wall - offsetMs(zone, wall);
	const at = wall - offsetMs(zone, guess);
	return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

export function toLocal(instant: string, zone: Zone): string {
	const at = Date.parse(instant);
	if (Number.isNaN(at)) return "";
	return new Date(at + offsetMs(zone, at)).toISOString().slice(0, 16);
}

export const UTC: Zone = { zone: "UTC", offsets: [] };
