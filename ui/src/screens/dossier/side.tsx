/* Beside the timeline: who it is about, clocks by name, what may be done with
 * it, files, and the desk's own lane, which never travels. */
import { useEffect, useState } from "preact/hooks";
import { get, may, post, Problem } from "../../api/client";
import { drafts } from "../../api/store";
import type { Checks, Clock, Desk, Dossier, Fields, StoredFile, Writing } from "../../api/types";
import { keep } from "../../api/upload";
import { href } from "../../app/router";
import { code, label, t } from "../../i18n/fluent";
import { bytesText, plainName } from "../../i18n/plain";
import { everywhere, moment } from "../../i18n/time";
import type { KindFile } from "../../kinds/file";
import { Basis } from "../../kinds/basis";
import { Block, dateText, isObj } from "../../kinds/show";
import { saidOf } from "../../kinds/words";
import { DutyCards } from "../../widgets/duty-card";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Due, Handling, Mono } from "../../widgets/parts";
import { explain } from "../../widgets/state";
import { tell } from "../../widgets/toast";
import { WallSwitch } from "../../widgets/wall-switch";
import { useTasksOf } from "../tasks/of";
import { taskText } from "../tasks/text";
import { Batch } from "./batch";
import { Kins } from "./kin";
import { keptOf } from "./reply";
import { Persons, persons } from "./persons";
import { openingOf } from "./read";

function Clocks({ dossier }: { dossier: Dossier }) {
	const running = dossier.clocks.filter((c) => c.due_at && !c.stopped);
	const paused = dossier.clocks.filter((c) => c.paused);
	const since = (c: Clock) => (c.entry !== undefined ? dossier.acts.find((a) => a.position?.index === c.entry)?.at : undefined) ?? dossier.opened_at;
	return (
		<section>
			<h2 class="lbl">{t("clocks")}</h2>
			{running.length === 0 && paused.length === 0 && <p class="sub">{t("no-clock")}</p>}
			{running.map((c) => (
				<Due
					key={`${c.name} ${c.item} ${c.entry}`}
					at={c.due_at!}
					since={since(c)}
					name={`${label(dossier.kind, `clock-${c.name}`)}${c.item !== undefined ? ` ${c.item}` : ""} · ${everywhere(c.due_at!)}`}
					late={c.late ? label(dossier.kind, `late-${c.late}`) : null}
				/>
			))}
			{paused.map((c) => (
				<p key={c.name} class="sub">
					<Icon name="pause" small /> {t("named", { name: label(dossier.kind, `clock-${c.name}`), what: t("clock-paused") })}
				</p>
			))}
		</section>
	);
}

function ChecksPart({ dossier, file }: { dossier: Dossier; file: KindFile }) {
	const [checks, setChecks] = useState<Checks | null>(null);
	useEffect(() => {
		get("/v1/dossiers/{ref}/checks", { ref: dossier.reference }).then(setChecks, () => setChecks(null));
	}, [dossier.reference, dossier.acts.length]);
	const triage = (dossier.acts.filter((a) => a.act === "accept" && a.fields?.["triage"]).at(-1)?.fields?.["triage"] ?? []) as string[];
	const wanted = file.codes?.["check"];
	const all = Array.isArray(wanted) ? wanted : Object.keys(wanted ?? {});
	if (all.length === 0 && !checks?.checks.length && !checks?.refused_before.length) return null;
	const done = all.filter((c) => triage.includes(c)).length;
	return (
		<section>
			<h2 class="lbl">{all.length === 0 ? t("checks") : done === all.length ? t("checks-done", { n: all.length }) : t("checks-open", { done, all: all.length })}</h2>
			{all.map((c) => (
				<p key={c} class={`chk${triage.includes(c) ? "" : " w"}`}>
					<Icon name={triage.includes(c) ? "ok" : "ring"} small />
					<span>
						{code(file.kind, "check", c)}
						<span class="sr">{t(triage.includes(c) ? "check-done" : "check-open")}</span>
					</span>
				</p>
			))}
			{checks?.checks.map((c) => (
				<p key={c.what + c.at} class={`chk${c.counts ? "" : " w"}`}>
					<Icon name={c.counts ? "ok" : "unknown"} small />
					<span>
						{t("named", { name: t(`check-${c.what}`), what: code("common", "answer3", c.answer.toUpperCase()) })}
					</span>
				</p>
			))}
			{checks?.refused_before.map((r) => (
				<p key={r.refused_in} class="chk w">
					<Icon name="warn" small />
					<span>
						{t("refused-before")} <Mono>{r.refused_in}</Mono>
					</span>
				</p>
			))}
		</section>
	);
}

