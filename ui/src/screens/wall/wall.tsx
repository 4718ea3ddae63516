/* What hangs on the wall of a room: released entry by entry, codes only. No
 * person, no officer, nothing to type. */
import { useEffect, useState } from "preact/hooks";
import { drop, get, may, post, Problem } from "../../api/client";
import type { Wall, WallEntry } from "../../api/types";
import { code, country, label, listOf, t } from "../../i18n/fluent";
import { clocks, date, everywhere, now as time } from "../../i18n/time";
import type { Zone } from "../../api/types";
import { zones } from "../../kinds/kind";
import { Icon } from "../../widgets/icon";
import { Button, Mono, Urgency } from "../../widgets/parts";
import { explain, Fault, Loading, Notice } from "../../widgets/state";
import { tell } from "../../widgets/toast";

/* How often a wall asks, and when what it shows is called old. */
const EVERY_MS = 15_000;
const STALE_MS = 45_000;
const LINK_DAYS = 90;

interface Shown {
	wall: Wall | null;
	at: number;
	fault: Problem | null;
}

function useWall(load: () => Promise<Wall>): [Shown, () => void, number] {
	const [shown, setShown] = useState<Shown>({ wall: null, at: 0, fault: null });
	const [now, setNow] = useState(Date.now());
	const read = () =>
		load().then(
			(wall) => setShown({ wall, at: Date.now(), fault: null }),
			(fault: Problem) => setShown((s) => ({ ...s, fault })),
		);
	useEffect(() => {
		void read();
		const timer = setInterval(() => {
			setNow(Date.now());
			void read();
		}, EVERY_MS);
		return () => clearInterval(timer);
	}, []);
	return [shown, () => void read(), now];
}

/* Nobody is signed in to be told the zones; the entries' own times tell them. */
function zonesOf(wall: Wall): Record<string, Zone> {
	const found: Record<string, Zone> = {};
	for (const { side, zone, at } of wall.entries.flatMap((e) => [...e.at_local, ...e.due_local])) {
		const steps = (found[side] ??= { zone, offsets: [] }).offsets;
		steps.push({ at, offset_s: (Date.parse(`${at.slice(0, 19)}Z`) - Date.parse(at)) / 1000 });
		steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
	}
	return found;
}

/* What stands elsewhere in the entry, and on what grounds data were sent. */
const UNTITLED = ["urgency", "crime_area", "basis", "transfer_basis", "origin"];

/* A yes or a no says nothing without what it is about. */
const ANSWERS = "answer3";

/** A title made of codes. */
function title(e: WallEntry): string {
	const codes = Object.entries(e.codes)
		.filter(([name]) => !UNTITLED.includes(name))
		.flatMap(([name, v]) => {
			const list = listOf(e.kind, name);
			const said = (Array.isArray(v) ? v : [v]).map((one) => code(e.kind, list, one));
			return list === ANSWERS ? said.map((what) => t("named", { name: label(e.kind, `field-${name}`), what })) : said;
		});
	const what = e.act ? label(e.kind, `done-${e.act}`) : label(e.kind, `state-${e.state}`);
	return [what, ...codes].join(" · ");
}

function Entry({ e, off }: { e: WallEntry; off?: () => void }) {
	return (
		<li class={`wall-entry u-${e.urgency}`} data-entry={e.id}>
			<p class="line">
				{e.urgency && <Urgency code={e.urgency} />}
				<span class="wall-kind">{label(e.kind, "kind")}</span>
				<Mono>{e.reference}</Mono>
			</p>
			<p class="wall-title">{title(e)}</p>
			<p class="sub">
				{country(e.side)}
				{e.sector && ` · ${code("common", "crime_area", e.sector)}`} · {date(e.at)} {everywhere(e.at)}
			</p>
			{e.due_at && (
				<p class="wall-due">
					<Icon name="clock" small /> {t("named", { name: label(e.kind, `clock-${e.due}`), what: everywhere(e.due_at) })}
				</p>
			)}
			{off && (
				<Button icon="trash" look="q" name="wall-off" onClick={off}>
					{t("wall-off")}
				</Button>
			)}
		</li>
	);
}

