/* What a watch looks at beside the inbox. */
import { computed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { get, may, type Of, type Path, type Problem, session } from "../../api/client";
import { duty, feed, stale, tasks, vital } from "../../api/store";
import type { Gets, Relief, Row, Task } from "../../api/types";
import { now } from "../../i18n/time";

export const reliefs = feed<Relief[]>(
	async () => (await get("/v1/reliefs", { limit: "10" })).reliefs,
	() => may("list"),
);
stale["duty"]?.push(reliefs);

const WATCH_MS = 12 * 3600_000;

/** Who has the watch: whoever took it over last, while it lasts. */
export const keeper = computed(() => {
	const last = (reliefs.value.value ?? []).find((r) => r.state === "taken");
	return last && Date.parse(last.until) > now.value ? last : null;
});

/** Offers that wait for another officer. */
export const offers = computed(() => (reliefs.value.value ?? []).filter((r) => r.state === "offered"));
export const mineOffered = computed(() => offers.value.find((r) => r.officer === session.value?.officer) ?? null);

/** The end of this watch: as signed, by the roster, or in twelve hours. */
export const watchEnds = computed(() => {
	const signed = keeper.value;
	if (signed) return Date.parse(signed.until);
	const here = (duty.value.value ?? []).filter((d) => d.role === "duty" && Date.parse(d.from) <= now.value && now.value < Date.parse(d.until));
	return here.length > 0 ? Math.min(...here.map((d) => Date.parse(d.until))) : now.value + WATCH_MS;
});

/** What is due within the watch, soonest first; without what sounds. */
export const coming = computed<Task[]>(() =>
	(tasks.value.value ?? [])
		.filter((x) => x.due_at !== null && Date.parse(x.due_at) <= watchEnds.value && !(x.what === "ack" && x.urgency === "U0"))
		.sort((a, b) => Date.parse(a.due_at!) - Date.parse(b.due_at!)),
);

/** Ours that the partner has not acknowledged. */
export const sentVital = computed(() => (vital.value.value ?? []).filter((x) => !x.ours));

/** The dossier that moved last. */
export const newest = feed<Row[]>(
	async () => (await get("/v1/dossiers", { limit: "1" })).dossiers,
	() => may("list"),
);
stale["dossier"]?.push(newest);

/** Since when nothing has moved. */
export const quietSince = computed<number | null>(() => {
	const times = (newest.value.value ?? []).map((d) => Date.parse(d.changed_at));
	const taken = keeper.value ? Date.parse(keeper.value.at) : 0;
	const last = Math.max(taken, ...times);
	return last > 0 ? last : null;
});

type Read<T> = { value: T | null; fault: Problem | null };

export function useRead<P extends Path<Gets>>(path: P, ...of: Of<Gets[P]>): Read<Gets[P]["answer"]> {
	const [read, setRead] = useState<Read<Gets[P]["answer"]>>({ value: null, fault: null });
	useEffect(() => {
		get(path, ...of).then(
			(value) => setRead({ value, fault: null }),
			(e: Problem) => setRead({ value: null, fault: e }),
		);
	}, [path, JSON.stringify(of)]);
	return read;
}
