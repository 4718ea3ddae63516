/* The acts of a dossier come in pages, the newest with the dossier. What is
 * held goes without a gap to the newest act; what happens meanwhile is put
 * behind it, so that an officer keeps his place. */
import { get } from "../../api/client";
import type { Act, Dossier } from "../../api/types";

const PAGE = 500;

/** The page before the acts that are held: a dossier that has it too. */
export type Before = (dossier: Dossier) => Promise<Dossier>;

export const before: Before = async (dossier) => {
	if (!dossier.earlier) return dossier;
	const { acts, earlier } = await get("/v1/dossiers/{ref}/acts", { ref: dossier.reference, limit: PAGE, before: dossier.earlier });
	return { ...dossier, acts: [...acts, ...dossier.acts], earlier };
};

/** With every act. */
export async function whole(dossier: Dossier): Promise<Dossier> {
	while (dossier.earlier) dossier = await before(dossier);
	return dossier;
}

/** The opening's fields, whichever page it is on. */
export const openingOf = (d: Dossier) => (d.opening ?? d.acts.find((a) => a.act === "open"))?.fields;

/** Where an act stands; "": nowhere yet. */
export const placeOf = (a: Act): string => (a.position ? `${a.node} ${a.position.epoch} ${a.position.index}` : "");

/* Nothing of it will change any more, nor anything come in front of it. */
const settled = (a: Act): boolean => a.bound && a.receipt !== null;

/** What was held, and what there is now. */
export async function joined(held: Dossier | null, fresh: Dossier, page: Before = before): Promise<Dossier> {
	let now = fresh;
	while (held && now.earlier) {
		const first = now.acts[0] ? placeOf(now.acts[0]) : "";
		const at = first ? held.acts.findIndex((a) => placeOf(a) === first) : -1;
		if (at >= 0 && held.acts.slice(0, at).every(settled)) return { ...now, acts: [...held.acts.slice(0, at), ...now.acts], earlier: at > 0 ? held.earlier : now.earlier };
		const oldest = held.acts[0] ? placeOf(held.acts[0]) : "";
		if (!oldest || now.acts.some((a) => placeOf(a) === oldest)) return now;
		now = await page(now);
	}
	return now;
}
