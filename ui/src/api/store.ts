/* What every screen looks at, read again while somebody looks. */
import { computed, effect, signal, type Signal } from "@preact/signals";
import { texts } from "../i18n/fluent";
import { FIRST, ROWS } from "./address";
import { get, may, type Path, Problem, session } from "./client";
import type { Draft, Duty, Gets, Peer, Row, Status, Task, Vital } from "./types";

/** A thing that is read from the API: what was last read, and why not now. */
export interface Feed<T> {
	value: Signal<T | null>;
	fault: Signal<Problem | null>;
	read: () => Promise<void>;
}

export function feed<T>(load: () => Promise<T>, allowed: () => boolean = () => true): Feed<T> {
	const value = signal<T | null>(null);
	const fault = signal<Problem | null>(null);
	let running: Promise<void> | null = null;
	async function run(): Promise<void> {
		try {
			const fresh = await load();
			/* What has not changed is not painted again. */
			if (JSON.stringify(fresh) !== JSON.stringify(value.peek())) value.value = fresh;
			fault.value = null;
		} catch (e) {
			fault.value = e instanceof Problem ? e : new Problem(0, "BUG", String(e));
		}
	}
	return {
		value,
		fault,
		read: () => {
			if (!allowed()) return Promise.resolve();
			running ??= run().finally(() => (running = null));
			return running;
		},
	};
}

/** A list that is read a page at a time, as far as somebody has looked. */
export interface Pages<T> extends Feed<T[]> {
	/** Rows behind what is held. */
	next: Signal<string | null>;
	more: () => Promise<void>;
}

const TASKS = 100;

/* Lists of the contract that come in pages, and the name of their rows. */
type Paged = { [P in Path<Gets>]: Gets[P]["answer"] extends { next: string | null } ? P : never }[Path<Gets>];
type Rows<P extends Paged> = Exclude<keyof Gets[P]["answer"], "next" | "late">;

function pages<P extends Paged, T>(path: P, name: Rows<P>, size: number, of: Gets[P]["of"], allowed?: () => boolean, told?: (answer: Gets[P]["answer"]) => void): Pages<T> {
	const next = signal<string | null>(null);
	const load = async (after: string | null): Promise<T[]> => {
		const answer = await get<Paged>(path, { ...of, limit: size, after: after ?? undefined });
		next.value = answer.next;
		if (!after) told?.(answer as Gets[P]["answer"]);
		return (answer as Record<typeof name, T[]> & { next: string | null })[name];
	};
	/* As many as are held, so that a list does not shrink under the eyes. */
	const it = feed<T[]>(async () => {
		const wanted = it.value.peek()?.length ?? 0;
		const all = await load(null);
		while (next.peek() && all.length < wanted) all.push(...(await load(next.peek())));
		return all;
	}, allowed);
	return {
		...it,
		next,
		more: async () => {
			const after = next.peek();
			if (!after) return;
			const further = await load(after);
			it.value.value = [...(it.value.peek() ?? []), ...further];
		},
	};
}

/** What is asked of the dossiers of a side: open ones by the time that is left,
 * closed ones with the newest first. */
const asks = {
	all: { which: FIRST.which },
	mine: { order: "soonest", whose: "mine" },
	free: { which: "triage" },
	approve: { which: "approve" },
	crossed: { which: "crossed" },
	aside: { which: "aside" },
	closed: { order: "closed" },
} satisfies Record<string, Gets["/v1/dossiers"]["of"]>;
export type Filter = keyof typeof asks;
export const filters = Object.keys(asks) as Filter[];
const sides = ["in", "out"] as const;
export type Box = `${(typeof sides)[number]}-${Filter}`;
const mayList = () => may("list");
export const boxes = Object.fromEntries(
	sides.flatMap((side) => filters.map((filter) => [`${side}-${filter}`, pages<"/v1/dossiers", Row>("/v1/dossiers", "dossiers", ROWS, { ...asks[filter], side }, mayList)])),
) as Record<Box, Pages<Row>>;
/** Which of them is looked at; the others are old once something changed. */
export const looked = signal<Box>("in-all");
const old = new Set<Box>();
/** Look at a box: what is held of it at once, and what it is now. */
export function look(box: Box): void {
	looked.value = box;
	if (old.delete(box) || boxes[box].value.peek() === null) void boxes[box].read();
}
/** How many each of them has. */
export const counts = feed<Gets["/v1/counts"]["answer"]>(() => get("/v1/counts"), mayList);
/** Rows of all that is held. */
export const rows = computed(() => Object.values(boxes).flatMap((b) => b.value.value ?? []));
/** As it is said: they are counted up to some number. */
export const upTo = (n = 0): number | string => (n > (counts.value.value?.most ?? n) ? `${n - 1}+` : n);
const dossiers: Feed<Row[]> = {
	...boxes["in-all"],
	read: () => {
		for (const box of Object.keys(boxes) as Box[]) old.add(box);
		old.delete(looked.peek());
		return boxes[looked.peek()].read();
	},
};