function Rules({ open, kind }: { open: Fields; kind: string }) {
	const handling = open["handling"];
	return (
		<section>
			<h2 class="lbl">{t("handling-and-retention")}</h2>
			<dl class="f">
				{handling && (
					<div class="fr">
						<dt>{<Handling code={String(handling)} />}</dt>
						<dd>{label("common", `code-handling-${String(handling)}`)}</dd>
					</div>
				)}
				{open["basis"] && (
					<div class="fr">
						<dt>{label(kind, "field-basis")}</dt>
						<dd>
							<Basis of={String(open["basis"])} />
						</dd>
					</div>
				)}
				{open["retention"] && (
					<div class="fr">
						<dt>{t("purge-on")}</dt>
						<dd>{dateText(String(open["retention"]))}</dd>
					</div>
				)}
			</dl>
		</section>
	);
}

/* What it belongs to, what belongs to it, and what this side keeps with it. */
function Family({ dossier }: { dossier: Dossier }) {
	const { parent, children, hidden } = dossier.kin;
	if (!parent && children.length === 0 && hidden === 0 && dossier.cases.length === 0) return null;
	return (
		<section>
			<h2 class="lbl">{t("family")}</h2>
			{parent && (
				<>
					<p class="hint">{t("belongs-to")}</p>
					<Kins all={[parent]} hidden={0} />
				</>
			)}
			{(children.length > 0 || hidden > 0) && (
				<>
					<p class="hint">{t("belonging", { n: children.length })}</p>
					<Kins all={children} hidden={hidden} />
				</>
			)}
			{dossier.cases.map((c) => (
				<a key={c.reference} class="att" href={href("cases", c.reference)}>
					<Icon name="lock" small />
					<bdi class="cut">{c.title || t("nav-cases")}</bdi>
					<Mono>{c.reference}</Mono>
				</a>
			))}
		</section>
	);
}

function Files({ dossier }: { dossier: Dossier }) {
	const [share, setShare] = useState<{ sealed: string; share: number } | null>(null);
	const fetchFile = (f: StoredFile) =>
		keep(dossier.reference, f, (n) => setShare({ sealed: f.sealed, share: n }))
			.catch((e: unknown) => tell(() => e instanceof Problem ? explain(e) : String(e), "warn"))
			.finally(() => setShare(null));
	if (dossier.files.length === 0) return null;
	return (
		<section>
			<h2 class="lbl">{t("files")}</h2>
			{dossier.files.map((f) => (
				<div key={f.sealed} class="fileone">
					<button type="button" class="att" aria-busy={share?.sealed === f.sealed} onClick={() => share || void fetchFile(f)}>
						<Icon name="clip" small />
						<bdi class="cut" title={plainName(f.name)}>
							{plainName(f.name)}
						</bdi>
						<span class="sub">{bytesText(f.size)}</span>
						{f.state !== "there" && f.state !== "here" && <Chip look="st">{t(`file-${f.state}`)}</Chip>}
					</button>
					{f.state !== "there" && f.state !== "here" && f.chunks > 0 && <progress max={f.chunks} value={f.moved} aria-label={t(`file-${f.state}`)} />}
					{share?.sealed === f.sealed && <progress max={1} value={share.share} aria-label={t("fetching")} />}
					<details>
						<summary>{t("file-hash")}</summary>
						<Mono>{f.sha256}</Mono>
					</details>
				</div>
			))}
		</section>
	);
}

const deskStates = ["triage", "assigned", "executing", "awaiting-authority", "reply-draft"];

