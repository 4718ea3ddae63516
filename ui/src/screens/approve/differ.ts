/* Which fields say something else than the dossier does now. Pure. */
import type { Act, Fields } from "../../api/types";

export function changedFields(fields: Fields, acts: Act[]): ReadonlySet<string> {
	const now: Fields = {};
	for (const act of acts) if (act.fields && (act.effect === "took" || act.effect === "crossed")) Object.assign(now, act.fields);
	return new Set(Object.keys(fields).filter((n) => n in now && JSON.stringify(now[n]) !== JSON.stringify(fields[n])));
}
