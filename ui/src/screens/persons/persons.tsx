/* Searching for a person among lists and dossiers: by name as it is written,
 * with the reason on record, and an answer that says why. What is proposed is
 * no identification; nothing here preselects one. */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { post, Problem } from "../../api/client";
import { forgetting } from "../../api/store";
import { go } from "../../app/router";
import { label, t } from "../../i18n/fluent";
import { isDate } from "../../kinds/check";
import { dateText } from "../../kinds/show";
import { useKeys } from "../../keys/keys";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono, Side } from "../../widgets/parts";
import { Notice, Refusal } from "../../widgets/state";
import { Decide } from "./decide";
import { share, strength } from "./strength";
import { Why } from "./why";
import { asked, type Asked, nobody } from "./asked";
import type { Found as Answer, Hit } from "../../api/types";

/* Kept while one looks into a dossier and comes back; gone with the page. */
const answer = signal<Answer | null>(null);
/* … and what was asked for it, whatever is typed since. */
const searched = signal<Asked>(nobody);
forgetting.push(() => {
	answer.value = null;
	asked.value = searched.value = nobody;
});

function Text({ name, set, needed, ltr, width }: { name: keyof Asked; set: (a: Asked) => void; needed?: boolean; ltr?: boolean; width?: "grow" | "fits" }) {
	return (
		<div class={`in ${width ?? ""}`}>
			<label for={`q-${name}`}>
				{t(`person-${name}`)}
				{needed && <span class="need"> *</span>}
			</label>
			<input id={`q-${name}`} value={asked.value[name]} dir={ltr ? "ltr" : "auto"} required={needed} autocomplete="off" onInput={(e) => set({ ...asked.value, [name]: e.currentTarget.value })} />
		</div>
	);
}

function Candidate({ hit, selected, select }: { hit: Hit; selected: boolean; select: () => void }) {
	const [look, id] = strength(hit);
	return (
		<li>
			<button type="button" class={`cand${selected ? " sel" : ""}`} aria-pressed={selected} onClick={select}>
				<bdi class="nm" dir="auto">
					{hit.name}
				</bdi>
				<span class="sc">
					<b>{share(hit.probability)}</b>
					{t(`strength-${id}`)}
				</span>
				<span class="alt">
					{hit.born ? dateText(hit.born) : t("born-unknown")}
					{hit.sex && ` · ${label("common", `code-sex-${hit.sex}`)}`}
				</span>
				<span class="m">
					<Chip look={look} icon={look === "ok" ? "check" : look === "warn" ? "equal" : "unknown"}>
						{t(`verdict-${hit.verdict}`)}
					</Chip>
					{hit.document && (
						<Chip look="ok" icon="file">
							{t("same-document")}
						</Chip>
					)}
					<span class="gap" />
					{hit.source === "list" ? (
						<span>{t("from-list", { list: hit.list })}</span>
					) : (
						<>
							<Side code={hit.reference.slice(0, 2)} /> <Mono>{hit.reference}</Mono>
						</>
					)}
				</span>
			</button>
		</li>
	);
}

export default function Persons() {
	const [at, setAt] = useState(0);
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<Problem | null>(null);
	const found = answer.value;
	const hits = found?.hits ?? [];
	const hit = hits[Math.min(at, hits.length - 1)];
	const set = (a: Asked) => {
		asked.value = a;
		setFault(null);
	};
	/* Again with what was searched, after somebody said who it is. */
	async function search(e?: Event) {
		e?.preventDefault();
		if (busy) return;
		const q = e ? asked.value : searched.value;
		if (q.born && !isDate(q.born)) return setFault(new Problem(0, "BORN", ""));
		setBusy(true);
		try {
			const said = Object.fromEntries(Object.entries(q).flatMap(([n, v]) => (v.trim() ? [[n, v.trim()]] : [])));
			answer.value = await post("/v1/screen", { ...said, name: q.name.trim() });
			searched.value = q;
			if (e) setAt(0);
			setFault(null);
		} catch (e) {
			answer.value = null;
			setFault(e as Problem);
		} finally {
			setBusy(false);
		}
	}
	const step = (by: number) => setAt(Math.min(hits.length - 1, Math.max(0, at + by)));
	useKeys({ KeyJ: () => step(1), KeyK: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: () => hit?.source === "dossier" && go("dossier", hit.reference) });
	return (
		<div class="srch">
			<form class="qbar" onSubmit={search} role="search">
				<h1 class="sr">{t("nav-persons")}</h1>
				<Text name="name" set={set} needed width="grow" />
				<Text name="born" set={set} ltr />
				<div class="in">
					<label for="q-sex">{t("person-sex")}</label>
					<select id="q-sex" value={asked.value.sex} onChange={(e) => set({ ...asked.value, sex: e.currentTarget.value })}>
						<option value="">—</option>
						{["F", "M"].map((s) => (
							<option key={s} value={s}>
								{label("common", `code-sex-${s}`)}
							</option>
						))}
					</select>
				</div>
				<Text name="place" set={set} />
				<Text name="document" set={set} ltr />
				<Text name="reference" set={set} ltr width="fits" />
				<Text name="reason" set={set} width="grow" />
				<Button type="submit" look="p" icon="persons" busy={busy} name="search">
					{t("search")}
				</Button>
				<p class="hint">{t("person-note")}</p>
			</form>
			{fault ? (
				<div class="srch-all">
					<Refusal fault={fault} />
					{fault.code === "RULE" && <p class="sub">{t("reason-needed")}</p>}
				</div>
			) : !found ? (
				<div class="srch-all">
					<Notice icon="persons" title={t("person-start")} />
				</div>
			) : (
				<>
					<section class="cands" aria-label={t("candidates", { n: hits.length })}>
						<p class="grp" role="status">
							{t("candidates", { n: hits.length })}
						</p>
						<ul>
							{hits.map((h, i) => (
								<Candidate key={`${h.list} ${h.reference}`} hit={h} selected={h === hit} select={() => setAt(i)} />
							))}
						</ul>
						<div class="pad sub">
							{!found.complete && (
								<p class="callout warn">
									<Icon name="warn" small />
									<span>{t("search-incomplete")}</span>
								</p>
							)}
							{found.notes.map((n) => (
								<p key={n}>{t(`name-note-${n}`)}</p>
							))}
							{found.hidden > 0 && <p>{t("hidden-hits", { n: found.hidden })}</p>}
							{found.elsewhere.map((e) => (
								<p key={e.unit}>{t("hit-elsewhere", { unit: e.unit })}</p>
							))}
							{found.unmatched && <p>{t("search-reviewed")}</p>}
							<p>
								<Icon name="eye" small /> {t("search-logged")}
							</p>
						</div>
					</section>
					<section class="exp" aria-label={t("why-proposed")}>
						{hit ? (
							<>
								<Why asked={found.asked} hit={hit} />
								<Decide hit={hit} asked={searched.value} done={() => void search()} />
							</>
						) : (
							<Notice icon="search" title={t("no-hit")} />
						)}
					</section>
				</>
			)}
		</div>
	);
}
