/* Cases: what this side keeps together over one line or several. A partner
 * never learns that there is one. */
import { useEffect, useState } from "preact/hooks";
import { get, may, post, type Problem } from "../../api/client";
import { rows, watch } from "../../api/store";
import type { Case as Whole, CaseRow as Case } from "../../api/types";
import { go, href } from "../../app/router";
import { label, t } from "../../i18n/fluent";
import { moment } from "../../i18n/time";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono, More, Side } from "../../widgets/parts";
import { explain, Fault, Loading, Notice } from "../../widgets/state";
import { tell } from "../../widgets/toast";

const count = (c: Case): number => (Array.isArray(c.dossiers) ? c.dossiers.length : c.dossiers);

function New({ onClose }: { onClose: () => void }) {
	const [title, setTitle] = useState("");
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		try {
			const made = await post("/v1/cases", { title });
			onClose();
			go("cases", made.reference);
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<Dialog title={t("case-new")} onClose={onClose}>
			<form class="stack-form" onSubmit={submit}>
				<div class="in">
					<label for="case-title">{t("case-title")}</label>
					<input id="case-title" data-first required maxLength={200} dir="auto" value={title} onInput={(e) => setTitle(e.currentTarget.value)} />
					<small class="hint">{t("case-note")}</small>
				</div>
				<DialogFoot fault={fault} does={t("case-new")} onClose={onClose} />
			</form>
		</Dialog>
	);
}

function Add({ reference, done }: { reference: string; done: () => Promise<void> }) {
	const [which, setWhich] = useState("");
	const list = rows.value.filter((r) => !r.closed);
	async function submit(e: Event) {
		e.preventDefault();
		await post("/v1/cases/{ref}/add", { reference: which.trim() }, { ref: reference }).then(
			() => {
				setWhich("");
				return done();
			},
			(e: Problem) => tell(() => explain(e), "warn"),
		);
	}
	return (
		<form class="line addcase" onSubmit={submit}>
			<input list="case-dossiers" required aria-label={t("case-add")} placeholder={t("case-add")} dir="ltr" value={which} onInput={(e) => setWhich(e.currentTarget.value)} />
			<datalist id="case-dossiers">
				{list.map((r) => (
					<option key={r.reference} value={r.reference}>
						{label(r.kind, "kind")}
					</option>
				))}
			</datalist>
			<Button type="submit" icon="plus">
				{t("add")}
			</Button>
		</form>
	);
}

function One({ reference }: { reference: string }) {
	const [it, setIt] = useState<Whole | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const read = () => get("/v1/cases/{ref}", { ref: reference }).then((c) => (setIt(c), setFault(null)), setFault);
	useEffect(() => void read(), [reference]);
	const mine = it?.dossiers.map((d) => d.reference).join(" ") ?? "";
	useEffect(() => watch((changed) => (changed === null || mine.split(" ").includes(changed)) && void read()), [reference, mine]);
	if (!it) return fault ? <Fault fault={fault} again={() => void read()} /> : <Loading />;
	const remove = (ref: string) => post("/v1/cases/{ref}/remove", { reference: ref }, { ref: reference }).then(read, (e: Problem) => tell(() => explain(e), "warn"));
	return (
		<div class="one">
			<a class="link only-small" href={href("cases")}>
				{t("back")}
			</a>
			<header class="one-head">
				<div class="line">
					<Mono>{it.reference}</Mono>
					{it.kind && <Chip look="st">{label(it.kind, "kind")}</Chip>}
					<span class="gap" />
					<span class="sub">
						<bdi>{it.officer}</bdi> · {moment(it.at)}
					</span>
				</div>
				<h2 class="h1" dir="auto">
					{it.title || it.reference}
				</h2>
			</header>
			<p class="callout info">
				<Icon name="lock" small />
				<span>{t("case-note")}</span>
			</p>
			{it.dossiers.length === 0 && <Notice icon="file" title={t("case-empty")} />}
			<ul class="kins">
				{it.dossiers.map((d) => (
					<li key={d.reference} class="card caserow">
						<Side code={d.reference.slice(0, 2)} />
						<a class="t" href={href("dossier", d.reference)}>
							{label(d.kind, "kind")}
						</a>
						<Mono>{d.reference}</Mono>
						<bdi dir="ltr">{d.peer}</bdi>
						<Chip look={d.closed ? "st" : "us"}>{d.state ? label(d.kind, `state-${d.state}`) : t("state-home")}</Chip>
						<span class="sub">{moment(d.changed_at)}</span>
						{may("draft") && (
							<button type="button" class="btn q icon" aria-label={t("case-remove", { reference: d.reference })} onClick={() => void remove(d.reference)}>
								<Icon name="cross" small />
							</button>
						)}
					</li>
				))}
			</ul>
			{it.hidden > 0 && <p class="hint">{t("kin-hidden", { n: it.hidden })}</p>}
			<div class="one-acts">
				{may("draft") && <Add reference={it.reference} done={read} />}
				{it.dossiers.some((d) => d.kind === "event") && (
					<a class="btn p" href={href("room", it.reference)}>
						<Icon name="room" small />
						{t("open-room")}
					</a>
				)}
			</div>
		</div>
	);
}

export default function Cases({ args }: { args: string[] }) {
	const [list, setList] = useState<Case[] | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [making, setMaking] = useState(false);
	const [next, setNext] = useState<string | null>(null);
	const read = (after?: string) =>
		get("/v1/cases", { after }).then((c) => {
			setList((held) => (after && held ? [...held, ...c.cases] : c.cases));
			setNext(c.next);
			setFault(null);
		}, setFault);
	useEffect(() => void read(), [args[0]]);
	return (
		<div class={`split${args[0] ? " chosen-one" : ""}`}>
			<section class="col list-col" aria-label={t("nav-cases")}>
				<div class="head">
					<h1 class="h1">{t("nav-cases")}</h1>
					<span class="gap" />
					{may("draft") && (
						<Button icon="plus" onClick={() => setMaking(true)}>
							{t("case-new")}
						</Button>
					)}
				</div>
				<div class="list">
					{!list ? (
						fault ? (
							<Fault fault={fault} again={() => void read()} />
						) : (
							<Loading />
						)
					) : list.length === 0 ? (
						<Notice icon="file" title={t("cases-empty")} />
					) : (
						list.map((c) => (
							<a key={c.reference} class={`drow${c.reference === args[0] ? " sel" : ""}`} aria-current={c.reference === args[0] ? "true" : undefined} href={href("cases", c.reference)}>
								<span class="t cut" dir="auto">
									{c.title || (c.kind ? label(c.kind, "kind") : c.reference)}
								</span>
								<time dateTime={c.at}>{moment(c.at)}</time>
								<span class="m">
									<Mono>{c.reference}</Mono> · {t("case-count", { n: count(c) })}
								</span>
							</a>
						))
					)}
					{next && <More more={() => read(next)} />}
				</div>
			</section>
			<section class="detail" aria-label={args[0] ?? t("case-choose")}>
				{args[0] ? <One key={args[0]} reference={args[0]} /> : <Notice icon="file" title={t("case-choose")} />}
			</section>
			{making && <New onClose={() => setMaking(false)} />}
		</div>
	);
}
