/* The room of an event: sites, what happens, who is there. What each side said
 * stands under its own name; what is written here goes to one line. */
import { useEffect, useState } from "preact/hooks";
import { get, may, type Problem } from "../../api/client";
import { watch } from "../../api/store";
import type { Fields, Row } from "../../api/types";
import { strictest } from "../../app/print";
import { go, href } from "../../app/router";
import { FreeText, Translation } from "../../kinds/show";
import { saidOf as saidIn } from "../../kinds/words";
import { code, label, labelOf, languageName, t } from "../../i18n/fluent";
import { everywhere, hour, left, moment, now } from "../../i18n/time";
import { useKeys } from "../../keys/keys";
import { Kins } from "../dossier/kin";
import { Icon, type IconName } from "../../widgets/icon";
import { Button, Chip, Due, Mono } from "../../widgets/parts";
import { Fault, Loading, Notice } from "../../widgets/state";
import { WallSwitch } from "../../widgets/wall-switch";
import { entries, nodeOf, open, phaseAt, places, saidOf, type Entry } from "./log";
import type { EventContact, Line, Room, Told } from "./types";
import { Write } from "./write";

const KIND = "event";

const looks: Record<string, string> = { S1: "ok", S2: "warn", S3: "bad" };
const severe: Record<string, string> = { I1: "st", I2: "warn", I3: "bad" };
const threats: Record<string, string> = { LOW: "ok", MODERATE: "ok", SUBSTANTIAL: "warn", SEVERE: "bad", CRITICAL: "bad" };

/** Who said it: us, or the partner by name. */
function Node({ name, line }: { name: string; line: Line }) {
	const ours = name !== line.peer;
	return (
		<span class={`cc ${ours ? "ours" : "theirs"}`} title={t(ours ? "our-side" : "partner")}>
			<bdi dir="ltr">{name}</bdi>
		</span>
	);
}

function Sites({ lines }: { lines: Line[] }) {
	const all = places(lines);
	return (
		<section aria-label={t("room-sites")}>
			<h2 class="h2">{t("room-sites")}</h2>
			{all.length === 0 && <p class="sub">{t("room-no-sites")}</p>}
			<ul class="vens">
				{all.map(({ site, line, open }) => (
					<li key={`${line.reference} ${site.number}`} class="card ven">
						<span class={`lv ${site.level}`} aria-hidden="true">
							{site.level.slice(1)}
						</span>
						<b dir="auto">{site.name}</b>
						<Chip look={looks[site.level] ?? "st"}>{code(KIND, "site_level", site.level)}</Chip>
						<small>
							{code(KIND, "site_type", site.type)} · {open.length > 0 ? t("room-open-here", { n: open.length }) : t("room-calm")}
							{lines.length > 1 && (
								<>
									{" · "}
									<bdi dir="ltr">{line.peer}</bdi>
								</>
							)}
						</small>
					</li>
				))}
			</ul>
		</section>
	);
}

const icons: Record<Entry["sort"], IconName> = { incident: "warn", situation: "file", hand_over: "handshake" };

/* What an incident or its update says of its free text. */
const spoken = (of: Told, pointer: string) => saidIn(of as Fields, pointer);

function IncidentBody({ e, update }: { e: Entry & { sort: "incident" }; update: () => void }) {
	const i = e.incident;
	const done = i.status === "DONE";
	return (
		<>
			<h3>
				{code(KIND, "incident_type", i.type)}
				<Chip look={severe[i.severity] ?? "st"}>{code(KIND, "severity", i.severity)}</Chip>
				<Chip look={done ? "ok" : "st"}>{code(KIND, "incident_status", i.status)}</Chip>
			</h3>
			{i.text ? <FreeText v={i.text} said={spoken(i, "/text")} long /> : <p class="sub">{t("act-sealed")}</p>}
			{i.measures && (
				<div class="sub">
					{t("room-measures")} <FreeText v={i.measures} said={spoken(i, "/measures")} />
				</div>
			)}
			{i.update?.text && (
				<div class="sub">
					<Node name={i.update.node} line={e.line} /> {hour(i.update.at)} <FreeText v={i.update.text} said={spoken(i.update, "/text")} />
				</div>
			)}
			<div class="by">
				<Node name={i.node} line={e.line} />
				<span>
					№ {i.number} · {t("room-owner")} <bdi>{i.owner}</bdi>
				</span>
				{!done && (
					<span class={Date.parse(i.due) < now.value ? "late" : ""} title={everywhere(i.due)}>
						<Icon name={Date.parse(i.due) < now.value ? "late" : "clock"} small /> {left(i.due)}
					</span>
				)}
				{!done && may("draft") && (
					<button type="button" class="link" onClick={update}>
						{t("room-update")}
					</button>
				)}
			</div>
		</>
	);
}

