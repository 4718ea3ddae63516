/* The second person: exactly what will be sealed, what differs from what the
 * dossier says now, and then yes or back. Made for a telephone as well. */
import { useEffect, useState } from "preact/hooks";
import { get, may, NO_ANSWER, post, Problem, session } from "../../api/client";
import { able, sign } from "../../api/passkey";
import { drafts, follow, peers } from "../../api/store";
import type { Dossier, Draft, Fields } from "../../api/types";
import { go, href } from "../../app/router";
import { label, lang, t } from "../../i18n/fluent";
import { everywhere, moment } from "../../i18n/time";
import { useKeys } from "../../keys/keys";
import { Under } from "../../kinds/basis";
import { actFields, type KindFile } from "../../kinds/file";
import { kind as readKind } from "../../kinds/kind";
import { FieldList } from "../../kinds/show";
import { isSaid } from "../../kinds/words";
import { TreatyAct } from "../../kinds/treaty";
import { faultText } from "../../kinds/form";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono } from "../../widgets/parts";
import { Fault, Loading, Notice, Ready, Refusal } from "../../widgets/state";
import { tell } from "../../widgets/toast";
import { whole } from "../dossier/read";
import { changedFields } from "./differ";

const byKey = (d: Draft): boolean => able() && d.challenge !== undefined && (d.allowCredentials?.length ?? 0) > 0;

function Return({ draft, onClose }: { draft: Draft; onClose: (done: boolean) => void }) {
	const [reason, setReason] = useState("");
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		try {
			await post("/v1/drafts/{id}/return", { reason }, { id: draft.id });
			tell(() => t("returned"), "reply");
			onClose(true);
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<Dialog title={t("return-for-correction")} onClose={() => onClose(false)}>
			<form class="stack-form" onSubmit={submit}>
				<div class="in">
					<label for="return-reason">{t("return-reason")}</label>
					<textarea id="return-reason" data-first required maxLength={200} dir="auto" rows={3} value={reason} onInput={(e) => setReason(e.currentTarget.value)} />
				</div>
				<DialogFoot fault={fault} does={t("return-for-correction")} look="d" icon="reply" onClose={() => onClose(false)} />
			</form>
		</Dialog>
	);
}

