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
const EVERY_MS = 5000;
let timer = 0;

/** Read everything now, and go on while the page is looked at. */
export async function follow(): Promise<void> {
	clearTimeout(timer);
	if (!session.value) return;
	if (document.visibilityState === "visible") await Promise.all(live.map((f) => f.read()));
	timer = setTimeout(follow, EVERY_MS) as unknown as number;
}

export function forget(): void {
	clearTimeout(timer);
	for (const f of [...live, peers, duty]) {
		f.value.value = null;
		f.fault.value = null;
	}
}

document.addEventListener("visibilitychange", () => {
	if (document.visibilityState === "visible") void follow();
});
