/* A wall clock's time in a zone, and the instant it means. Pure. */

function offsetMs(at: number, zone: string): number {
	const parts = new Intl.DateTimeFormat("en-GB", {
		timeZone: zone,
		hourCycle: "h23",
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
		second: "2-digit",
	}).formatToParts(at);
	const n = (type: string) => Number(parts.find((p) => p.type === type)?.value);
	return Date.UTC(n("year"), n("month") - 1, n("day"), n("hour"), n("minute"), n("second")) - Math.floor(at / 1000) * 1000;
}

/** "2026-11-26T14:30" of the zone → "2026-11-26T13:30:00Z"; "" of nonsense. */
export function fromLocal(text: string, zone: string): string {
	const wall = Date.parse(`${text}Z`);
	if (Number.isNaN(wall)) return "";
	/* The offset of the instant, which the first guess may miss by a change. */
	const guess = wall - offsetMs(wall, zone);
	const at = wall - offsetMs(guess, zone);
	return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

export function toLocal(instant: string, zone: string): string {
	const at = Date.parse(instant);
	if (Number.isNaN(at)) return "";
	return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 16);
}
