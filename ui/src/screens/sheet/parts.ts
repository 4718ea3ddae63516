/* Which fields a court reads, in which order. Pure. */
import type { Act, Fields } from "../../api/types";
import type { KindFile } from "../../kinds/file";
import { type Said, saidOf } from "../../kinds/words";

export type Part = "warrant" | "offence" | "held" | "terms";

/* Common names of the kinds; what a kind has not is not there. */
const LAYOUT: [Part, string[]][] = [
	["warrant", ["warrant", "phase", "sentence_months", "remaining_months", "limitation_date", "interpol_notice", "national_reference", "authority", "judicial_reference"]],
	["offence", ["facts", "offence", "legal_text", "penalty_months", "life_sentence", "death_penalty_risk", "nationality_at_facts", "asked", "offence_or_danger"]],
	["held", ["arrested_at", "custody_until", "custody_place", "identity_confirmed", "rights_notified", "lawyer", "consul", "fate", "fate_at"]],
	["terms", ["basis", "purpose", "undertaking", "prior_decisions", "retention"]],
];

const counts = (act: Act): boolean => act.effect === "took" || act.effect === "crossed" || act.effect === "waiting";

/** What was said last of each field, by acts that count. */
export function latestOf(acts: Act[]): Fields {
	const out: Fields = {};
	for (const act of acts.filter(counts)) Object.assign(out, act.fields ?? {});
	return out;
}

/** What the act that said a field last says of its free text. */
export function saidLast(acts: Act[], pointer: string): Said {
	const name = pointer.split("/")[1] ?? "";
	const act = acts.filter((a) => counts(a) && a.fields?.[name] !== undefined).pop();
	return act?.fields ? saidOf(act.fields, pointer) : {};
}

export function parts(file: KindFile, fields: Fields): { part: Part; names: string[] }[] {
	return LAYOUT.map(([part, names]) => ({ part, names: names.filter((n) => file.fields[n] && fields[n] !== undefined && fields[n] !== null) })).filter((p) => p.names.length > 0);
}
