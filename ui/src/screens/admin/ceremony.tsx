/* The ceremony with a partner: his card and the secret carried by hand make six
 * words, which both sides read to each other by telephone. Two custodians do it,
 * each for himself; nothing is pinned before the second one. */
import { useState } from "preact/hooks";
import { post, type Problem } from "../../api/client";
import { peers, status } from "../../api/store";
import type { Posts } from "../../api/types";

type Words = Posts["/v1/peers/words"]["answer"];
import { country, t } from "../../i18n/fluent";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { FileField } from "../../widgets/file";
import { Icon } from "../../widgets/icon";
import { Button, Mono, Side } from "../../widgets/parts";
import { tell } from "../../widgets/toast";

/* As WASL_CARD_MAX (docs/spec §2). */
const CARD_MAX = 64 * 1024;

function Cards({ told, onClose }: { told: (w: Words, card: string, secret: string) => void; onClose: () => void }) {
	const [card, setCard] = useState("");
	const [secret, setSecret] = useState("");
	const [fault, setFault] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	async function choose(file: File | null) {
		if (file) setCard(await file.slice(0, CARD_MAX).text());
	}
	async function submit(e: Event) {
		e.preventDefault();
		if (busy) return;
		setBusy(true);
		try {
			const carried = secret.trim().split(/\s+/).join(" ");
			told(await post("/v1/peers/words", { card, secret: carried }), card, carried);
		} catch (e) {
			setFault(e as Problem);
		} finally {
			setBusy(false);
		}
	}
	return (
		<form class="stack-form" onSubmit={submit}>
			<p class="sub">{t("ceremony-text")}</p>
			<FileField id="c-file" label={t("ceremony-card-file")} first told={(f) => void choose(f)} />
			<div class="in">
				<label for="c-card">{t("ceremony-card")}</label>
				<textarea id="c-card" class="mono" required dir="ltr" rows={5} spellcheck={false} autocomplete="off" value={card} onInput={(e) => setCard(e.currentTarget.value)} />
			</div>
			<div class="in">
				<label for="c-secret">{t("ceremony-secret")}</label>
				<textarea id="c-secret" class="mono" required dir="ltr" rows={3} spellcheck={false} autocomplete="off" value={secret} onInput={(e) => setSecret(e.currentTarget.value)} />
				<small class="hint">{t("ceremony-secret-hint")}</small>
			</div>
			<DialogFoot fault={fault} does={t("ceremony-show")} busy={busy} name="ceremony-words" onClose={onClose} />
		</form>
	);
}

function Compare({ words, confirm, fault, busy, onClose }: { words: Words; confirm: () => void; fault: Problem | null; busy: boolean; onClose: () => void }) {
	const [same, setSame] = useState(false);
	const [differ, setDiffer] = useState(false);
	return (
		<div class="stack-form">
			<p class="line">
				<Side code={words.side} /> <b>{country(words.side)}</b> <Mono>{words.name}</Mono>
				<span class="gap" />
				<Mono>{words.endpoint}</Mono>
			</p>
			<ol class="words" dir="ltr" lang="en" aria-label={t("ceremony-words")}>
				{words.words.map((w) => (
					<li key={w.number} class="sealed">
						<b>{w.word}</b>
						<Mono>{String(w.number).padStart(4, "0")}</Mono>
					</li>
				))}
			</ol>
			<p>{t("ceremony-read")}</p>
			{differ ? (
				<>
					<p class="callout warn" role="alert">
						<Icon name="warn" small />
						<span>{t("ceremony-differ-text")}</span>
					</p>
					<DialogFoot does={t("close")} onDo={onClose} />
				</>
			) : (
				<>
					<label class="tick">
						<input type="checkbox" data-first checked={same} onChange={(e) => setSame(e.currentTarget.checked)} />
						{t("ceremony-same")}
					</label>
					<div class="line">
						<Button look="d" icon="cross" name="ceremony-differ" onClick={() => setDiffer(true)}>
							{t("ceremony-differ")}
						</Button>
					</div>
					<DialogFoot fault={fault} does={t("ceremony-confirm")} icon="people" disabled={!same} busy={busy} name="ceremony-confirm" onDo={confirm} onClose={onClose} />
				</>
			)}
		</div>
	);
}

export function Ceremony({ onClose }: { onClose: () => void }) {
	const [held, setHeld] = useState<{ words: Words; card: string; secret: string } | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	async function confirm() {
		if (!held || busy) return;
		setBusy(true);
		try {
			const { waits } = await post("/v1/peers", { card: held.card, secret: held.secret, words: held.words.words.map((w) => w.number) });
			tell(() => t(waits ? "ceremony-waits" : "ceremony-done", { name: held.words.name }), waits ? "people" : "check");
			await Promise.all([peers.read(), status.read()]);
			onClose();
		} catch (e) {
			setFault(e as Problem);
		} finally {
			setBusy(false);
		}
	}
	return (
		<Dialog title={t("ceremony")} onClose={onClose} wide>
			{held ? <Compare words={held.words} confirm={() => void confirm()} fault={fault} busy={busy} onClose={onClose} /> : <Cards told={(words, card, secret) => setHeld({ words, card, secret })} onClose={onClose} />}
		</Dialog>
	);
}