function Body({ e, update }: { e: Entry; update: () => void }) {
	if (e.sort === "incident") return <IncidentBody e={e} update={update} />;
	if (e.sort === "hand_over")
		return (
			<>
				<h3>{t("room-hand-over")}</h3>
				<div class="by">
					<Node name={nodeOf(e)} line={e.line} />
				</div>
			</>
		);
	const s = e.situation;
	return (
		<>
			<h3>{label(KIND, "done-situation")}</h3>
			{s.situation ? (
				<p class="free" dir="auto" lang={s.situation.language}>
					{s.situation.text}
				</p>
			) : (
				<p class="sub">{t("act-sealed")}</p>
			)}
			{s.situation && <Translation of={s.situation} />}
			<div class="by">
				<Node name={s.node} line={e.line} />
			</div>
		</>
	);
}

type Filter = "all" | "ours" | "theirs" | "open";
const filters: Filter[] = ["all", "ours", "theirs", "open"];

function passes(e: Entry, f: Filter): boolean {
	if (f === "all") return true;
	if (f === "open") return e.sort === "incident" && e.incident.status !== "DONE";
	return (nodeOf(e) === e.line.peer) === (f === "theirs");
}

function Log({ lines, update }: { lines: Line[]; update: (line: Line) => void }) {
	const [filter, setFilter] = useState<Filter>("all");
	const all = entries(lines);
	const shown = all.filter((e) => passes(e, filter));
	let day = "";
	return (
		<section class="logbox" aria-label={t("room-log")}>
			<div class="line">
				<h2 class="h2">{t("room-log")}</h2>
				<span class="gap" />
				<div class="seg" role="group" aria-label={t("filters")}>
					{filters.map((f) => (
						<button key={f} type="button" class={f === filter ? "on" : ""} aria-pressed={f === filter} onClick={() => setFilter(f)}>
							{t(`room-${f}`)}
						</button>
					))}
				</div>
			</div>
			{shown.length === 0 && <Notice icon="room" title={t(all.length === 0 ? "room-log-empty" : "filter-empty")} />}
			<ol class="log">
				{shown.map((e) => {
					const d = moment(e.at).replace(hour(e.at), "").trim();
					const fresh = d !== day;
					day = d;
					return (
						<li class="le" key={`${e.sort} ${e.line.reference} ${e.at} ${e.sort === "incident" ? e.incident.number : ""}`}>
							<time class="tm" dateTime={e.at} title={everywhere(e.at)}>
								{hour(e.at)}
								{fresh && <small>{d}</small>}
							</time>
							<span class="nd">
								<i class={e.sort === "incident" ? (severe[e.incident.severity] ?? "") : ""}>
									<Icon name={icons[e.sort]} small />
								</i>
							</span>
							<article class="card bx">
								<Body e={e} update={() => update(e.line)} />
								{saidOf(e).entry && <WallSwitch reference={e.line.reference} handling={e.line.handling} entry={saidOf(e).entry} />}
							</article>
						</li>
					);
				})}
			</ol>
		</section>
	);
}