function DeskLane({ dossier, assign }: { dossier: Dossier; assign: () => void }) {
	const [desk, setDesk] = useState<Desk | null>(null);
	const of = { ref: dossier.reference };
	const read = () => get("/v1/dossiers/{ref}/desk", of).then(setDesk, () => setDesk(null));
	const tasks = useTasksOf(dossier.reference);
	useEffect(() => void read(), [dossier.reference, tasks]);
	const mark = async (state: string) => {
		await post("/v1/dossiers/{ref}/mark", { state }, of).then(read, (e: Problem) => tell(() => explain(e), "warn"));
	};
	const [kept, setKept] = useState<Writing[]>([]);
	useEffect(() => {
		if (may("draft")) void keptOf(dossier.reference).then(setKept, () => setKept([]));
	}, [dossier]);
	const waiting = (drafts.value.value ?? []).filter((d) => d.reference === dossier.reference);
	const todo = tasks.filter((x) => x.sort !== "clock");
	return (
		<section class="desk">
			<h2 class="lbl">
				<Icon name="lock" small /> {t("desk-lane")}
			</h2>
			<p class="hint">{t("desk-lane-note")}</p>
			{desk && (
				<div class="in">
					<label for="desk-state">{t("desk-state")}</label>
					<select id="desk-state" value={desk.state} onChange={(e) => void mark(e.currentTarget.value)}>
						{deskStates.map((s) => (
							<option key={s} value={s}>
								{t(`desk-${s}`)}
							</option>
						))}
					</select>
				</div>
			)}
			{waiting.map((d) => (
				<a key={d.id} class="att" href={href("approve", d.id)}>
					<Icon name="approve" small />
					<span>{t("draft-waits", { act: label(d.kind, `done-${d.act}`) })}</span>
				</a>
			))}
			{kept.map((r) => (
				<p key={r.id} class="chk" data-begun={r.act}>
					<Icon name="save" small />
					<span>{t("reply-kept", { act: label(dossier.kind, `done-${r.act}`), officer: r.editor })}</span>
				</p>
			))}
			<ul class="todo">
				{todo.map((x) => (
					<li key={x.id}>
						<Icon name="ring" small />
						<span>{taskText(x)}</span>
					</li>
				))}
			</ul>
			{desk && desk.readers.length > 0 && (
				<details>
					<summary>{t("readers", { n: desk.readers.length })}</summary>
					<ul>
						{desk.readers.map((r) => (
							<li key={`${r.unit}${r.officer}${r.at}`} class="sub">
								<bdi>{r.unit ?? r.officer}</bdi> · {t(`why-${r.why}`)} · {moment(r.at)}
							</li>
						))}
					</ul>
				</details>
			)}
			{may("assign") && (
				<Button icon="assign" keyName="S" onClick={assign}>
					{t("assign")}
				</Button>
			)}
		</section>
	);
}

export function SidePane({ file, dossier, assign }: { file: KindFile; dossier: Dossier; assign: () => void }) {
	const open = openingOf(dossier) ?? {};
	const who = persons(file, open);
	const contact = open["contact"];
	return (
		<aside class="side" aria-label={t("about-dossier")}>
			<Clocks dossier={dossier} />
			{who.length > 0 && (
				<section>
					<h2 class="lbl">{t("persons-concerned", { n: who.length })}</h2>
					<Persons file={file} of={who} said={(pointer) => saidOf(open, pointer)} />
				</section>
			)}
			<ChecksPart dossier={dossier} file={file} />
			<Rules open={open} kind={dossier.kind} />
			<Family dossier={dossier} />
			<Batch dossier={dossier} />
			<DutyCards peer={dossier.peer} />
			<Files dossier={dossier} />
			{isObj(contact) && (
				<section>
					<h2 class="lbl">{t("contact")}</h2>
					<Block file={file} block="contact" v={contact} />
				</section>
			)}
			<DeskLane dossier={dossier} assign={assign} />
			<WallSwitch reference={dossier.reference} handling={open["handling"]} />
		</aside>
	);
}
