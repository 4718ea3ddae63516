/* The next act: chosen among those the state allows, its form made from the
 * kind. It leaves only after the officer has read what leaves. */
import { useEffect, useRef, useState } from "preact/hooks";
import { NO_ANSWER, post, Problem, session } from "../../api/client";
import { follow } from "../../api/store";
import type { Dossier, Fields, Finding, Writing } from "../../api/types";
import { label, lang, t } from "../../i18n/fluent";
import { check } from "../../kinds/check";
import { faultText, FormFields, formFields } from "../../kinds/form";
import { useFocusBack } from "../../keys/focus";
import { useProfile } from "../../kinds/basis";
import { actFields, type KindFile } from "../../kinds/file";
import { FieldList, placeOf } from "../../kinds/show";
import { leaving } from "../../kinds/words";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Button, Chip } from "../../widgets/parts";
import { Loading, Refusal } from "../../widgets/state";
import { tell } from "../../widgets/toast";
import { Conflict } from "../request/conflict";
import { Safe, Throw } from "../request/safe";
import { grouped } from "./acts";
import { keptOf, leaveReply, openReply, reply } from "./reply";

/* What mostly comes next, if the state allows it. */
const USUAL = ["ack", "accept", "answer", "report", "fate", "assess", "close"];
const usual = (can: string[]): string => USUAL.find((a) => can.includes(a)) ?? can[0] ?? "";

const roles = (file: KindFile, act: string): string[] => {
	const r = file.acts[act]?.role ?? [];
	return Array.isArray(r) ? r : [r];
};

/* The form begins with what goes with data of persons as it last did. */
const begun = (file: KindFile, act: string, usual: Dossier["usual"]): Fields => Object.fromEntries(Object.entries(usual ?? {}).filter(([n]) => actFields(file, act).includes(n)));