function Board({ shown, now, off }: { shown: Shown; now: number; off?: (id: number) => void }) {
	const { wall, at, fault } = shown;
	if (!wall) return fault ? <Fault fault={fault} /> : <Loading />;
	const stale = fault !== null || now - at > STALE_MS;
	return (
		<>
			<p class={`wall-at${stale ? " stale" : ""}`} role="status" data-stale={String(stale)}>
				{stale && <Icon name="offline" small />}
				{t(stale ? "wall-stale" : "wall-fresh", { at: everywhere(at) })}
			</p>
			{wall.entries.length === 0 ? (
				<Notice icon="eye" title={t("wall-empty")} />
			) : (
				<ul class="wall-list">
					{wall.entries.map((e) => (
						<Entry key={e.id} e={e} {...(off ? { off: () => off(e.id) } : {})} />
					))}
				</ul>
			)}
		</>
	);
}

/** In a room: nobody is signed in, a token reads and can do nothing else. */
export function Room({ token }: { token: string }) {
	const [shown, , now] = useWall(async () => {
		let answer: Response;
		try {
			answer = await fetch("/v1/wall", { headers: { Authorization: `Bearer ${token}` }, credentials: "omit", cache: "no-store" });
		} catch {
			throw new Problem(0, "NO_ANSWER", "");
		}
		if (!answer.ok) throw new Problem(answer.status, answer.status === 401 ? "WALL_OVER" : "", "");
		const wall = (await answer.json()) as Wall;
		zones.value = zonesOf(wall);
		return wall;
	});
	useEffect(() => {
		document.documentElement.dataset["theme"] = "dark";
		document.title = t("wall-title");
	}, []);
	return (
		<main class="wall" id="main">
			<header class="wall-head">
				<h1 class="h1">{t("wall-title")}</h1>
				<p class="night-clock">
					{clocks(time.value).map(([text, places]) => (
						<span key={places}>
							<b>{text}</b> {places}
						</span>
					))}
				</p>
			</header>
			<Board shown={shown} now={now} />
		</main>
	);
}

/** At the desk: the same, with what may be done about it. */
export default function WallDesk(_: { args: string[] }) {
	const [shown, read, now] = useWall(() => get("/v1/wall"));
	const [link, setLink] = useState("");
	const said = (e: unknown) => tell(() => e instanceof Problem ? explain(e) : String(e), "warn");
	const off = (id: number) => void drop("/v1/wall/{id}", { id }).then(read, said);
	async function make() {
		const expires = new Date(Date.now() + LINK_DAYS * 86_400_000).toISOString().slice(0, 10);
		try {
			const made = await post("/v1/tokens", { name: "wall", scopes: ["wall"], expires });
			setLink(`${location.origin}/#wall=${made.token}`);
		} catch (e) {
			said(e);
		}
	}
	return (
		<div class="page">
			<div class="head">
				<h1 class="h1">{t("wall-title")}</h1>
				<span class="gap" />
				<Button icon="link" name="wall-link" onClick={() => void make()}>
					{t("wall-link")}
				</Button>
			</div>
			<div class="scroll wall-desk" tabIndex={0} role="group" aria-label={t("wall-title")}>
				<p class="hint">{t("wall-note")}</p>
				{link && (
					<div class="in wall-made">
						<label for="wall-url">{t("wall-made", { n: LINK_DAYS })}</label>
						<input id="wall-url" readOnly dir="ltr" value={link} onFocus={(e) => e.currentTarget.select()} />
					</div>
				)}
				<Board shown={shown} now={now} {...(may("assign") ? { off } : {})} />
			</div>
		</div>
	);
}
