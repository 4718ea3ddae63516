/* The watch at night: what threatens a life sounds until a person has answered,
 * what comes is named, and a screen that hears nothing never looks calm. */
import { useEffect, useState } from "preact/hooks";
import { heardAt, may, post, type Problem } from "../../api/client";
import { duty, follow, status, tasks, unanswered, vital } from "../../api/store";
import type { Line, Vital } from "../../api/types";
import { href } from "../../app/router";
import { paint, theme } from "../../app/settings";
import { label, t } from "../../i18n/fluent";
import { clocks, everywhere, hour, moment, now } from "../../i18n/time";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { DutyCards, Ring } from "../../widgets/duty-card";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Due, Mono, Urgency } from "../../widgets/parts";
import { Ready } from "../../widgets/state";
import { taskText } from "../tasks/text";
import { coming, keeper, newest, quietSince, reliefs, sentVital, watchEnds } from "./data";
import { ReliefPart } from "./relief";
import { SheetPage } from "./sheet";
import { alarm, lost, sound, soundOn } from "./sound";

function useSecond(): number {
	const [at, setAt] = useState(Date.now());
	useEffect(() => {
		const timer = setInterval(() => setAt(Date.now()), 1000);
		return () => clearInterval(timer);
	}, []);
	return at;
}

const two = (n: number): string => String(n).padStart(2, "0");

/** "04:12" to go, "+00:37" behind. */
function clockTo(due: string, at: number): string {
	const seconds = Math.floor(Math.abs(Date.parse(due) - at) / 1000);
	const text = `${seconds >= 3600 ? `${Math.floor(seconds / 3600)}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
	return Date.parse(due) < at ? `+${text}` : text;
}

function SoundSwitch() {
	const state = sound.value;
	if (state === "on")
		return (
			<span class="pill ok" role="status">
				<Icon name="sound" small />
				<span>{t("sound-on")}</span>
			</span>
		);
	return (
		<span class="line">
			<span class="pill bad" role="status">
				<Icon name="warn" small />
				<span>{t(state === "blocked" ? "sound-blocked" : "sound-off")}</span>
			</span>
			<Button look="p" icon="sound" name="sound" onClick={() => void soundOn()}>
				{t("sound-ask")}
			</Button>
		</span>
	);
}

function Clock() {
	const at = useSecond();
	return (
		<p class="night-clock">
			{clocks(at).map(([text, places]) => (
				<span key={text}>
					<b>{text}</b> {places}
				</span>
			))}
		</p>
	);
}

function Acknowledge({ task, onClose }: { task: Vital; onClose: () => void }) {
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		try {
			await post("/v1/dossiers/{ref}/acts", { act: "ack", fields: {} }, { ref: task.reference });
			await vital.read();
			void follow();
			onClose();
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<Dialog title={t("vital-ack-title")} onClose={onClose}>
			<form class="stack-form" onSubmit={submit}>
				<p>
					<Mono>{task.reference}</Mono> · {label(task.kind, "kind")}
				</p>
				<p>{t("vital-ack-note")}</p>
				<DialogFoot fault={fault} does={t("vital-ack")} onClose={onClose} />
			</form>
		</Dialog>
	);
}

/* Nobody answered in time: said in words, and whom to ring. */
function Missed({ row, at }: { row: Vital; at: number }) {
	if (Date.parse(row.due_at) >= at) return null;
	return (
		<p class="vital-missed">
			<Icon name="late" /> <b>{t(row.ours ? "vital-missed" : "vital-missed-sent")}</b> <Ring peer={row.peer} />
		</p>
	);
}

function VitalOne({ task }: { task: Vital }) {
	const at = useSecond();
	const [asking, setAsking] = useState(false);
	const drill = task.kind === "drill";
	return (
		<article class={`vital${drill ? " drill" : ""}`} data-vital={task.reference} aria-label={task.reference}>
			<Icon name="alarm" />
			<div class="vital-what">
				<p class="line">
					{drill && <Chip look="warn">{t("vital-is-drill")}</Chip>}
					<b>{label(task.kind, "kind")}</b> <Mono>{task.reference}</Mono>
				</p>
				<p class="sub">
					<bdi dir="ltr">{task.peer}</bdi>
					{task.rung > 0 && ` · ${t("night-rung", { n: task.rung })}`}
				</p>
			</div>
			<p class="vital-left" role="timer">
				<b dir="ltr">{clockTo(task.due_at, at)}</b>
				<small>
					{label(task.kind, `clock-${task.clock}`)} · {everywhere(task.due_at)}
				</small>
			</p>
			<Missed row={task} at={at} />
			<div class="vital-acts">
				{may("draft") && (
					<Button look="p" icon="check" name="acknowledge" onClick={() => setAsking(true)}>
						{t("vital-ack")}
					</Button>
				)}
				<a class="btn" href={href("dossier", task.reference)}>
					{t("vital-open")}
				</a>
			</div>
			{asking && <Acknowledge task={task} onClose={() => setAsking(false)} />}
		</article>
	);
}

function SentOne({ row }: { row: Vital }) {
	const at = useSecond();
	return (
		<article class="vital sent" aria-label={row.reference}>
			<Icon name="send" />
			<div class="vital-what">
				<p class="line">
					<b>{t("vital-sent")}</b> <Mono>{row.reference}</Mono>
				</p>
				<p class="sub">
					<bdi dir="ltr">{row.peer}</bdi>
				</p>
			</div>
			<p class="vital-left" role="timer">
				<b dir="ltr">{clockTo(row.due_at, at)}</b>
				<small>
					{label(row.kind, `clock-${row.clock}`)} · {everywhere(row.due_at)}
				</small>
			</p>
			<Missed row={row} at={at} />
			<div class="vital-acts">
				<a class="btn" href={href("dossier", row.reference)}>
					{t("vital-open")}
				</a>
			</div>
		</article>
	);
}

