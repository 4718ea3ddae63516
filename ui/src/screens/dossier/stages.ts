/* The line of stages: where the dossier has been, is, and can go. Pure. */
import type { Act } from "../../api/types";

export interface Stage {
	state: string;
	at: string | null;
	look: "done" | "now" | "next";
}

/* The way that most go; what a kind does not have is left out. */
const WAY = ["acknowledged", "accepted", "answered", "assessed", "closed"];
/* From these nothing but the end follows. */
const ENDS = new Set(["refused", "withdrawn", "ceased", "removed", "unanswered"]);
const SHOWN_MAX = 8;

export function stages(acts: Act[], states: string[], current: string | null, closed: boolean): Stage[] {
	const been: Stage[] = [];
	for (const act of acts) {
		if (!act.state || (act.effect !== "took" && act.effect !== "crossed")) continue;
		if (been[been.length - 1]?.state === act.state) continue;
		const again = been.findIndex((s) => s.state === act.state);
		if (again >= 0) been.splice(again);
		been.push({ state: act.state, at: act.at, look: "done" });
	}
	const last = been[been.length - 1];
	if (last && last.state === current && !closed) last.look = "now";
	const visited = new Set(been.map((s) => s.state));
	/* Only what comes behind the farthest step is still ahead. */
	const farthest = Math.max(-1, ...been.map((s) => WAY.indexOf(s.state)));
	const ahead = closed ? [] : ENDS.has(current ?? "") ? ["closed"] : WAY.slice(farthest + 1);
	const next = ahead.filter((s) => states.includes(s) && !visited.has(s)).map((state): Stage => ({ state, at: null, look: "next" }));
	const room = Math.max(2, SHOWN_MAX - next.length);
	return [...been.slice(-room), ...next];
}
