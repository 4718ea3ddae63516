/* Figures of both sides beside each other. Pure. */
import type { Cell } from "../../api/types";

export interface Figure {
	figure: string;
	own: number | null;
	partner: number | null;
	/* The same by kind, urgency, sector, label. */
	parts: Cell[];
}

/** In the order in which they come; a side without a cell has none. */
export function compare(cells: Cell[]): Figure[] {
	const all = new Map<string, Figure>();
	for (const c of cells) {
		let f = all.get(c.figure);
		if (!f) all.set(c.figure, (f = { figure: c.figure, own: null, partner: null, parts: [] }));
		if (c.split) f.parts.push(c);
		else f[c.own ? "own" : "partner"] = c.number;
	}
	return [...all.values()];
}

const MONTHS = 24;

/** The last two years, this month first: "2026-11". */
export function months(now: number): string[] {
	const at = new Date(now);
	return Array.from({ length: MONTHS }, (_, i) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - i, 1)).toISOString().slice(0, 7));
}
