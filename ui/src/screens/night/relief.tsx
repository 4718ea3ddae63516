/* The watch changes hands: whoever leaves offers it, whoever arrives takes it
 * over, each signed in as himself. */
import { useState } from "preact/hooks";
import { may, post, Problem, session } from "../../api/client";
import { able } from "../../api/passkey";
import type { Relief, ReliefSheet } from "../../api/types";
import { go, href } from "../../app/router";
import { label, t } from "../../i18n/fluent";
import { home, moment } from "../../i18n/time";
import { fromLocal, toLocal } from "../../i18n/zone";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Button, Mono } from "../../widgets/parts";
import { explain, Fault, Loading } from "../../widgets/state";
import { tell } from "../../widgets/toast";
import { mineOffered, offers, reliefs, useRead } from "./data";
import { signRelief } from "./sign";
import { SheetView } from "./sheet";

/* It stands without: what the key did not do is said, and done later. */
const signed = (id: number): Promise<void> => signRelief(id).catch((e: unknown) => tell(() => explain(e instanceof Problem ? e : new Problem(0, "NO_PASSKEY", "")), "warn"));

function OfferForm({ sheet, onClose }: { sheet: ReliefSheet; onClose: () => void }) {
	const [text, setText] = useState("");
	const [until, setUntil] = useState(toLocal(sheet.until, home()));
	const [notes, setNotes] = useState<Record<string, string>>({});
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		const said = Object.entries(notes).filter(([, note]) => note.trim() !== "");
		try {
			const made = await post("/v1/reliefs", { until: fromLocal(until, home()), notes: said.map(([reference, note]) => ({ reference, text: note })), ...(text.trim() ? { text } : {}) });
			await reliefs.read();
			onClose();
			await signed(made.id);
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<form class="stack-form" onSubmit={submit}>
			<p class="sub">{t("relief-composed", { open: sheet.open.length, clocks: sheet.clocks.length, tasks: sheet.tasks.length })}</p>
			<div class="in">
				<label for="r-text">{t("relief-text")}</label>
				<textarea id="r-text" data-first dir="auto" value={text} onInput={(e) => setText(e.currentTarget.value)} />
			</div>
			{sheet.open.map((row, i) => (
				<div class="in" key={row.reference}>
					<label for={`r-note-${i}`}>
						<Mono>{row.reference}</Mono> · {label(row.kind, "kind")} · {label(row.kind, `state-${row.state}`)}
					</label>
					<input id={`r-note-${i}`} dir="auto" autocomplete="off" value={notes[row.reference] ?? ""} onInput={(e) => setNotes({ ...notes, [row.reference]: e.currentTarget.value })} />
				</div>
			))}
			<div class="in">
				<label for="r-until">{t("relief-until")}</label>
				<input id="r-until" type="datetime-local" dir="ltr" required value={until} onInput={(e) => setUntil(e.currentTarget.value)} />
			</div>
			<DialogFoot fault={fault} does={t("relief-sign")} onClose={onClose} />
		</form>
	);
}

function Offer({ onClose }: { onClose: () => void }) {
	const { value, fault } = useRead("/v1/relief");
	return (
		<Dialog title={t("relief-give")} onClose={onClose} wide>
			{value ? <OfferForm sheet={value} onClose={onClose} /> : fault ? <Fault fault={fault} /> : <Loading />}
		</Dialog>
	);
}

function Take({ relief, onClose }: { relief: Relief; onClose: () => void }) {
	const { value, fault } = useRead("/v1/reliefs/{id}", { id: relief.id });
	const [refused, setRefused] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		try {
			await post("/v1/reliefs/{id}/take", { digest: value?.digest ?? "" }, { id: relief.id });
			await reliefs.read();
			onClose();
			await signed(relief.id);
			go("night", "sheet", relief.id);
		} catch (e) {
			setRefused(e as Problem);
		}
	}
	return (
		<Dialog title={t("relief-take-title", { officer: relief.officer })} onClose={onClose} wide>
			{value ? (
				<form class="stack-form" onSubmit={submit}>
					<SheetView sheet={value.sheet} />
					<p class="hint">{t("relief-take-note")}</p>
					<DialogFoot fault={refused} does={t("relief-take")} onClose={onClose} />
				</form>
			) : fault ? (
				<Fault fault={fault} />
			) : (
				<Loading />
			)}
		</Dialog>
	);
}

