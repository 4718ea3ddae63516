/* One dossier: opening it is an access, and recorded. */
import { useEffect, useRef, useState } from "preact/hooks";
import { get, may, post, type Problem } from "../../api/client";
import { rows, sideOf, watch } from "../../api/store";
import type { Dossier } from "../../api/types";
import { go, href } from "../../app/router";
import { label, t } from "../../i18n/fluent";
import { everywhere, moment } from "../../i18n/time";
import { useKeys } from "../../keys/keys";
import { Under } from "../../kinds/basis";
import type { KindFile } from "../../kinds/file";
import { kind as readKind } from "../../kinds/kind";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Due, Handling, Mono, Side, Urgency } from "../../widgets/parts";
import { Fault, Loading, Refusal } from "../../widgets/state";
import { Assign } from "../inbox/assign";
import { Composer } from "./composer";
import { Proof } from "../sheet/proof";
import { before, joined, openingOf, whole } from "./read";
import { persons } from "./persons";
import { SidePane } from "./side";
import { stages } from "./stages";
import { Timeline } from "./timeline";
import { Verify } from "./verify";

/* On a telephone the line is longer than the screen. */
const inView = (step: HTMLElement | null): void => {
	const line = step?.parentElement;
	if (line && step && line.scrollWidth > line.clientWidth) step.scrollIntoView({ block: "nearest", inline: "center" });
};

function Glass({ reference, done }: { reference: string; done: () => void }) {
	const [reason, setReason] = useState("");
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		await post("/v1/dossiers/{ref}/glass", { reason }, { ref: reference }).then(done, (e: Problem) => setFault(e));
	}
	return (
		<form class="stack-form glass" onSubmit={submit}>
			<p class="sub">{t("glass-note")}</p>
			<div class="in">
				<label for="reason">{t("glass-reason")}</label>
				<input id="reason" required maxLength={200} dir="auto" value={reason} onInput={(e) => setReason(e.currentTarget.value)} />
			</div>
			<Refusal fault={fault} />
			<Button type="submit" look="d" icon="lock">
				{t("glass")}
			</Button>
		</form>
	);
}

