/* What every screen looks at, read again while somebody looks. */
import { computed, signal, type Signal } from "@preact/signals";
import { get, may, Problem, session } from "./client";
import type { Draft, Duty, Peer, Row, Status, Task } from "./types";

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

const PAGE = 100;
const ROWS_MAX = 2000;

async function rows(): Promise<Row[]> {
	const all: Row[] = [];
	let after: string | null = null;
	do {
		const at: string = after ? `&after=${encodeURIComponent(after)}` : "";
		const page: { dossiers: Row[]; next: string | null } = await get(`/v1/dossiers?limit=${PAGE}${at}`);
		all.push(...page.dossiers);
		after = page.next;
	} while (after && all.length < ROWS_MAX);
	return all;
}

export const status = feed<Status>(() => get("/v1/status"));
export const dossiers = feed<Row[]>(rows, () => may("list"));
export const tasks = feed<Task[]>(async () => (await get<{ tasks: Task[] }>("/v1/tasks?whose=all")).tasks);
/** Ids of those that wait for who is signed in. */
export const mine = feed<Task[]>(async () => (await get<{ tasks: Task[] }>("/v1/tasks?whose=mine")).tasks);
export const drafts = feed<Draft[]>(
	async () => (await get<{ drafts: Draft[] }>("/v1/drafts")).drafts,
	() => may("draft"),
);
export const peers = feed<Peer[]>(async () => (await get<{ peers: Peer[] }>("/v1/peers")).peers);
export const duty = feed<Duty[]>(async () => {
	const answer = await get<{ duty?: Duty[]; entries?: Duty[] }>("/v1/duty?days=1");
	return answer.duty ?? answer.entries ?? [];
});

export const toApprove = computed(() => (drafts.value.value ?? []).filter((d) => d.yours));

const live = [status, dossiers, tasks, mine, drafts];

/* What an event of the stream makes us read again (docs/api.md, Events). */
const stale: Record<string, Feed<unknown>[]> = {
	dossier: [dossiers, tasks, mine],
	task: [tasks, mine],
	draft: [drafts, tasks, mine],
	line: [status],
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

function listen(): void {
	if (stream && stream.readyState !== EventSource.CLOSED) return;
	stream = new EventSource("/v1/events");
	stream.addEventListener("change", (e) => {
		try {
			const { what } = JSON.parse(e.data as string) as { what: string };
			soon(stale[what] ?? []);
		} catch {
			/* not one that we know */
		}
	});
	stream.addEventListener("reset", () => soon([...live, duty]));
	/* We may listen no more: the next call says why. */
	stream.addEventListener("end", () => {
		stream?.close();
		soon([status]);
	});
}

/** Read everything now, and go on while the page is looked at. */
export async function follow(): Promise<void> {
	clearTimeout(timer);
	if (!session.value) return;
	if (document.visibilityState === "visible") await Promise.all(live.map((f) => f.read()));
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
	for (const f of [...live, peers, duty]) {
		f.value.value = null;
		f.fault.value = null;
	}
}

document.addEventListener("visibilitychange", () => {
	if (document.visibilityState === "visible") void follow();
});