function Late({ onClose }: { onClose: () => void }) {
	const [f, setF] = useState({ form: "", at: "", reference: "", text: "" });
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		try {
			await post("/v1/forms/{number}", { at: fromLocal(f.at, home()), text: f.text, ...(f.reference ? { reference: f.reference } : {}) }, { number: f.form });
			tell(() => t("late-done", { form: f.form }));
			onClose();
		} catch (e) {
			setFault(e as Problem);
		}
	}
	const text = (name: "form" | "reference", required: boolean) => (
		<div class="in">
			<label for={`l-${name}`}>{t(`late-${name}`)}</label>
			<input id={`l-${name}`} dir="ltr" required={required} autocomplete="off" value={f[name]} onInput={(e) => setF({ ...f, [name]: e.currentTarget.value })} />
		</div>
	);
	return (
		<Dialog title={t("late-title")} onClose={onClose}>
			<form class="stack-form" onSubmit={submit}>
				<p class="hint">{t("late-note")}</p>
				{text("form", true)}
				<div class="in">
					<label for="l-at">{t("late-at")}</label>
					<input id="l-at" type="datetime-local" dir="ltr" required value={f.at} onInput={(e) => setF({ ...f, at: e.currentTarget.value })} />
				</div>
				{text("reference", false)}
				<div class="in">
					<label for="l-text">{t("late-text")}</label>
					<textarea id="l-text" required dir="auto" value={f.text} onInput={(e) => setF({ ...f, text: e.currentTarget.value })} />
				</div>
				<DialogFoot fault={fault} does={t("late-enter")} onClose={onClose} />
			</form>
		</Dialog>
	);
}

type Asked = "offer" | "late" | Relief | null;

export function ReliefPart() {
	const [asked, setAsked] = useState<Asked>(null);
	const mine = mineOffered.value;
	const last = (reliefs.value.value ?? []).find((r) => r.state !== "withdrawn");
	const close = () => setAsked(null);
	const withdraw = (id: number) =>
		post("/v1/reliefs/{id}/withdraw", {}, { id }).then(
			() => reliefs.read(),
			(e: Problem) => tell(() => explain(e), "warn"),
		);
	return (
		<section class="relief">
			<h2 class="lbl">{t("relief")}</h2>
			{offers.value
				.filter((r) => r.officer !== session.value?.officer)
				.map((r) => (
					<div key={r.id} class="callout info">
						<Icon name="handshake" small />
						<div>
							<p>{t("relief-offered-by", { officer: r.officer, at: moment(r.offered_at) })}</p>
							{may("relieve") && (
								<Button look="p" name="relief-take" onClick={() => setAsked(r)}>
									{t("relief-read-take")}
								</Button>
							)}
						</div>
					</div>
				))}
			{mine && (
				<div class="callout warn">
					<Icon name="hourglass" small />
					<div>
						<p>{t("relief-waits")}</p>
						<span class="line">
							{!mine.officer_signed && able() && (
								<Button icon="finger" name="relief-key" onClick={() => void signed(mine.id)}>
									{t("relief-key")}
								</Button>
							)}
							<Button onClick={() => void withdraw(mine.id)}>{t("relief-withdraw")}</Button>
						</span>
					</div>
				</div>
			)}
			<div class="relief-acts">
				{may("relieve") && !mine && (
					<Button look="p" icon="handshake" name="relief-offer" onClick={() => setAsked("offer")}>
						{t("relief-give")}
					</Button>
				)}
				{last && may("read") && (
					<a class="btn" href={href("night", "sheet", last.id)}>
						<Icon name="print" small />
						{t("cont-open")}
					</a>
				)}
				{may("relieve") && (
					<Button icon="history" onClick={() => setAsked("late")}>
						{t("late-title")}
					</Button>
				)}
			</div>
			{asked === "offer" && <Offer onClose={close} />}
			{asked === "late" && <Late onClose={close} />}
			{asked !== null && typeof asked === "object" && <Take relief={asked} onClose={close} />}
		</section>
	);
}