export default function DossierScreen({ args }: { args: string[] }) {
	const reference = args[0] ?? "";
	const [dossier, setDossier] = useState<Dossier | null>(null);
	const [file, setFile] = useState<KindFile | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [writing, setWriting] = useState(args[1] === "act");
	const [verifying, setVerifying] = useState(false);
	const [assigning, setAssigning] = useState(false);

	/* One after the other: what was read goes on from what is held. */
	const shown = useRef(reference);
	const held = useRef<Dossier | null>(null);
	const turn = useRef(Promise.resolve());
	function next(step: (held: Dossier | null) => Promise<Dossier | null>): Promise<void> {
		turn.current = turn.current.then(async () => {
			try {
				const found = await step(held.current);
				const k = found && (await readKind(found.kind));
				if (!k || shown.current !== reference) return;
				held.current = found;
				setDossier(found);
				setFile(k.file);
				setFault(null);
			} catch (e) {
				setFault(e as Problem);
			}
		});
		return turn.current;
	}
	const read = () => next(async (d) => joined(d, await get("/v1/dossiers/{ref}", { ref: reference })));
	const more = () => next(async (d) => d && before(d));
	const all = () => next(async (d) => d && whole(d));
	useEffect(() => {
		shown.current = reference;
		held.current = null;
		/* Its kind is asked for with it, where a row says which. */
		if (row) readKind(row.kind).catch(() => undefined);
		void read();
	}, [reference]);
	/* What an answer and the checks are made from may be in any act. */
	const partly = !!dossier?.earlier;
	const triaged = !file?.codes?.["check"] || !!dossier?.acts.some((a) => a.act === "accept" && a.fields?.["triage"]);
	useEffect(() => {
		if (partly && (writing || !triaged)) void all();
	}, [partly, writing, triaged]);
	/* Paper has all of it. */
	async function paper() {
		await all();
		setTimeout(print);
	}
	/* Read again when it is told that something happened, not by itself. */
	useEffect(() => watch((changed) => (changed ?? reference) === reference && void read()), [reference]);
	const row = rows.value.find((r) => r.reference === reference);
	const unbound = dossier?.unbound ?? 0;
	useEffect(() => {
		if (unbound === 0) return;
		const timer = setInterval(() => void read(), 4000);
		return () => clearInterval(timer);
	}, [unbound > 0, reference]);

	useKeys({
		KeyR: () => dossier?.can.length && setWriting(true),
		KeyV: () => may("verify") && setVerifying(true),
		KeyP: () => void paper(),
		KeyS: () => may("assign") && setAssigning(true),
		Escape: () => (writing ? setWriting(false) : go(row?.own ? "outbox" : "inbox")),
	});

	if (fault && !dossier)
		return (
			<div class="page">
				<Fault fault={fault} again={() => void read()} />
				{fault.code === "DENIED" && may("glass") && <Glass reference={reference} done={() => void read()} />}
			</div>
		);
	if (!dossier || !file) return <Loading />;
	const open = openingOf(dossier);
	const line = stages(dossier.opening ? [dossier.opening, ...dossier.acts] : dossier.acts, file.states, dossier.state, dossier.closed);
	const page = (
		<div class="req" data-handling={open?.["handling"]}>
			<header class="rhead">
				<div class="line meta">
					<Urgency code={dossier.urgency} />
					<Mono>{dossier.reference}</Mono>
					<Chip look="st">
						{t(dossier.own ? "sent-to" : "received-from")} <bdi dir="ltr">{dossier.peer}</bdi> <Side code={sideOf(dossier.peer)} />
					</Chip>
					{open?.["handling"] && <Handling code={String(open["handling"])} />}
					{dossier.crossed > 0 && (
						<Chip look="warn" icon="swap">
							{t("crossed-acts", { n: dossier.crossed })}
						</Chip>
					)}
					{dossier.unbound > 0 && (
						<Chip look="st" icon="hourglass">
							{t("unbound-acts", { n: dossier.unbound })}
						</Chip>
					)}
					<div class="line acts-line">
						{dossier.kind === "event" && (
							<a class="btn" href={href("room", dossier.cases[0]?.reference ?? dossier.reference)}>
								<Icon name="room" small />
								{t("open-room")}
							</a>
						)}
						{persons(file, open).length > 0 && (
							<a class="btn q" href={href("sheet", dossier.reference)}>
								<Icon name="court" small />
								{t("sheet-title")}
							</a>
						)}
						<Button look="q" icon="print" keyName="P" onClick={() => void paper()}>
							{t("print")}
						</Button>
						{may("verify") && (
							<Button icon="audit" onClick={() => setVerifying(true)}>
								{t("verify-chain")}
							</Button>
						)}
						{dossier.can.length > 0 && (
							<Button look="p" icon="reply" keyName="R" name="reply" onClick={() => setWriting(true)}>
								{t("reply-act")}
							</Button>
						)}
					</div>
				</div>
				<h1 class="h1">{label(dossier.kind, "kind")}</h1>
				{dossier.due_at && dossier.due && <Due at={dossier.due_at} since={dossier.opened_at} name={label(dossier.kind, `clock-${dossier.due}`)} />}
				<ol class="steps" aria-label={t("stages")}>
					{line.map((s) => (
						<li key={s.state} class={s.look} aria-current={s.look === "now" ? "step" : undefined} ref={s.look === "now" ? inView : undefined}>
							<b>{label(dossier.kind, `state-${s.state}`)}</b>
							{s.at ? <span title={everywhere(s.at)}>{moment(s.at)}</span> : <span>—</span>}
						</li>
					))}
				</ol>
			</header>
			<div class="tlcol">
				{fault && <Refusal fault={fault} />}
				<Timeline file={file} dossier={dossier} more={more} />
				<div class="only-print">
					<Proof dossier={dossier} />
				</div>
				{writing && dossier.can.length > 0 && partly && <Loading />}
				{writing && dossier.can.length > 0 && !partly && <Composer file={file} dossier={dossier} done={read} close={() => setWriting(false)} />}
			</div>
			<SidePane file={file} dossier={dossier} assign={() => setAssigning(true)} />
			{verifying && <Verify onClose={() => setVerifying(false)} />}
			{assigning && <Assign references={[dossier.reference]} onClose={() => setAssigning(false)} />}
		</div>
	);
	return <Under hash={dossier.profile_hash}>{page}</Under>;
}
