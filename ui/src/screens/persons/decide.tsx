/* Who a hit is: one officer says what he thinks, and why; another says it for
 * himself; where they differ, a supervisor does. Nothing is chosen beforehand. */
import { useState } from "preact/hooks";
import { may, post, type Problem, session } from "../../api/client";
import { href } from "../../app/router";
import { t } from "../../i18n/fluent";
import { moment } from "../../i18n/time";
import { DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Avatar, Button, Chip, Mono } from "../../widgets/parts";
import { tell } from "../../widgets/toast";
import type { Asked } from "./asked";
import type { Decision, Hit, Opinion } from "../../api/types";

const ANSWERS: Opinion["answer"][] = ["same", "not-same", "cannot-tell"];
/* WASL_DECISION_REASON_MAX, in bytes; Arabic takes two a letter. */
const REASON_MAX = 450;

/** Whether an officer may still say something. */
function turn(d: Decision | null): "say" | "said" | "supervisor" | "decided" {
	if (!d) return "say";
	if (d.state === "decided") return "decided";
	if (d.opinions.some((o) => o.by === session.value?.officer)) return "said";
	return d.state === "differs" && !may("review") ? "supervisor" : "say";
}

function Said({ of }: { of: Decision }) {
	return (
		<>
			<p class="line">
				<Chip look={of.state === "decided" ? "ok" : "warn"} icon={of.state === "decided" ? "people" : "hourglass"}>
					{t(`decision-${of.state}`)}
				</Chip>
				{of.state === "decided" && <b>{t(`answer-${of.answer}`)}</b>}
				{of.changed && (
					<Chip look="bad" icon="warn">
						{t("decision-changed")}
					</Chip>
				)}
			</p>
			<ul class="imports">
				{of.opinions.map((o) => (
					<li key={o.by} class="line">
						<Avatar name={o.by} />
						<bdi>{o.by}</bdi>
						<span>{t(`answer-${o.answer}`)}</span>
						<span class="gap" />
						<span class="sub">{moment(o.at)}</span>
					</li>
				))}
			</ul>
		</>
	);
}

function Say({ hit, asked, again, done, onClose }: { hit: Hit; asked: Asked; again: boolean; done: () => void; onClose?: () => void }) {
	const [answer, setAnswer] = useState<Opinion["answer"] | "">("");
	const [reason, setReason] = useState("");
	const [fault, setFault] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	async function submit(e: Event) {
		e.preventDefault();
		if (busy || !answer || !reason.trim()) return;
		setBusy(true);
		try {
			await post("/v1/dossiers/{ref}/decisions", {
				name: asked.name.trim(),
				...(asked.born.trim() ? { born: asked.born.trim() } : {}),
				...(hit.source === "list" ? { list: hit.list, record: hit.reference } : { other: hit.reference }),
				answer,
				reason: reason.trim(),
				...(again ? { again: "yes" } : {}),
			}, { ref: asked.reference.trim() });
			tell(() => t("decision-kept"), "people");
			done();
		} catch (e) {
			setFault(e as Problem);
		} finally {
			setBusy(false);
		}
	}
	return (
		<form class="stack-form" onSubmit={submit}>
			<fieldset class="in">
				<legend>{t("decision-ask", { reference: asked.reference.trim() })}</legend>
				<div class="ticks">
					{ANSWERS.map((a) => (
						<label key={a} class="tick">
							<input type="radio" name="decision" value={a} required checked={answer === a} onChange={() => setAnswer(a)} />
							{t(`answer-${a}`)}
						</label>
					))}
				</div>
			</fieldset>
			<div class="in">
				<label for="decision-reason">{t("decision-why")}</label>
				<textarea id="decision-reason" required dir="auto" rows={2} maxLength={REASON_MAX} value={reason} onInput={(e) => setReason(e.currentTarget.value)} />
			</div>
			<DialogFoot fault={fault} does={t("decision-say")} icon="people" busy={busy} disabled={!answer || !reason.trim()} name="decide" onClose={onClose} />
		</form>
	);
}

export function Decide({ hit, asked, done }: { hit: Hit; asked: Asked; done: () => void }) {
	const [again, setAgain] = useState(false);
	const mine = turn(hit.decision);
	const self = hit.source === "dossier" && hit.reference === asked.reference.trim();
	return (
		<section class="card pad stack-form" aria-label={t("officers-decide")}>
			<div class="line">
				<Icon name="people" small />
				<b>{t("officers-decide")}</b>
				<span class="gap" />
				{hit.source === "dossier" && may("read") && (
					<a class="btn" href={href("dossier", hit.reference)}>
						<Icon name="eye" small />
						{t("open-dossier")}
					</a>
				)}
			</div>
			{hit.decision && <Said of={hit.decision} />}
			{self ? (
				<p class="sub">
					{t("decision-itself")} <Mono>{hit.reference}</Mono>
				</p>
			) : !asked.reference.trim() || hit.source === "draft" ? (
				<p class="sub">{t("officers-decide-text")}</p>
			) : mine === "say" || again ? (
				<Say key={`${hit.list} ${hit.reference}`} hit={hit} asked={asked} again={again} done={done} onClose={again ? () => setAgain(false) : undefined} />
			) : mine === "decided" ? (
				<div class="line">
					<Button icon="history" name="decide-again" onClick={() => setAgain(true)}>
						{t("decision-again")}
					</Button>
				</div>
			) : (
				<p class="sub">{t(mine === "said" ? "decision-other" : "decision-supervisor")}</p>
			)}
		</section>
	);
}