function Contact({ c, line }: { c: EventContact; line: Line }) {
	const named = labelOf(KIND, `code-event_function-${c.function}`) ?? c.function;
	return (
		<li class="pp">
			<Node name={c.node} line={line} />
			<span>
				<bdi>{named}</bdi>
				<small>
					{c.telephone && (
						<a class="tel" href={`tel:${c.telephone.replace(/[^+\d]/g, "")}`} dir="ltr">
							{c.telephone}
						</a>
					)}{" "}
					{c.languages?.map(languageName).join(t("list-comma"))}
				</small>
			</span>
		</li>
	);
}

function Beside({ lines }: { lines: Line[] }) {
	return (
		<aside class="rc" aria-label={t("room-beside")}>
			{lines.map((line) => (
				<section key={line.reference}>
					<h2 class="h2">
						<bdi dir="ltr">{line.peer}</bdi> <Chip look="st">{label(KIND, `state-${line.state}`)}</Chip>
					</h2>
					<a class="link" href={href("dossier", line.reference)}>
						<Mono>{line.reference}</Mono>
					</a>
					<WallSwitch reference={line.reference} handling={line.handling} />
					{line.threat && (
						<div class="card thr">
							<span class="lbl">{label(KIND, "field-threat")}</span>
							<Chip look={threats[line.threat.level] ?? "st"} icon="warn">
								{code(KIND, "threat_level", line.threat.level)}
							</Chip>
							<span class="sub">
								<bdi>{line.threat.author}</bdi>
							</span>
							{line.threat_until && <Due at={line.threat_until} name={label(KIND, "clock-threat")} late={label(KIND, "late-threat_level_old")} />}
						</div>
					)}
					<h3 class="lbl">{t("room-contacts")}</h3>
					<ul class="pps">
						{[...line.on_call, ...line.contacts].map((c, i) => (
							<Contact key={i} c={c} line={line} />
						))}
					</ul>
					{line.radio && (
						<p class="sub">
							<span class="lbl">{label(KIND, "field-radio")}</span> <bdi>{line.radio}</bdi>
						</p>
					)}
				</section>
			))}
			<Phases lines={lines} />
		</aside>
	);
}

function Phases({ lines }: { lines: Line[] }) {
	const phases = lines.find((l) => l.phases)?.phases ?? [];
	const current = phaseAt(phases, now.value);
	if (phases.length === 0) return null;
	return (
		<section>
			<h2 class="h2">{label(KIND, "field-phases")}</h2>
			<ol class="card nx">
				{phases.map((p) => (
					<li key={p.number} aria-current={current?.phase === p ? "step" : undefined} title={`${everywhere(p.from)} — ${everywhere(p.to)}`}>
						<b dir="auto">{p.name}</b>
						<span>
							{moment(p.from)} – {moment(p.to)}
						</span>
					</li>
				))}
			</ol>
		</section>
	);
}

function Head({ room, write }: { room: Room; write: () => void }) {
	const first = room.lines[0]!;
	const phase = phaseAt(first.phases ?? [], now.value);
	const running = open(room.lines);
	const late = running.filter((i) => Date.parse(i.due) < now.value).length;
	return (
		<header class="rmh">
			<div>
				<h1 class="h1">
					<bdi>{first.name ?? room.title ?? label(KIND, "kind")}</bdi>
				</h1>
				<span class="sub">
					{t("room-lines", { n: room.lines.length })} · <bdi>{first.competition}</bdi>
					{phase?.runs && (
						<>
							{" · "}
							<bdi>{phase.phase.name}</bdi>
						</>
					)}
					{room.hidden > 0 && ` · ${t("room-hidden", { n: room.hidden })}`}
				</span>
			</div>
			<span class="gap" />
			{phase && (
				<div class="num">
					<span class="lbl">{t(phase.runs ? "room-phase-ends" : "room-phase-begins")}</span>
					<b>{left(phase.runs ? phase.phase.to : phase.phase.from)}</b>
				</div>
			)}
			<div class="num">
				<span class="lbl">{t("room-open-incidents")}</span>
				<b>{running.length}</b>
			</div>
			<div class={`num${late > 0 ? " late" : ""}`}>
				<span class="lbl">{t("room-late-incidents")}</span>
				<b>{late}</b>
			</div>
			<Button icon="print" onClick={() => print()}>
				{t("print")}
			</Button>
			{may("draft") && (
				<Button look="p" icon="sign" keyName="R" name="room-write" onClick={write}>
					{t("room-write")}
				</Button>
			)}
		</header>
	);
}