export function Composer({ file, dossier, first, done, close }: { file: KindFile; dossier: Dossier; first?: string; done: () => Promise<void>; close: () => void }) {
	const [act, setAct] = useState(first && dossier.can.includes(first) ? first : usual(dossier.can));
	const [kept, setKept] = useState<Writing[]>([]);
	const key = `${dossier.reference} ${act}`;
	const profile = useProfile(dossier.profile_hash);
	const [all, setAll] = useState(false);
	const [reading, setReading] = useState(false);
	const [throwing, setThrowing] = useState(false);
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<Problem | null>(null);
	useEffect(() => {
		void openReply(dossier, act, begun(file, act, dossier.usual));
		setFault(null);
		setAll(false);
	}, [key]);
	useEffect(() => () => void leaveReply(), []);
	/* What was begun comes first, unless he chose meanwhile. */
	const chosen = useRef(first !== undefined);
	useEffect(() => {
		const take = (all: Writing[]) => {
			setKept(all);
			const begun = all.find((r) => dossier.can.includes(r.act));
			if (begun && !chosen.current) setAct(begun.act);
		};
		void keptOf(dossier.reference).then(take, () => undefined);
	}, [dossier.reference]);
	const choose = (a: string) => {
		chosen.current = true;
		setAct(a);
	};
	useFocusBack();
	const card = useRef<HTMLElement>(null);
	useEffect(() => card.current?.querySelector<HTMLElement>('[data-act][aria-pressed="true"]')?.focus({ preventScroll: true }), []);
	const it = reply.begun.value;
	const ready = it !== null && it.reference === dossier.reference && it.act === act;
	const fields: Fields = ready ? it.fields : {};
	const def = file.acts[act];
	const leaves = leaving(file, act, fields, lang(), profile);
	const names = formFields(file, actFields(file, act));
	const need = def?.need ?? [];
	const isNeeded = (n: string) => file.fields[n]?.need === true || need.includes(n);
	const mine = check(file, act, fields, profile);
	const findings: Finding[] = [...mine, ...(fault?.findings ?? []).filter((f) => !mine.some((m) => m.pointer === f.pointer))];
	const errors = findings.filter((f) => f.severity === "error" && mine.includes(f));
	const set = (f: Fields) => {
		if (ready) reply.put({ fields: f });
		setFault(null);
	};
	const two = def?.second === true;

	async function send() {
		setBusy(true);
		try {
			const made = await post("/v1/dossiers/{ref}/acts", { act, fields: leaves }, { ref: dossier.reference });
			await reply.drop();
			setReading(false);
			tell(() => made.draft ? t("waits-for-second") : made.waiting ? t("sent-waiting") : t("sent"), made.draft ? "people" : "send");
			await Promise.all([done(), follow()]);
			close();
		} catch (e) {
			setReading(false);
			setAll(true);
			setFault(e as Problem);
			/* It may have left: look before anybody sends it again. */
			if (e instanceof Problem && e.code === NO_ANSWER) await done();
		} finally {
			setBusy(false);
		}
	}

	if (!def) return null;
	const groups = grouped(file, dossier.can);
	const here = groups.find((g) => g.acts.includes(act));
	return (
		<section ref={card} class="card reply" aria-label={t("next-act")} data-ready={ready ? act : undefined}>
			<div class="rt">
				<div class="seg" role="group" aria-label={t("next-act")}>
					{groups.map((g) => (
						<button key={g.group} type="button" class={g === here ? "on" : ""} aria-pressed={g === here} data-acts={g.acts.join(" ")} onClick={() => g !== here && choose(g.acts[0]!)}>
							{t(`acts-${g.group}`)}
						</button>
					))}
				</div>
				<span class="gap" />
				{ready && reply.keeping.value !== "" && (
					<>
						<Safe of={reply} />
						<button type="button" class="btn q icon" aria-label={t("throw-away")} onClick={() => setThrowing(true)}>
							<Icon name="trash" small />
						</button>
					</>
				)}
				{two && (
					<Chip look="st" icon="people">
						{t("needs-two")}
					</Chip>
				)}
				{def.second === "later" && (
					<Chip look="warn" icon="people">
						{t("needs-two-later")}
					</Chip>
				)}
				<button type="button" class="btn q icon" aria-label={t("close")} onClick={close}>
					<Icon name="cross" small />
				</button>
			</div>
			<div class="rt acts-of" role="group" aria-label={here && t(`acts-${here.group}`)}>
				{here?.acts.map((a) => (
					<button key={a} type="button" class={`fl${a === act ? " on" : ""}`} aria-pressed={a === act} data-act={a} onClick={() => choose(a)}>
						{kept.some((r) => r.act === a) && <Icon name="save" small label={t("reply-begun")} />}
						{label(dossier.kind, `act-${a}`)}
					</button>
				))}
			</div>
			{ready && it.by && (
				<p class="callout info">
					<Icon name="people" small />
					<span>{t("reply-begun-by", { officer: it.by })}</span>
				</p>
			)}
			{names.length > 0 && !ready && <Loading />}
			{names.length > 0 && ready && (
				<div class="reply-form">
					<FormFields file={file} act={act} profile={profile} names={names.filter(isNeeded)} need={need} fields={fields} set={set} findings={findings} reference={dossier.reference} acts={dossier.acts} all={all} />
					{names.some((n) => !isNeeded(n)) && (
						<details open={!names.some(isNeeded)}>
							<summary>{t("optional-fields")}</summary>
							<FormFields file={file} act={act} profile={profile} names={names.filter((n) => !isNeeded(n))} fields={fields} set={set} findings={findings} reference={dossier.reference} acts={dossier.acts} all={all} partial={names.some(isNeeded)} />
						</details>
					)}
				</div>
			)}
			<Refusal fault={fault} />
			{all && findings.length > 0 && (
				<ul class="finds">
					{findings.map((f) => (
						<li key={f.pointer + f.rule}>
							<b>{placeOf(file, f.pointer, fields)}</b> {faultText(file, f)}
						</li>
					))}
				</ul>
			)}
			<div class="rt">
				<span class="hint">{t("by-roles", { roles: roles(file, act).map((r) => t(`role-${r}`)).join(t("list-comma")) })}</span>
				<span class="gap" />
				<Button
					look="p"
					icon="sign"
					busy={busy}
					disabled={!ready}
					name="compose"
					onClick={() => {
						if (errors.length > 0) setAll(true);
						else setReading(true);
					}}
				>
					{two ? t("submit-to-second") : t("sign-send")}
				</Button>
			</div>
			{ready && reply.conflict.value && <Conflict file={file} of={reply} />}
			{throwing && <Throw of={reply} onClose={() => setThrowing(false)} done={close} />}
			{reading && (
				<Dialog title={two ? t("confirm-submit") : t("confirm-send")} onClose={() => setReading(false)} wide>
					<p class="sub">
						{label(dossier.kind, `done-${act}`)} {t("toward")} <bdi dir="ltr">{dossier.peer}</bdi> · <bdi>{session.value?.officer}</bdi>
					</p>
					<div class="sealed">
						<FieldList file={file} names={actFields(file, act)} fields={leaves} />
						{names.every((n) => fields[n] === undefined) && <p class="sub">{t("act-without-fields")}</p>}
					</div>
					<DialogFoot icon="sign" name="send" does={two ? t("submit-to-second") : t("sign-send")} leaves={t("back")} busy={busy} onClose={() => setReading(false)} onDo={() => void send()} />
				</Dialog>
			)}
		</section>
	);
}
