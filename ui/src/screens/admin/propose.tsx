/* Another treaty profile: a file that was brought, or the agreed one with other
 * figures; then what it would change, and off to a second person. */
import { useEffect, useState } from "preact/hooks";
import { get, post, Problem } from "../../api/client";
import { follow } from "../../api/store";
import type { Finding, Peer } from "../../api/types";
import { country, label, t } from "../../i18n/fluent";
import { download } from "../../kinds/download";
import type { Profile } from "../../kinds/file";
import { profile as readProfile } from "../../kinds/kind";
import { Differences, titleOf, Treaty } from "../../kinds/treaty";
import { differences, type Leaf, leaves, namesOf, put, read, written } from "../../kinds/treaty-leaves";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { FileField } from "../../widgets/file";
import { Button } from "../../widgets/parts";
import { Loading, said } from "../../widgets/state";
import { tell } from "../../widgets/toast";

/* As WASL_KIND_FILE_MAX (docs/spec §11). */
const FILE_MAX = 56 * 1024;

function Bring({ told, onClose }: { told: (p: Profile) => void; onClose: () => void }) {
	const [text, setText] = useState("");
	const [fault, setFault] = useState<Problem | null>(null);
	async function choose(file: File | null) {
		if (file) setText(await file.slice(0, FILE_MAX + 1).text());
	}
	function submit(e: Event) {
		e.preventDefault();
		try {
			const it = JSON.parse(text) as Profile;
			if (typeof it !== "object" || it === null || Array.isArray(it)) throw new SyntaxError("an object");
			told(it);
		} catch (e) {
			setFault(new Problem(0, "SCHEMA", (e as Error).message));
		}
	}
	return (
		<form class="stack-form" onSubmit={submit}>
			<FileField id="t-file" label={t("treaty-file")} accept=".json,application/json" first told={(f) => void choose(f)} />
			<div class="in">
				<label for="t-text">{t("treaty-or-text")}</label>
				<textarea id="t-text" class="mono" required dir="ltr" rows={10} spellcheck={false} value={text} onInput={(e) => setText(e.currentTarget.value)} />
			</div>
			<DialogFoot fault={fault} does={t("treaty-compare")} name="treaty-compare" onClose={onClose} />
		</form>
	);
}

interface Held {
	name: string;
	hash: string;
}

/* A kind is enabled by the hash of its file: the agreed one, or that held here. */
function KindLeaf({ id, name, was, now, held, set }: { id: string; name: string; was: Leaf | undefined; now: Leaf | undefined; held: Held | undefined; set: (v: Leaf | undefined) => void }) {
	const choices = [...new Set([was, held?.hash, now].filter((h): h is string => typeof h === "string"))];
	return (
		<div class="in">
			<label for={id}>{label(name, "kind")}</label>
			<select id={id} value={typeof now === "string" ? now : ""} onChange={(e) => set(e.currentTarget.value || undefined)}>
				<option value="">{t("treaty-kind-off")}</option>
				{choices.map((h) => (
					<option key={h} value={h}>
						{h.slice(0, 12)}… {h === held?.hash ? t("treaty-kind-held") : ""}
					</option>
				))}
			</select>
		</div>
	);
}

function One({ id, pointer, leaf, set }: { id: string; pointer: string; leaf: Leaf; set: (v: Leaf) => void }) {
	if (typeof leaf === "boolean")
		return (
			<label class="tick">
				<input id={id} type="checkbox" checked={leaf} onChange={(e) => set(e.currentTarget.checked)} />
				{titleOf(pointer).split(" › ").slice(1).join(" › ") || titleOf(pointer)}
			</label>
		);
	return (
		<div class={`in${Array.isArray(leaf) && leaf.length > 6 ? " wide" : ""}`}>
			<label for={id}>{titleOf(pointer).split(" › ").slice(1).join(" › ") || titleOf(pointer)}</label>
			<input id={id} dir={typeof leaf === "string" ? "auto" : "ltr"} autocomplete="off" value={written(leaf)} onChange={(e) => set(read(e.currentTarget.value, leaf))} />
		</div>
	);
}

