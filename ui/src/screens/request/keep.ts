/* What is being written is kept by the node, a moment after one stops typing.
 * Nobody overwrites another: who did not see the last change is told. */
import { effect, type Signal, signal } from "@preact/signals";
import { drop as dropAt, get, online, post, Problem, put as putAt, session, tagged } from "../../api/client";
import type { Fields, Writing, WritingWhole } from "../../api/types";
import type { Step } from "./steps";

export interface Written {
	kind: string;
	peer: string;
	/* Of a reply; of an opening once there is a dossier that files were sent to. */
	reference: string | null;
	/* What a reply is to be; "" for an opening. */
	act: string;
	fields: Fields;
	/* What it began with, before anybody typed: nothing that is worth keeping. */
	from: Fields;
	/* Who wrote it last, if another did. */
	by?: string;
	/* At the node: which, as it was when read, and what it said. */
	kept: { id: number; tag: string; fields: Fields } | null;
}

export interface Begun extends Written {
	step: Step;
	all: boolean;
}

export type Keeping = "" | "saving" | "kept" | "failed";

const text = (f: Fields): string => JSON.stringify(f);
/** Is there anything that the node has not? */
export const dirty = (it: Written): boolean => text(it.kept?.fields ?? it.from) !== text(it.fields);

const SOON_MS = 1500;

export async function look(id: number): Promise<{ form: WritingWhole; tag: string }> {
	const { value, tag } = await tagged("/v1/writings/{id}", { id });
	return { form: value, tag };
}

export const rowsKept = async (): Promise<Writing[]> => (await get("/v1/writings")).writings;

const same = (a: Written | null, b: Written): boolean => a !== null && a.kind === b.kind && a.act === b.act && a.reference === b.reference;

/** Keeps one text at a time. */
export interface Keeper<W extends Written> {
	begun: Signal<W | null>;
	keeping: Signal<Keeping>;
	/** Somebody else changed it: as it is now, and its tag. */
	conflict: Signal<{ form: WritingWhole; tag: string } | null>;
	put: (change: Partial<W>) => void;
	/** Keep it now; comes back when the node has it, or cannot. */
	keepNow: () => Promise<void>;
	/** It was sent, or thrown away. */
	drop: () => Promise<void>;
	/** After a conflict: the fields as decided, upon what the other made. */
	settle: (fields: Fields) => void;
}

export function keeper<W extends Written>(): Keeper<W> {
	const begun = signal<W | null>(null);
	const keeping = signal<Keeping>("");
	const conflict = signal<{ form: WritingWhole; tag: string } | null>(null);
	let timer = 0;
	let running: Promise<void> | null = null;
	const put = (change: Partial<Written>): void => {
		if (begun.value) begun.value = { ...begun.value, ...change };
	};

	async function save(it: W): Promise<void> {
		const sent = it.fields;
		const body = { fields: sent, ...(it.reference ? { reference: it.reference } : {}) };
		const made = it.kept
			? await putAt("/v1/writings/{id}", body, { id: it.kept.id }, { match: it.kept.tag })
			: await post("/v1/writings", { kind: it.kind, to: it.peer, ...(it.act ? { act: it.act } : {}), ...body });
		const now = await look(made.id);
		if (!begun.value || (it.act ? !same(begun.value, it) : begun.value.kind !== it.kind)) return;
		if (now.form.version !== made.version) conflict.value = now;
		put({ kept: { id: made.id, tag: now.tag, fields: sent } });
	}

	/* A colleague began the same reply meanwhile: both wrote on nothing. */
	async function met(it: W): Promise<boolean> {
		const row = (await rowsKept()).find((r) => r.act === it.act && r.reference === it.reference);
		if (row && same(begun.value, it)) conflict.value = await look(row.id);
		return row !== undefined;
	}

	async function run(): Promise<void> {
		for (let it = begun.value; it && dirty(it) && !conflict.value; it = begun.value) {
			keeping.value = "saving";
			try {
				await save(it);
				keeping.value = "kept";
			} catch (e) {
				if (e instanceof Problem && e.code === "CHANGED" && it.kept) conflict.value = await look(it.kept.id);
				else if (e instanceof Problem && e.code === "NOT_FOUND" && it.kept) put({ kept: null });
				else if (!(e instanceof Problem && e.code === "EXISTS" && it.act && (await met(it)))) {
					keeping.value = "failed";
					return;
				}
			}
		}
	}

	function keepNow(): Promise<void> {
		clearTimeout(timer);
		running ??= run()
			.catch(() => void (keeping.value = "failed"))
			.finally(() => (running = null));
		return running;
	}

	/* A moment after the last change; a failure is tried again with the next, and
	 * when the node is heard again. */
	effect(() => {
		const it = begun.value;
		void online.value;
		clearTimeout(timer);
		if (it && keeping.peek() === "kept" && dirty(it)) keeping.value = "saving";
		if (it && session.value && !conflict.value && dirty(it)) timer = setTimeout(() => void keepNow(), SOON_MS) as unknown as number;
	});
	addEventListener("beforeunload", (e) => {
		if (begun.value && dirty(begun.value)) e.preventDefault();
	});

	async function drop(): Promise<void> {
		clearTimeout(timer);
		await running;
		const id = begun.value?.kept?.id;
		begun.value = null;
		conflict.value = null;
		keeping.value = "";
		if (id !== undefined) await dropAt("/v1/writings/{id}", { id }).catch(() => undefined);
	}

	function settle(fields: Fields): void {
		const now = conflict.value;
		if (!now) return;
		put({ fields, kept: { id: now.form.id, tag: now.tag, fields: now.form.fields } });
		conflict.value = null;
	}
	return { begun, keeping, conflict, put: put as (change: Partial<W>) => void, keepNow, drop, settle };
}

/** The new request. */
export const opening = keeper<Begun>();
export const { begun, keeping, conflict, put, keepNow, drop } = opening;

/** Go on with one that is kept. */
export async function resume(id: number, step: Step): Promise<void> {
	const { form, tag } = await look(id);
	keeping.value = "kept";
	begun.value = { kind: form.kind, peer: form.peer, reference: form.reference || null, act: "", fields: form.fields, from: {}, step, all: false, kept: { id, tag, fields: form.fields } };
}
