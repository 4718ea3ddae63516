/* Which fields a court reads, in which order. Pure. */
import type { Act, Fields } from "../../api/types";
import type { KindFile } from "../../kinds/file";

export type Part = "warrant" | "offence" | "held" | "terms";

/* Common names of the kinds; what a kind has not is not there. */
const LAYOUT: [Part, string[]][] = [
	["warrant", ["warrant", "phase", "sentence_months", "remaining_months", "limitation_date", "interpol_notice", "national_reference", "authority", "judicial_reference"]],
	["offence", ["facts", "offence", "legal_text", "penalty_months", "life_sentence", "death_penalty_risk", "nationality_at_facts", "asked", "offence_or_danger"]],
	["held", ["arrested_at", "custody_until", "custody_place", "identity_confirmed", "rights_notified", "lawyer", "consul", "fate", "fate_at"]],
	["terms", ["basis", "purpose", "undertaking", "prior_decisions", "retention"]],
];

/** What was said last of each field, by acts that count. */
export function latestOf(acts: Act[]): Fields {
	const out: Fields = {};
	for (const act of acts) if (act.effect === "took" || act.effect === "crossed" || act.effect === "waiting") Object.assign(out, act.fields ?? {});
	return out;
}

export function parts(file: KindFile, fields: Fields): { part: Part; names: string[] }[] {
	return LAYOUT.map(([part, names]) => ({ part, names: names.filter((n) => file.fields[n] && fields[n] !== undefined && fields[n] !== null) })).filter((p) => p.names.length > 0);
}
