/* The reply that is being written: kept by the node like a new request, gone on
 * with by whoever of the unit opens it next. */
import { session } from "../../api/client";
import type { Dossier, Fields, Writing } from "../../api/types";
import { dirty, keeper, look, rowsKept, type Written } from "../request/keep";

export const reply = keeper<Written>();

const is = (it: Written | Writing | null, dossier: Dossier, act: string): boolean => it !== null && it.reference === dossier.reference && it.act === act;

/** Replies to it that somebody has begun. */
export const keptOf = async (reference: string): Promise<Writing[]> => (await rowsKept()).filter((r) => r.act && r.reference === reference);

let asked = 0;

/** Go on with what is kept of this act, or begin it; what was there is kept. */
export async function openReply(dossier: Dossier, act: string, from: Fields): Promise<void> {
	const turn = ++asked;
	if (is(reply.begun.value, dossier, act)) return;
	await reply.keepNow();
	if (turn !== asked) return;
	reply.begun.value = null;
	reply.conflict.value = null;
	reply.keeping.value = "";
	const fresh: Written = { kind: dossier.kind, peer: dossier.peer, reference: dossier.reference, act, fields: from, from, kept: null };
	/* Out of reach: begun anew; should it be there, both are compared. */
	const row = await keptOf(dossier.reference).then((all) => all.find((r) => is(r, dossier, act)), () => undefined);
	const found = row && (await look(row.id).catch(() => null));
	if (turn !== asked) return;
	if (found) reply.keeping.value = "kept";
	reply.begun.value = found ? { ...fresh, fields: found.form.fields, ...(found.form.editor === session.value?.officer ? {} : { by: found.form.editor }), kept: { id: found.form.id, tag: found.tag, fields: found.form.fields } } : fresh;
}

/** It is kept, and read again when it is next opened: others may go on with it. */
export async function leaveReply(): Promise<void> {
	const turn = ++asked;
	await reply.keepNow();
	if (turn === asked && reply.begun.value && !dirty(reply.begun.value)) reply.begun.value = null;
}
