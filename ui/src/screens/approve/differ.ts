/* Which fields say something else than the dossier does now, or are translated
 * otherwise. Pure. */
import type { Act, Fields } from "../../api/types";
import { under } from "../../kinds/words";

/* A field, and all that its act says of it. */
const whole = (fields: Fields, n: string): string => JSON.stringify([fields[n], under(fields, n)]);

export function changedFields(fields: Fields, acts: Act[]): ReadonlySet<string> {
	const now = new Map<string, string>();
	for (const act of acts) if (act.fields && (act.effect === "took" || act.effect === "crossed")) for (const n of Object.keys(act.fields)) now.set(n, whole(act.fields, n));
	return new Set(Object.keys(fields).filter((n) => now.has(n) && now.get(n) !== whole(fields, n)));
}