function Figures({ base, kinds, of, set }: { base: Profile; kinds: Held[]; of: Profile; set: (p: Profile) => void }) {
	const now = leaves(of);
	/* What a side may want and the agreed one lacks. */
	if (!now.has("/approval/passkey")) now.set("/approval/passkey", false);
	const fixed = ["kinds", "profile", "sides"];
	const all = [...now].filter(([p]) => !fixed.includes(namesOf(p)[0]!));
	const id = (pointer: string) => `t${pointer.replaceAll(/[^\w]/g, "-")}`;
	/* What stands alone first, then a section a member. */
	const sections = new Map<string, [string, Leaf][]>([["general", all.filter(([p]) => namesOf(p).length === 1)]]);
	for (const [p, leaf] of all.filter(([p]) => namesOf(p).length > 1)) sections.set(namesOf(p)[0]!, [...(sections.get(namesOf(p)[0]!) ?? []), [p, leaf]]);
	return (
		<>
			{[...sections].map(([m, figures]) => (
				<details key={m} class="card pad" open={m === "general"}>
					<summary>{t(`treaty-${m}`)}</summary>
					<div class="grid">
						{figures.map(([p, leaf]) => (
							<One key={p} id={id(p)} pointer={p} leaf={leaf} set={(v) => set(put(of, p, v))} />
						))}
					</div>
				</details>
			))}
			<details class="card pad">
				<summary>{t("treaty-kinds")}</summary>
				<div class="grid">
					{[...new Set([...Object.keys(base.kinds), ...kinds.map((k) => k.name)])]
						.filter((k) => k !== "line")
						.map((k) => (
							<KindLeaf key={k} id={id(`/kinds/${k}`)} name={k} was={base.kinds[k]} now={of.kinds[k]} held={kinds.find((h) => h.name === k)} set={(v) => set(put(of, `/kinds/${k}`, v))} />
						))}
				</div>
			</details>
		</>
	);
}

type Step = "how" | "bring" | "figures" | "compare";

export function Propose({ peer, onClose }: { peer: Peer; onClose: () => void }) {
	const [base, setBase] = useState<Profile | null>(null);
	const [kinds, setKinds] = useState<Held[]>([]);
	const [it, setIt] = useState<Profile | null>(null);
	const [step, setStep] = useState<Step>(peer.profile ? "how" : "bring");
	const [fault, setFault] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	useEffect(() => {
		if (peer.profile) readProfile(peer.profile).then(setBase, (e: Problem) => setFault(e));
		get("/v1/kinds").then((a) => setKinds(a.kinds), () => undefined);
	}, [peer.profile]);
	async function send() {
		if (!it || busy) return;
		setBusy(true);
		setFault(null);
		try {
			await post("/v1/dossiers/{ref}/acts", { act: "profile", fields: { file: JSON.stringify(it) } }, { ref: `LNK-${peer.name}` });
			tell(() => t("treaty-to-second"), "people");
			await follow();
			onClose();
		} catch (e) {
			setFault(e as Problem);
		} finally {
			setBusy(false);
		}
	}
	const compare = (p: Profile) => {
		setIt(p);
		setFault(null);
		setStep("compare");
	};
	return (
		<Dialog title={`${t("treaty-propose")} — ${country(peer.side)}`} onClose={onClose} wide>
			{step === "how" && !base && !fault && <Loading />}
			{step === "how" && base && (
				<div class="kinds">
					<button
						type="button"
						class="card kind"
						data-do="treaty-figures"
						data-first
						onClick={() => {
							setIt({ ...base, v: Number(base["v"]) + 1 });
							setStep("figures");
						}}
					>
						<b>{t("treaty-by-figures")}</b>
						<span class="sub">{t("treaty-by-figures-text")}</span>
					</button>
					<button type="button" class="card kind" data-do="treaty-bring" onClick={() => setStep("bring")}>
						<b>{t("treaty-by-file")}</b>
						<span class="sub">{t("treaty-by-file-text")}</span>
					</button>
				</div>
			)}
			{step === "bring" && <Bring told={compare} onClose={onClose} />}
			{step === "figures" && base && it && (
				<form
					class="stack-form"
					onSubmit={(e) => {
						e.preventDefault();
						compare(it);
					}}
				>
					<p class="hint">{t("treaty-figures-hint")}</p>
					<Figures base={base} kinds={kinds} of={it} set={setIt} />
					<DialogFoot does={t("treaty-compare")} name="treaty-compare" onClose={onClose} />
				</form>
			)}
			{step === "compare" && it && (
				<div class="stack-form">
					<p>{t("treaty-compare-text", { peer: peer.name })}</p>
					{base ? <Differences of={differences(base, it)} /> : <Treaty of={it} />}
					<Found findings={fault?.findings ?? []} />
					<div class="line">
						<Button look="q" icon="back" onClick={() => setStep(base ? "figures" : "bring")}>
							{t("back")}
						</Button>
						<Button look="q" icon="save" onClick={() => download("profile.json", new Blob([JSON.stringify(it, null, 2)], { type: "application/json" }))}>
							{t("treaty-save")}
						</Button>
					</div>
					<DialogFoot fault={fault} does={t("submit-to-second")} icon="sign" busy={busy} disabled={base !== null && differences(base, it).length === 0} name="treaty-send" onDo={() => void send()} onClose={onClose} />
				</div>
			)}
		</Dialog>
	);
}

function Found({ findings }: { findings: Finding[] }) {
	return (
		<ul class="finds">
			{findings.map((f) => (
				<li key={f.pointer + f.text} class="err" dir="auto">
					{said(f)}
				</li>
			))}
		</ul>
	);
}