export const status = feed<Status>(() => get("/v1/status"));
/** Clocks that ran out, of all tasks. */
export const late = signal(0);
export const tasks = pages<"/v1/tasks", Task>("/v1/tasks", "tasks", TASKS, { whose: "all" }, undefined, (answer) => (late.value = answer.late));
/** Those that wait for who is signed in: read while somebody looks at them. */
export const lookedMine = signal(false);
export const mine = pages<"/v1/tasks", Task>("/v1/tasks", "tasks", TASKS, { whose: "mine" }, () => lookedMine.peek());
export const drafts = feed<Draft[]>(
	async () => (await get("/v1/drafts")).drafts,
	() => may("draft"),
);
export const peers = feed<Peer[]>(async () => (await get("/v1/peers")).peers);
/** The country of a partner; "": not known yet. */
export const sideOf = (peer: string): string => peers.value.value?.find((p) => p.name === peer)?.side ?? "";
export const duty = feed<Duty[]>(async () => (await get("/v1/duty", { days: 1 })).duty);

/** Threats to life, and their drills, that nobody has acknowledged: all of them,
 * however long other lists are. */
export const vital = feed<Vital[]>(async () => (await get("/v1/vital")).vital, mayList);
/** Those that wait for us. */
export const unanswered = computed(() => (vital.value.value ?? []).filter((x) => x.ours));

export const toApprove = computed(() => (drafts.value.value ?? []).filter((d) => d.yours));

const live: Feed<unknown>[] = [vital, status, dossiers, counts, tasks, mine, drafts] as Feed<unknown>[];

/** What an event of the stream makes us read again (docs/api.md, Events). */
export const stale: Record<string, Feed<unknown>[]> = {
	dossier: [vital, dossiers, counts, tasks, mine],
	task: [vital, dossiers, counts, tasks, mine],
	draft: [drafts, dossiers, counts, tasks, mine],
	line: [status, peers],
	duty: [duty],
	session: [status],
};

/* Without a stream we ask; with one, now and then all the same. */
const EVERY_MS = 5000;
const SELDOM_MS = 60_000;
/* Several changes at once are read once. */
const SOON_MS = 150;
let timer = 0;
let stream: EventSource | null = null;
let waiting = new Set<Feed<unknown>>();

function soon(feeds: Feed<unknown>[]): void {
	if (waiting.size === 0)
		setTimeout(() => {
			const now = waiting;
			waiting = new Set();
			for (const f of now) void f.read();
		}, SOON_MS);
	for (const f of feeds) waiting.add(f);
}

/* Alarms are said in the language of the screens. */
effect(() => {
	if (texts.value && session.peek()) soon([status]);
});

/* Who looks at one thing is told when it changed; null: anything may have. */
const watchers = new Set<(reference: string | null) => void>();
export function watch(heard: (reference: string | null) => void): () => void {
	watchers.add(heard);
	return () => void watchers.delete(heard);
}
const changed = (reference: string | null) => watchers.forEach((w) => w(reference));

function listen(): void {
	if (stream && stream.readyState !== EventSource.CLOSED) return;
	stream = new EventSource("/v1/events");
	stream.addEventListener("change", (e) => {
		try {
			const { what, reference } = JSON.parse(e.data as string) as { what: string; reference: string | null };
			soon(stale[what] ?? []);
			if (reference) changed(reference);
		} catch {
			/* not one that we know */
		}
	});
	stream.addEventListener("reset", () => {
		soon([...live, duty]);
		changed(null);
	});
	/* We may listen no more: the next call says why. */
	stream.addEventListener("end", () => {
		stream?.close();
		soon([status]);
	});
}

/* What is there is on the screen. */
const painted = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));

/** The first screen was made: what it does not show is asked for behind it. */
export let made: () => void;
const shown = new Promise<void>((done) => (made = done));

/** Read everything now, and go on while the page is looked at. */
export async function follow(): Promise<void> {
	clearTimeout(timer);
	if (!session.value) return;
	if (document.visibilityState === "visible") {
		/* What is looked at first, so that it is not kept waiting. */
		await Promise.all([dossiers.read(), shown]);
		await painted();
		await Promise.all(live.map((f) => (f === dossiers ? null : f.read())));
		if (stream?.readyState !== EventSource.OPEN) changed(null);
	}
	listen();
	timer = setTimeout(follow, stream?.readyState === EventSource.OPEN ? SELDOM_MS : EVERY_MS) as unknown as number;
}

/** What a screen keeps of its own while somebody is signed in, to be dropped. */
export const forgetting: (() => void)[] = [];

export function forget(): void {
	clearTimeout(timer);
	for (const drop of forgetting) drop();
	stream?.close();
	stream = null;
	for (const f of [...live, ...Object.values(boxes), peers, duty]) {
		f.value.value = null;
		f.fault.value = null;
	}
}

document.addEventListener("visibilitychange", () => {
	if (document.visibilityState === "visible") void follow();
});
