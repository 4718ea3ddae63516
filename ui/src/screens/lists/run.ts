/* Screening a file: its rows go to the node some at a time, its answers come
 * back in their order. All of it is in this page's memory and nowhere else; what
 * was interrupted goes on where it stopped, with a new job of the node.
 *
 *	going ── pause, fault ──► paused ── resume ──► going ── the end ──► over
 */
import { signal } from "@preact/signals";
import { get, once, post, Problem } from "../../api/client";
import { forgetting } from "../../api/store";
import { type CsvRow, pieces } from "../../kinds/csv";
import type { Found as Answer, Hit } from "../../api/types";
import { isoDate } from "./columns";
import type { Mapping } from "./mapping";

export interface Person {
	[fact: string]: string;
}

/** One row of the file and what was found; `hits` as the API tells them. */
export interface Row {
	line: number;
	person: Person;
	hits: Hit[];
	elsewhere: string[];
	hidden: number;
	complete: boolean;
	error: string;
	say: string; /* the node's sentence about it */
}

export interface Run {
	name: string;
	size: number;
	reason: string;
	reference: string;
	thorough: boolean;
	read: number;
	seen: number; /* rows that were read, answered or not */
	rows: Row[];
	hits: number;
	bad: number;
	state: "going" | "paused" | "over";
	fault: Problem | null;
}

/* As WASL_SCREEN_ROWS_MAX and the limit of a body (docs/api.md). */
const CHUNK_ROWS = 200;
const CHUNK_CHARS = 100_000;
const ON_WAY = 4;
const LOOK_MS = 150;
/** Rows that a page keeps; larger files are for `wasl screen --file`. */
export const ROWS_MAX = 50_000;

export const run = signal<Run | null>(null);

/* What stands behind the run that is shown: one at a time. */
interface Work {
	source: AsyncGenerator<{ rows: CsvRow[]; read: number }>;
	mapping: Mapping;
	heading: boolean;
	waiting: Row[]; /* read, not sent; those with an error are answered */
	onWay: { chunk: number; rows: Row[] }[];
	job: string;
	ended: boolean; /* the file was read */
	driven: Promise<void>; /* until it stands still */
}
let work: Work | null = null;

function personOf(fields: string[], m: Mapping): { person: Person; error: string } {
	const person: Person = {};
	m.columns.forEach((fact, i) => {
		if (fact && fields[i]) person[fact] = person[fact] ? `${person[fact]} ${fields[i]}` : fields[i]!;
	});
	if (!person["name"]) return { person, error: "name" };
	const born = person["born"] ? isoDate(person["born"], m.date) : undefined;
	if (born === null) return { person, error: "born" };
	return { person: born ? { ...person, born } : person, error: "" };
}

const rowOf = (r: CsvRow, m: Mapping): Row => {
	const { person, error } = r.bad ? { person: {}, error: "row" } : personOf(r.fields, m);
	return { line: r.line, person, hits: [], elsewhere: [], hidden: 0, complete: true, error, say: "" };
};

function told(some: Partial<Run>): void {
	if (run.value) run.value = { ...run.value, ...some };
}

function take(rows: Row[]): void {
	const now = run.value;
	if (!now) return;
	told({
		rows: [...now.rows, ...rows],
		hits: now.hits + rows.filter((r) => r.hits.length + r.elsewhere.length > 0).length,
		bad: now.bad + rows.filter((r) => r.error).length,
	});
}

async function fill(w: Work): Promise<void> {
	while (!w.ended && w.waiting.length < CHUNK_ROWS) {
		const next = await w.source.next();
		if (next.done) {
			w.ended = true;
			return;
		}
		const rows = w.heading ? next.value.rows : next.value.rows.slice(1);
		w.heading ||= next.value.rows.length > 0;
		w.waiting.push(...rows.map((r) => rowOf(r, w.mapping)));
		told({ read: next.value.read, seen: (run.value?.seen ?? 0) + rows.length });
	}
}

