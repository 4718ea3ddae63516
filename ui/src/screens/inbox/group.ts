/* What belongs where, and in which order: by the time that is left. */
import type { Row } from "../../api/types";

export type Group = "late" | "day" | "week" | "later" | "none";
export const groups: Group[] = ["late", "day", "week", "later", "none"];

const HOUR = 3600_000;

export function groupOf(due: string | null, now: number): Group {
	if (!due) return "none";
	const left = Date.parse(due) - now;
	if (left < 0) return "late";
	if (left < 24 * HOUR) return "day";
	if (left < 7 * 24 * HOUR) return "week";
	return "later";
}

export interface Placed {
	group: Group;
	rows: Row[];
}

export function arrange(rows: Row[], now: number): Placed[] {
	const soonest = (a: Row, b: Row) =>
		(a.due_at ?? "9").localeCompare(b.due_at ?? "9") ||
		a.urgency.localeCompare(b.urgency) ||
		a.reference.localeCompare(b.reference);
	const placed = groups.map((group) => ({ group, rows: rows.filter((r) => groupOf(r.due_at, now) === group).sort(soonest) }));
	return placed.filter((p) => p.rows.length > 0);
}

/** Where rows stand on a screen that somebody reads. */
export interface Order {
	key: string;
	next: number;
	at: Map<string, { group: Group; n: number }>;
}

/**
 * The order is made when a list is opened or another filter is chosen (`key`),
 * and kept while it is read: what arrives, or is due at another time now, goes
 * to its group's end. The selected row stays where it is.
 */
export function steady(order: Order, rows: Row[], key: string, selected: string | null, now: number): Placed[] {
	if (order.key !== key) Object.assign(order, { key, next: 0, at: new Map() });
	for (const p of arrange(rows, now))
		for (const r of p.rows) {
			const known = order.at.get(r.reference);
			if (known && (known.group === p.group || r.reference === selected)) continue;
			order.at.set(r.reference, { group: p.group, n: order.next++ });
		}
	const place = (r: Row) => order.at.get(r.reference)!;
	const sorted = [...rows].sort((a, b) => place(a).n - place(b).n);
	return groups.map((group) => ({ group, rows: sorted.filter((r) => place(r).group === group) })).filter((p) => p.rows.length > 0);
}

/** The officer who has the dossier in hand; "" if none. */
export function inHand(row: Row): string {
	return [...row.assigned].reverse().find((a) => a.officer)?.officer ?? "";
}