/** A stale screen must never look calm. */
function Lost() {
	if (!lost.value) return null;
	return (
		<section class="lost" role="alert">
			<Icon name="offline" />
			<div>
				<b>{t("lost-title")}</b>
				<p>{t("lost-text", { at: hour(heardAt.value) })}</p>
			</div>
		</section>
	);
}

function Quiet() {
	if (lost.value || unanswered.value.length > 0 || coming.value.length > 0 || sentVital.value.length > 0) return null;
	const since = quietSince.value;
	return (
		<section class="quiet" data-quiet>
			<Icon name="moon" />
			<p>{since ? t("quiet-since", { at: moment(new Date(since).toISOString()) }) : t("quiet")}</p>
			<p class="sub">{t("quiet-until", { at: hour(watchEnds.value) })}</p>
		</section>
	);
}

const SHOWN = 40;

function Coming() {
	const list = coming.value;
	if (list.length === 0) return null;
	return (
		<section class="coming">
			<h2 class="h2">{t("coming", { at: hour(watchEnds.value), n: list.length })}</h2>
			<ul>
				{list.slice(0, SHOWN).map((x) => (
					<li key={x.id}>
						{x.urgency ? <Urgency code={x.urgency} /> : <span />}
						<div class="what">
							<a class="t" href={x.draft !== null ? href("approve", x.draft) : href("dossier", x.reference)}>
								{taskText(x)}
							</a>
							<Mono>{x.reference}</Mono>
						</div>
						<Due at={x.due_at!} since={x.since} name={everywhere(x.due_at!)} />
						{x.rung > 0 ? (
							<Chip look="bad" icon="alarm">
								{t("night-rung", { n: x.rung })}
							</Chip>
						) : (
							<span />
						)}
					</li>
				))}
			</ul>
			{list.length > SHOWN && <p class="sub">{t("rows-left-out", { n: list.length - SHOWN })}</p>}
		</section>
	);
}

function lineText(line: Line): [string, string] {
	if (lost.value) return ["warn", "line-unknown"];
	if (line.own.frozen || line.mirror.frozen) return ["bad", "line-frozen"];
	if (!line.ready) return ["bad", "line-down"];
	if (line.state === "suspended") return ["warn", "line-suspended"];
	return line.state === "restricted" ? ["warn", "line-restricted"] : ["ok", "line-up"];
}

function Lines() {
	return (
		<section>
			<h2 class="lbl">{t("night-lines")}</h2>
			{(status.value.value?.lines ?? []).map((line) => {
				const [look, id] = lineText(line);
				return (
					<p key={line.peer} class="line">
						<Chip look={look}>{t(id)}</Chip>
						<bdi dir="ltr">{line.peer}</bdi>
						{line.own.receipt_at && <span class="sub">{t("line-receipt", { at: moment(line.own.receipt_at) })}</span>}
					</p>
				);
			})}
		</section>
	);
}

function Watch() {
	const signed = keeper.value;
	const here = (duty.value.value ?? []).find((d) => d.role === "duty" && Date.parse(d.from) <= now.value && now.value < Date.parse(d.until));
	if (signed)
		return (
			<p class="sub">
				{t("watch-of")} <bdi>{signed.second}</bdi> · {t("until-hour", { hour: hour(signed.until) })}
			</p>
		);
	return here ? (
		<p class="sub">
			{t("on-duty")} <bdi>{here.officer}</bdi> · {t("until-hour", { hour: hour(here.until) })}
		</p>
	) : (
		<p class="sub">{t("watch-of-nobody")}</p>
	);
}

function Board() {
	useEffect(() => {
		/* Dark while one is here, whatever the desk is by day. */
		const day = theme.peek();
		paint("dark");
		return () => paint(day);
	}, []);
	useEffect(() => {
		void reliefs.read();
		void newest.read();
		void duty.read();
	}, []);
	return (
		<div class="page night" data-alarm={alarm.value} data-sound={sound.value}>
			<div class="head">
				<div>
					<h1 class="h1">{t("nav-night")}</h1>
					<Watch />
				</div>
				<span class="gap" />
				<Clock />
				<SoundSwitch />
			</div>
			<div class="scroll" tabIndex={0} role="group" aria-label={t("nav-night")}>
				<Lost />
				<Ready of={tasks}>
					{() => (
						<div class="night-grid">
							<div class="night-main">
								<div role="alert" class="vitals">
									{unanswered.value.map((x) => (
										<VitalOne key={x.reference} task={x} />
									))}
								</div>
								{sentVital.value.map((row) => (
									<SentOne key={row.reference} row={row} />
								))}
								<Quiet />
								<Coming />
							</div>
							<aside class="night-side" aria-label={t("night-beside")}>
								<ReliefPart />
								<DutyCards />
								<Lines />
							</aside>
						</div>
					)}
				</Ready>
			</div>
		</div>
	);
}

export default function Night({ args }: { args: string[] }) {
	if (args[0] === "sheet") return <SheetPage id={args[1] ?? ""} />;
	return <Board />;
}
