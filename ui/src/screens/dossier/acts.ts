/* The acts that the state allows, by what an officer means to do. Pure. */
import type { KindFile } from "../../kinds/file";

const ORDER = ["answer", "ask", "status", "close"] as const;
export type Group = (typeof ORDER)[number];

/* By name where a kind's file does not say it: the rest answers if it moves the
 * dossier on, else it tells. */
const NAMED: Record<Exclude<Group, "status">, string[]> = {
	answer: ["accept", "accept_armed", "ack", "answer_clarification", "answer_permission", "refuse", "refuse_part"],
	ask: ["add", "clarify", "extend", "remind"],
	close: ["all_clear", "assess", "cancel", "cease", "close", "end", "feedback", "leave", "recall", "stop", "unanswered", "withdraw"],
};

export function groupOf(file: KindFile, act: string): Group {
	for (const group of ["answer", "ask", "close"] as const) if (NAMED[group].includes(act)) return group;
	if (act.startsWith("ask_")) return "ask";
	return file.acts[act]?.to ? "answer" : "status";
}

/** Each act of `can` that the kind has, once; groups without any are left out. */
export function grouped(file: KindFile, can: string[]): { group: Group; acts: string[] }[] {
	const acts = can.filter((a) => file.acts[a]);
	return ORDER.map((group) => ({ group, acts: acts.filter((a) => groupOf(file, a) === group) })).filter((g) => g.acts.length > 0);
}