function One({ id }: { id: number }) {
	const [draft, setDraft] = useState<Draft | null>(null);
	const [file, setFile] = useState<KindFile | null>(null);
	const [dossier, setDossier] = useState<Dossier | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [refused, setRefused] = useState<Problem | null>(null);
	const [asking, setAsking] = useState<"" | "approve" | "return">("");
	const [busy, setBusy] = useState(false);
	async function read() {
		try {
			const d = await get("/v1/drafts/{id}", { id });
			setFile((await readKind(d.kind)).file);
			await peers.read();
			setDraft(d);
			setFault(null);
			if (d.act !== "open" && may("read")) await get("/v1/dossiers/{ref}", { ref: d.reference }).then(whole).then(setDossier, () => setDossier(null));
		} catch (e) {
			setFault(e as Problem);
		}
	}
	/* Its findings are said in the language of the screen. */
	useEffect(() => void read(), [id, lang()]);
	async function leave() {
		await follow();
		go("approve");
	}
	async function approve() {
		if (!draft) return;
		setBusy(true);
		try {
			/* The challenge is what is sealed: the signature travels in the act. */
			const assertion = byKey(draft) ? await sign({ challenge: draft.challenge ?? "", rpId: draft.rpId ?? "", allowCredentials: draft.allowCredentials ?? [], userVerification: "required" }) : undefined;
			const made = await post("/v1/drafts/{id}/approve", { digest: draft.digest, ...(assertion ? { assertion } : {}) }, { id });
			tell(() => made.waiting ? t("sent-waiting") : t("sealed-and-sent", { reference: made.reference }), "stamp");
			await leave();
		} catch (e) {
			setRefused(e instanceof Problem ? e : new Problem(0, "NO_PASSKEY", ""));
			if (e instanceof Problem && (e.code === NO_ANSWER || e.status === 409)) await follow();
		} finally {
			setAsking("");
			setBusy(false);
		}
	}
	const current = (peers.value.value ?? []).find((p) => p.name === draft?.peer)?.profile ?? null;
	if (fault) return <Fault fault={fault} again={() => void read()} />;
	if (!draft || !file) return <Loading />;
	const names = [...new Set([...actFields(file, draft.act), ...Object.keys(draft.fields ?? {})])];
	const changed = new Set([...changedFields((draft.fields ?? {}) as Fields, dossier?.acts ?? [])].filter((n) => !isSaid(file, n)));
	const own = draft.author === session.value?.officer;
	return (
		<div class="one">
			<a class="link only-small" href={href("approve")}>
				{t("back")}
			</a>
			<header class="one-head">
				<div class="line">
					<Mono>{draft.reference}</Mono>
					<Chip look="st">
						{t("toward")} <bdi dir="ltr">{draft.peer}</bdi>
					</Chip>
					<span class="gap" />
					<span class="sub" title={everywhere(draft.at)}>
						{moment(draft.at)}
					</span>
				</div>
				<h2 class="h1">
					{label(draft.kind, `done-${draft.act}`)}
					<small> · {label(draft.kind, "kind")}</small>
				</h2>
				<p class="sub">
					{t("written-by")} <bdi>{draft.author}</bdi>
					{dossier?.state && (
						<>
							{" "}
							· {t("dossier-now")} {label(dossier.kind, `state-${dossier.state}`)}
						</>
					)}
				</p>
			</header>
			{(draft.findings ?? []).map((f) => (
				<div key={f.pointer + f.rule + f.text} class={`callout ${f.severity === "error" ? "warn" : "info"}`}>
					<Icon name={f.severity === "error" ? "warn" : "unknown"} small />
					<span lang={f.source === "kind" ? undefined : "en"} dir="auto">
						{faultText(file, f)}
					</span>
				</div>
			))}
			<section class="sealed" aria-label={t("what-is-sealed")}>
				<h3 class="lbl">
					<Icon name="stamp" small /> {t("what-is-sealed")}
					{dossier && <span> · {changed.size === 0 ? t("no-difference") : t("differences", { n: changed.size })}</span>}
				</h3>
				{draft.kind === "line" && (draft.act === "profile" || draft.act === "agree") ? (
					<TreatyAct agreed={current} fields={draft.fields ?? {}} />
				) : (
					/* An opening is under what is agreed now, what follows as it was. */
					<Under hash={dossier?.profile_hash ?? current}>
						<FieldList file={file} names={names} fields={(draft.fields ?? {}) as Fields} changed={changed} />
					</Under>
				)}
				{draft.true_ground && (
					<div class="callout warn">
						<Icon name="lock" small />
						<span>
							{t("true-ground")} {draft.true_ground.code} — <bdi>{draft.true_ground.why}</bdi>
						</span>
					</div>
				)}
				<p class="digest">
					<span class="lbl">SHA-256</span> <Mono>{draft.digest}</Mono>
				</p>
			</section>
			<Refusal fault={refused} />
			<footer class="one-acts">
				{own && <p class="hint">{t("own-draft")}</p>}
				{!own && !draft.yours && <p class="hint">{t("not-yours")}</p>}
				<Button look={draft.yours ? "d" : ""} icon="reply" name="return" onClick={() => setAsking("return")}>
					{own ? t("take-back") : t("return-for-correction")}
				</Button>
				{draft.yours && (
					<Button look="p" icon="stamp" name="approve" busy={busy} onClick={() => setAsking("approve")}>
						{t("approve-and-seal")}
					</Button>
				)}
			</footer>
			{asking === "approve" && (
				<Dialog title={t("approve-sure")} onClose={() => setAsking("")}>
					<p>{t("approve-text", { act: label(draft.kind, `done-${draft.act}`), reference: draft.reference, peer: draft.peer })}</p>
					{byKey(draft) && (
						<p class="callout info">
							<Icon name="finger" small />
							<span>{t("approve-passkey")}</span>
						</p>
					)}
					{draft.passkeyNeeded && !byKey(draft) && (
						<p class="callout warn">
							<Icon name="warn" small />
							<span>{t("passkey-needed")}</span>
						</p>
					)}
					<DialogFoot does={t("approve-and-seal")} icon={byKey(draft) ? "finger" : "stamp"} busy={busy} name="seal" onDo={() => void approve()} onClose={() => setAsking("")} />
				</Dialog>
			)}
			{asking === "return" && (
				<Return
					draft={draft}
					onClose={(done) => {
						setAsking("");
						if (done) void leave();
					}}
				/>
			)}
		</div>
	);
}

export default function Approve({ args }: { args: string[] }) {
	const id = args[0] ? Number(args[0]) : null;
	const list = [...(drafts.value.value ?? [])].sort((a, b) => Number(b.yours) - Number(a.yours) || a.at.localeCompare(b.at));
	const at = list.findIndex((d) => d.id === id);
	const step = (by: number) => {
		const next = list[Math.min(list.length - 1, Math.max(0, at + by))];
		if (next) go("approve", next.id);
	};
	useKeys({ KeyJ: () => step(1), ArrowDown: () => step(1), KeyK: () => step(-1), ArrowUp: () => step(-1), Escape: () => go("approve") });
	return (
		<div class={`split${id === null ? "" : " chosen-one"}`}>
			<section class="col list-col" aria-label={t("nav-approve")}>
				<div class="head">
					<h1 class="h1">
						{t("nav-approve")}{" "}
						<small>{t("approve-count", { n: list.filter((d) => d.yours).length })}</small>
					</h1>
				</div>
				<div class="list">
					<Ready of={drafts} empty={() => <Notice icon="check" title={t("approve-empty")} />}>
						{() => (
							<ul>
								{list.map((d) => (
									<li key={d.id}>
										<a class={`drow${d.id === id ? " sel" : ""}`} href={href("approve", d.id)} aria-current={d.id === id ? "true" : undefined}>
											<span class="t">{label(d.kind, `done-${d.act}`)}</span>
											<span class="m">
												<Mono>{d.reference}</Mono> · <bdi>{d.author}</bdi>
											</span>
											{d.yours ? <Chip look="us">{t("yours-to-decide")}</Chip> : <Chip look="st">{t("waits-for-other")}</Chip>}
											<time class="sub" dateTime={d.at}>
												{moment(d.at)}
											</time>
										</a>
									</li>
								))}
							</ul>
						)}
					</Ready>
				</div>
			</section>
			<section class="detail" aria-label={t("preview")}>
				{id === null ? <Notice icon="approve" title={t("approve-choose")} /> : <One key={id} id={id} />}
			</section>
		</div>
	);
}
