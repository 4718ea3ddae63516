/* A new request in five steps, made from its kind. What is missing never keeps
 * anybody from writing on; it keeps the act from being signed. What was typed
 * is kept by the node until it is sent or thrown away (keep.ts). */
import { useEffect, useRef, useState } from "preact/hooks";
import { may, NO_ANSWER, post, Problem, session } from "../../api/client";
import { follow, peers } from "../../api/store";
import type { Fields, Made, Writing } from "../../api/types";
import { go, href } from "../../app/router";
import { label, lang, locale, t } from "../../i18n/fluent";
import { at, check } from "../../kinds/check";
import { faultText, FormFields } from "../../kinds/form";
import { Under, useProfile } from "../../kinds/basis";
import type { KindFile } from "../../kinds/file";
import { kind as readKind } from "../../kinds/kind";
import { FieldList, placeOf } from "../../kinds/show";
import { leaving } from "../../kinds/words";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono } from "../../widgets/parts";
import { explain, Loading, Notice, Ready, Refusal, said } from "../../widgets/state";
import { tell } from "../../widgets/toast";
import { moment } from "../../i18n/time";
import { asked, askedOf } from "../persons/asked";
import { Conflict } from "./conflict";
import { begun, conflict, drop, keeping, opening, put, resume, rowsKept } from "./keep";
import { Paste } from "./paste";
import { Safe, Throw } from "./safe";
import { personAt } from "./take";
import { fieldsOf, stepOf, steps, type Step } from "./steps";