function One({ reference }: { reference: string }) {
	const [room, setRoom] = useState<Room | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [writing, setWriting] = useState<{ line: Line; act: string } | null>(null);
	const read = () => get("/v1/events/{ref}", { ref: reference }).then((r) => (setRoom(r as unknown as Room), setFault(null)), setFault);
	useEffect(() => void read(), [reference]);
	/* Read again when it is told that something happened on one of its lines. */
	const mine = room?.lines.map((l) => l.reference).join(" ") ?? "";
	useEffect(() => watch((changed) => (changed === null || mine.split(" ").includes(changed)) && void read()), [reference, mine]);
	const write = (line: Line | undefined, act: string) => line && setWriting({ line, act });
	useKeys({
		KeyR: () => may("draft") && write(room?.lines[0], "incident"),
		KeyP: () => print(),
		Escape: () => (writing ? setWriting(null) : go("room")),
	});
	if (!room) return fault ? <Fault fault={fault} again={() => void read()} /> : <Loading />;
	if (room.lines.length === 0)
		return (
			<Notice icon="room" title={t("room-no-line")}>
				{room.case && (
					<a class="btn" href={href("cases", room.case)}>
						<Mono>{room.case}</Mono>
					</a>
				)}
			</Notice>
		);
	const kin = room.lines.flatMap((l) => l.children);
	const hidden = room.lines.reduce((n, l) => n + l.children_hidden, 0);
	return (
		<div class="room" data-handling={strictest(room.lines.map((l) => l.handling))}>
			<Head room={room} write={() => write(room.lines[0], "incident")} />
			<div class="rc">
				<Sites lines={room.lines} />
				<section>
					<h2 class="h2">{t("room-dossiers")}</h2>
					<Kins all={kin} hidden={hidden} empty={t("room-no-dossiers")} />
				</section>
			</div>
			<div class="rc mid">
				<Log lines={room.lines} update={(line) => write(line, "update")} />
				{writing && (
					<Write
						lines={room.lines}
						line={writing.line}
						act={writing.act}
						choose={(line) => setWriting({ ...writing, line })}
						done={read}
						close={() => setWriting(null)}
					/>
				)}
			</div>
			<Beside lines={room.lines} />
		</div>
	);
}

/* Which events there are; each is a room. */
function Rooms() {
	const [rows, setRows] = useState<Row[] | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const read = () => get("/v1/dossiers", { kind: KIND, limit: "100" }).then((a) => (setRows(a.dossiers), setFault(null)), setFault);
	useEffect(() => void read(), []);
	return (
		<div class="page">
			<div class="head">
				<h1 class="h1">{t("nav-room")}</h1>
			</div>
			<div class="scroll pad">
				{rows === null ? (
					fault ? (
						<Fault fault={fault} again={() => void read()} />
					) : (
						<Loading />
					)
				) : rows.length === 0 ? (
					<Notice icon="room" title={t("room-none")} />
				) : (
					<ul class="kinds">
						{rows.map((r) => (
							<li key={r.reference}>
								<a class="card kind" href={href("room", r.reference)}>
									<b>{label(KIND, "kind")}</b>
									<Mono>{r.reference}</Mono>
									<span class="sub">
										{r.own && t("toward")} <bdi dir="ltr">{r.peer}</bdi> · {r.state ? label(KIND, `state-${r.state}`) : t("state-home")}
									</span>
									{r.due_at && r.due && <Due at={r.due_at} since={r.opened_at} name={label(KIND, `clock-${r.due}`)} />}
								</a>
							</li>
						))}
					</ul>
				)}
			</div>
		</div>
	);
}

export default function RoomScreen({ args }: { args: string[] }) {
	return args[0] ? <One reference={args[0]} /> : <Rooms />;
}
