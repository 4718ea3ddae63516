/* What happened, of all lines in one order: newest first. Pure. */
import type { HandOver, Incident, Line, Phase, Said, Site, Situation } from "./types";

export type Entry =
	| { sort: "incident"; at: string; line: Line; incident: Incident }
	| { sort: "situation"; at: string; line: Line; situation: Situation }
	| { sort: "hand_over"; at: string; line: Line; hand_over: HandOver };

export const DONE = "DONE";

export function entries(lines: Line[]): Entry[] {
	const all = lines.flatMap((line): Entry[] => [
		...line.incidents.map((incident): Entry => ({ sort: "incident", at: incident.at, line, incident })),
		...line.situations.map((situation): Entry => ({ sort: "situation", at: situation.situation_at, line, situation })),
		...line.hand_overs.map((h): Entry => ({ sort: "hand_over", at: h.said_at, line, hand_over: h })),
	]);
	return all.sort((a, b) => b.at.localeCompare(a.at));
}

/** Who said it, and where that stands in his log, unless it waits to go there. */
export const saidOf = (e: Entry): Said => (e.sort === "incident" ? e.incident : e.sort === "situation" ? e.situation : e.hand_over);
export const nodeOf = (e: Entry): string => saidOf(e).node;

/** Incidents that nobody has ended. */
export const open = (lines: Line[]): Incident[] => lines.flatMap((l) => l.incidents).filter((i) => i.status !== DONE);

/** The phase that runs, or else the next one; null after the last. */
export function phaseAt(phases: Phase[], now: number): { phase: Phase; runs: boolean } | null {
	const order = [...phases].sort((a, b) => a.from.localeCompare(b.from));
	const runs = order.find((p) => Date.parse(p.from) <= now && now < Date.parse(p.to));
	if (runs) return { phase: runs, runs: true };
	const next = order.find((p) => now < Date.parse(p.from));
	return next ? { phase: next, runs: false } : null;
}

export interface Place {
	site: Site;
	line: Line;
	/* What is open there. */
	open: Incident[];
}

/** Sites of every line, those with open incidents first, then by level. The
 * same site on two lines stands there once for each: one does not speak for
 * the other. */
export function places(lines: Line[]): Place[] {
	const all = lines.flatMap((line) => (line.sites ?? []).map((site): Place => ({ site, line, open: line.incidents.filter((i) => i.site === site.number && i.status !== DONE) })));
	return all.sort((a, b) => b.open.length - a.open.length || b.site.level.localeCompare(a.site.level) || a.site.number - b.site.number);
}