/* The next chunk: rows that are none stay in their place among the others. */
function cut(w: Work): Row[] {
	let chars = 0;
	let n = 0;
	while (n < w.waiting.length && n < CHUNK_ROWS && chars < CHUNK_CHARS) chars += JSON.stringify(w.waiting[n++]!.person).length;
	return w.waiting.splice(0, n);
}

async function put(w: Work, rows: Row[], reference: string): Promise<void> {
	const good = rows.filter((r) => !r.error).map((r) => ({ ...(reference ? { reference } : {}), ...r.person }));
	const one = { chunk: -1, rows };
	w.onWay.push(one);
	if (good.length > 0) one.chunk = (await post("/v1/screen/files/{id}/rows", { rows: good }, { id: w.job })).chunk;
}

type Told = Partial<Answer> & { error?: string; say?: string };

async function fetched(w: Work, chunk: number): Promise<Told[]> {
	for (;;) {
		/* 202 has no rows yet. */
		const { rows } = await get("/v1/screen/files/{id}/rows", { id: w.job, chunk });
		if (rows.length > 0) return rows;
		await new Promise((done) => setTimeout(done, LOOK_MS));
	}
}

async function takeOldest(w: Work): Promise<void> {
	const oldest = w.onWay[0]!;
	const answers = oldest.chunk < 0 ? [] : await fetched(w, oldest.chunk);
	for (const row of oldest.rows) {
		if (row.error) continue;
		const a = answers.shift() ?? {};
		Object.assign(row, { hits: a.hits ?? [], elsewhere: (a.elsewhere ?? []).map((e) => e.unit), hidden: a.hidden ?? 0, complete: a.complete ?? true, error: a.error ?? "", say: a.say ?? "" });
	}
	w.onWay.shift();
	take(oldest.rows);
}

/* Until the end of the file, a pause, or a fault. */
async function go(w: Work): Promise<void> {
	const { reason, reference, thorough } = run.value!;
	w.job = (await post("/v1/screen/files", { reason, effort: thorough ? "thorough" : "usual" })).job;
	while (work === w && run.value?.state === "going") {
		await fill(w);
		if (run.value.rows.length >= ROWS_MAX) throw new Problem(0, "TOO_MANY_ROWS", "");
		const rows = cut(w);
		if (rows.length > 0) await put(w, rows, reference);
		if (w.onWay.length >= ON_WAY || (rows.length === 0 && w.onWay.length > 0)) await takeOldest(w);
		if (w.ended && w.waiting.length === 0 && w.onWay.length === 0) told({ state: "over" });
	}
}

/* What was on its way is asked again: its answers may be gone with the job. */
async function stop(w: Work): Promise<void> {
	w.waiting = [...w.onWay.flatMap((c) => c.rows), ...w.waiting];
	w.onWay = [];
	if (w.job) await once.post("/v1/screen/files/{id}/end", {}, { id: w.job }).catch(() => undefined);
	w.job = "";
}

async function drive(w: Work): Promise<void> {
	await w.driven;
	if (work !== w) return;
	told({ state: "going", fault: null });
	try {
		await go(w);
	} catch (e) {
		if (work === w) told({ state: "paused", fault: e instanceof Problem ? e : new Problem(0, "BUG", String(e)) });
	} finally {
		await stop(w);
	}
}

export function start(file: File, mapping: Mapping, how: { reason: string; reference: string; thorough: boolean }): void {
	run.value = { ...how, name: file.name, size: file.size, read: 0, seen: 0, rows: [], hits: 0, bad: 0, state: "going", fault: null };
	work = { source: pieces(file), mapping, heading: false, waiting: [], onWay: [], job: "", ended: false, driven: Promise.resolve() };
	work.driven = drive(work);
}

export const pause = (): void => told({ state: "paused" });

export function resume(): void {
	if (work && run.value?.state === "paused") work.driven = drive(work);
}

export function drop(): void {
	work = null;
	run.value = null;
}

forgetting.push(drop);
addEventListener("beforeunload", (e) => {
	if (run.value && run.value.state !== "over") e.preventDefault();
});