/* What was begun, by oneself or a colleague of the unit. */
function Kept() {
	const [rows, setRows] = useState<Writing[]>([]);
	useEffect(() => void rowsKept().then((all) => setRows(all.filter((r) => !r.act)), () => setRows([])), []);
	if (rows.length === 0) return null;
	const go_on = (id: number) => resume(id, "whom").catch((e: Problem) => tell(() => explain(e), "warn"));
	return (
		<section class="keptforms">
			<h2 class="h2">{t("begun-forms")}</h2>
			<ul>
				{rows.map((r) => (
					<li key={r.id}>
						<button type="button" class="card kind" data-form={r.id} onClick={() => void go_on(r.id)}>
							<b>{label(r.kind, "kind")}</b>
							<span class="sub">
								{t("toward")} <bdi dir="ltr">{r.peer}</bdi> · <bdi>{r.officer}</bdi> · {t("kept-at", { at: moment(r.at), officer: r.editor })}
							</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}

/* Whole years are said as years. */
function KeptFor({ days }: { days: number }) {
	if (days === 0) return null;
	return <span class="sub">{days % 365 === 0 ? t("kept-years", { n: days / 365 }) : t("kept-days", { n: days })}</span>;
}

function Start() {
	const [peer, setPeer] = useState("");
	const list = (peers.value.value ?? []).filter((p) => p.profile);
	const chosen = list.find((p) => p.name === peer) ?? list[0];
	const profile = useProfile(chosen?.profile);
	const kinds = Object.entries(profile?.kinds ?? {})
		.filter(([name, hash]) => hash && name !== "line")
		.map(([name]) => name)
		.sort((a, b) => label(a, "kind").localeCompare(label(b, "kind"), locale()));
	function start(kind: string) {
		if (!chosen) return;
		const fields: Fields = { unit: session.value?.unit ?? "" };
		const days = profile?.retention_days?.[kind];
		if (days) fields["retention"] = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
		begun.value = { kind, peer: chosen.name, reference: null, act: "", fields, from: {}, step: "whom", all: false, kept: null };
		keeping.value = "";
	}
	return (
		<div class="page">
			<div class="head">
				<h1 class="h1">{t("new-request")}</h1>
			</div>
			<div class="scroll pad">
				<Ready of={peers} empty={() => <Notice icon="link" title={t("no-partner")} />}>
					{() => (
						<>
							{list.length > 1 && (
								<div class="in narrow">
									<label for="peer">{t("partner")}</label>
									<select id="peer" value={chosen?.name} onChange={(e) => setPeer(e.currentTarget.value)}>
										{list.map((p) => (
											<option key={p.name}>{p.name}</option>
										))}
									</select>
								</div>
							)}
							<Kept />
							<p class="sub">
								{t("choose-kind")} {chosen && <bdi dir="ltr">{chosen.name}</bdi>}
							</p>
							{!profile && list.length > 0 && <Loading />}
							<ul class="kinds">
								{kinds.map((k) => (
									<li key={k}>
										<button type="button" class="card kind" data-kind={k} onClick={() => start(k)}>
											<b>{label(k, "kind")}</b>
											<KeptFor days={profile?.retention_days?.[k] ?? 0} />
										</button>
									</li>
								))}
							</ul>
						</>
					)}
				</Ready>
			</div>
		</div>
	);
}

/* Known already, asked already, sent by another channel as well? Looking is a
 * search of its own, on record; the request waits here. */
function First({ file, fields, set }: { file: KindFile; fields: Fields; set: (f: Fields) => void }) {
	const [pasting, setPasting] = useState(false);
	const place = personAt(file);
	const who = askedOf(at(fields, place), fields["purpose"]);
	const looked = who !== null && asked.value.name === who.name && asked.value.born === who.born;
	return (
		<section class="card first" aria-label={t("first-title")}>
			<h2 class="lbl">{t("first-title")}</h2>
			{place && may("search") && (
				<div class="line">
					<Icon name={looked ? "ok" : "ring"} small />
					<span>{t(looked ? "search-done" : "search-first")}</span>
					<span class="gap" />
					<Button
						icon="search"
						name="search-first"
						disabled={!who}
						onClick={() => {
							if (!who) return;
							asked.value = who;
							go("persons");
						}}
					>
						{t("search")}
					</Button>
				</div>
			)}
			{file.fields["sent_elsewhere"] && (
				<div class="line">
					<Icon name={fields["sent_elsewhere"] ? "ok" : "ring"} small />
					<label for="first-elsewhere">{t("sent-elsewhere")}</label>
					<span class="gap" />
					<input id="first-elsewhere" maxLength={200} dir={fields["sent_elsewhere"] ? "auto" : undefined} value={String(fields["sent_elsewhere"] ?? "")} placeholder={t("sent-elsewhere-hint")} onInput={(e) => set({ ...fields, sent_elsewhere: e.currentTarget.value })} />
				</div>
			)}
			<div class="line">
				<Icon name="clip" small />
				<span>{t("paste-offer")}</span>
				<span class="gap" />
				<Button icon="reply" name="paste" onClick={() => setPasting(true)}>
					{t("paste-title")}
				</Button>
			</div>
			{pasting && (
				<Paste
					file={file}
					fields={fields}
					onClose={() => setPasting(false)}
					set={(f, n) => {
						set(f);
						setPasting(false);
						tell(() => t("paste-taken", { n }));
					}}
				/>
			)}
		</section>
	);
}

function Sent({ made }: { made: Made }) {
	return (
		<div class="page">
			<Notice icon={made.draft ? "people" : "send"} title={made.draft ? t("waits-for-second") : t("sent")}>
				<Mono>{made.reference}</Mono>
				{made.findings.map((f) => (
					<p key={f.text} class="callout info" dir="auto">
						<span>{said(f)}</span>
					</p>
				))}
				<a class="btn p" href={made.draft ? href("approve", made.draft) : href("dossier", made.reference)}>
					{t("open-dossier")}
				</a>
			</Notice>
		</div>
	);
}

export default function Request() {
	const it = begun.value;
	const [file, setFile] = useState<KindFile | null>(null);
	const agreed = it && peers.value.value?.find((p) => p.name === it.peer)?.profile;
	const profile = useProfile(agreed);
	const [fault, setFault] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const [sure, setSure] = useState(false);
	const [throwing, setThrowing] = useState(false);
	const [made, setMade] = useState<Made | null>(null);
	useEffect(() => void peers.read(), []);
	useEffect(() => {
		setFile(null);
		if (!it) return;
		void readKind(it.kind).then((k) => setFile(k.file));
	}, [it?.kind]);

	/* A form and each of its steps begin at the first field; what is read once
	 * more, at its head. */
	const last = useRef<Step | null>(null);
	const step = it && file ? it.step : null;
	useEffect(() => {
		if (step && last.current !== step) document.querySelector<HTMLElement>(step === "review" ? ".form-col > .sealed" : ".form-col [data-field] :is(input, select, textarea, button)")?.focus();
		last.current = step;
	}, [step]);

	if (made) return <Sent made={made} />;
	if (!it) return <Start />;
	if (!file) return <Loading />;

	const own = check(file, "open", it.fields, profile);
	const leaves = leaving(file, "open", it.fields, lang(), profile);
	const findings = [...own, ...(fault?.findings ?? []).filter((f) => !own.some((o) => o.pointer === f.pointer))];
	const errors = own.filter((f) => f.severity === "error");
	const lacking = findings.filter((f) => f.rule === "missing");
	const index = steps.indexOf(it.step);
	const names = fieldsOf(file, it.step);
	const set = (fields: Fields) => {
		setFault(null);
		put({ fields });
	};
	const to = (step: Step) => {
		put({ step });
		document.getElementById("main")?.scrollTo(0, 0);
	};

	async function send() {
		if (!it) return;
		setBusy(true);
		const fields = leaves;
		try {
			const sent = it.reference
				? await post("/v1/dossiers/{ref}/acts", { act: "open", fields }, { ref: it.reference })
				: await post("/v1/dossiers", { kind: it.kind, to: it.peer, fields });
			void drop();
			/* With fields it was made, not begun. */
			const answer = sent as Made;
			tell(() => answer.draft ? t("waits-for-second") : t("sent"), "people");
			setMade(answer);
			void follow();
		} catch (e) {
			setFault(e as Problem);
			put({ all: true });
			if (e instanceof Problem && e.code === NO_ANSWER) await follow();
		} finally {
			setSure(false);
			setBusy(false);
		}
	}

	/* Files need a dossier to go to: it is begun, nothing leaves. */
	async function begin() {
		if (!it) return;
		const answer = await post("/v1/dossiers", { kind: it.kind, to: it.peer });
		put({ reference: answer.reference });
	}

	const page = (
		<div class="req new">
			<header class="rhead">
				<div class="line">
					<Chip look="st">
						{t("toward")} <bdi dir="ltr">{it.peer}</bdi>
					</Chip>
					{it.reference && <Mono>{it.reference}</Mono>}
					<Safe of={opening} />
				</div>
				<div class="line acts-line">
					<Button look="q" icon="trash" onClick={() => setThrowing(true)}>
						{t("throw-away")}
					</Button>
				</div>
				<h1 class="h1">{label(it.kind, "kind")}</h1>
				<ol class="steps" aria-label={t("stages")}>
					{steps.map((s, i) => {
						const bad = errors.filter((f) => stepOf(file, f.pointer) === s).length;
						return (
							<li key={s} class={i === index ? "now" : i > index ? "next" : bad > 0 ? "open" : "done"} aria-current={s === it.step ? "step" : undefined}>
								<button type="button" data-step={s} disabled={s === "what"} onClick={() => to(s)}>
									<b>
										{i + 1}. {t(`step-${s}`)}
									</b>
									<span>{s === "what" || s === "review" ? "" : bad === 0 ? t("step-complete") : t("step-open", { n: bad })}</span>
								</button>
							</li>
						);
					})}
				</ol>
			</header>
			<div class="tlcol form-col">
				{it.step === "review" ? (
					<section class="sealed" aria-label={t("what-is-sealed")} tabIndex={-1}>
						<h2 class="lbl">
							<Icon name="stamp" small /> {t("what-is-sealed")}
						</h2>
						<FieldList file={file} names={[...fieldsOf(file, "whom"), ...fieldsOf(file, "ask"), ...fieldsOf(file, "law")]} fields={leaves} />
					</section>
				) : (
					<>
						{it.step === "whom" && <First file={file} fields={it.fields} set={set} />}
						<FormFields key={it.step} file={file} act="open" profile={profile} names={names} fields={it.fields} set={set} findings={findings} reference={it.reference} all={it.all} />
						{names.includes("attachments") && !it.reference && (
							<Button icon="clip" onClick={() => void begin()}>
								{t("begin-for-files")}
							</Button>
						)}
					</>
				)}
				<Refusal fault={fault} />
				<div class="form-foot">
					{index > 1 && (
						<Button icon="back" onClick={() => to(steps[index - 1]!)}>
							{t("back")}
						</Button>
					)}
					<span class="gap" />
					{it.step !== "review" ? (
						<Button look="p" name="next" onClick={() => to(steps[index + 1]!)}>
							{t("next")}
						</Button>
					) : (
						<Button look="p" icon="sign" name="sign" disabled={errors.length > 0} busy={busy} onClick={() => setSure(true)}>
							{t("submit-to-second")}
						</Button>
					)}
				</div>
			</div>
			<aside class="side" aria-label={t("live-checks")}>
				<section>
					<h2 class="lbl">{t("live-checks")}</h2>
					{findings.every((f) => f.severity !== "error") ? (
						<p class="chk">
							<Icon name="ok" small />
							<span>{t("checks-pass")}</span>
						</p>
					) : (
						<p class="sub">{t("checks-block", { n: findings.filter((f) => f.severity === "error").length })}</p>
					)}
					<ul class="finds">
						{findings
							.filter((f) => f.rule !== "missing")
							.map((f) => (
								<li key={f.pointer + f.rule} class={`chk ${f.severity === "error" ? "bad" : "w"}`}>
									<Icon name={f.severity === "error" ? "warn" : "unknown"} small />
									<button type="button" class="link" onClick={() => to(stepOf(file, f.pointer))}>
										<b>{placeOf(file, f.pointer, it.fields)}</b> {faultText(file, f)}
									</button>
								</li>
							))}
					</ul>
				</section>
				{(it.all || it.step === "review") && lacking.length > 0 && (
					<section>
						<h2 class="lbl">{t("to-fill")}</h2>
						<ul class="lacks">
							{[...new Map(lacking.map((f) => [placeOf(file, f.pointer, it.fields), f.pointer]))].map(([name, pointer]) => (
								<li key={name}>
									<button type="button" class="link" onClick={() => to(stepOf(file, pointer))}>
										{name}
									</button>
								</li>
							))}
						</ul>
					</section>
				)}
				<section>
					<p class="hint">{t("second-person-note")}</p>
				</section>
			</aside>
			{sure && (
				<Dialog title={t("confirm-submit")} onClose={() => setSure(false)}>
					<p>{t("confirm-request", { kind: label(it.kind, "kind"), peer: it.peer })}</p>
					<DialogFoot icon="sign" name="send" does={t("submit-to-second")} busy={busy} onClose={() => setSure(false)} onDo={() => void send()} />
				</Dialog>
			)}
			{conflict.value && <Conflict file={file} of={opening} />}
			{throwing && <Throw of={opening} onClose={() => setThrowing(false)} />}
		</div>
	);
	return <Under hash={agreed}>{page}</Under>;
}
