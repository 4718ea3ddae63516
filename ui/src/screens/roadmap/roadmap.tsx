/* Commitments by sector: milestones, the value counted here, the values that
 * both sides signed, and how far these are apart. */
import { useEffect, useState } from "preact/hooks";
import { get, type Problem } from "../../api/client";
import { watch } from "../../api/store";
import type { Commitment, Gets } from "../../api/types";

type Roadmap = Gets["/v1/roadmap"]["answer"];
import { href } from "../../app/router";
import { code, country, label, t } from "../../i18n/fluent";
import { now } from "../../i18n/time";
import { Icon } from "../../widgets/icon";
import { Chip, Due, Mono } from "../../widgets/parts";
import { Fault, Loading, Notice } from "../../widgets/state";

const KIND = "commitment";

const looks: Record<string, string> = { ON_TRACK: "ok", AT_RISK: "warn", LATE: "bad", DONE: "ok", DROPPED: "st" };

function Value({ name, n, unit }: { name: string; n: number | null; unit: string }) {
	return (
		<div class="num">
			<span class="lbl">{name}</span>
			{n === null ? (
				<b class="sub">—</b>
			) : (
				<b>
					<bdi dir="ltr">{n}</bdi> <small>{unit}</small>
				</b>
			)}
		</div>
	);
}

function Indicator({ c }: { c: Commitment }) {
	const i = c.indicator;
	if (!i) return null;
	const reached = c.computed ?? c.own_value ?? c.partner_value;
	return (
		<div class="ind">
			<p dir="auto">{i.definition}</p>
			<div class="vals">
				<Value name={t("road-baseline")} n={i.baseline} unit={i.unit} />
				{c.computed !== null && <Value name={t("road-computed")} n={c.computed} unit={i.unit} />}
				<Value name={t("road-own")} n={c.own_value} unit={i.unit} />
				<Value name={t("road-partner")} n={c.partner_value} unit={i.unit} />
				<Value name={t("road-target")} n={i.target} unit={i.unit} />
			</div>
			{reached !== null && <meter class="bar" min={Math.min(i.baseline, i.target)} max={Math.max(i.baseline, i.target, 1)} value={reached} aria-label={t("road-reached")} />}
			{c.difference !== null && c.difference !== 0 && (
				<p class="callout warn">
					<Icon name="warn" small />
					<span>{t("road-difference", { n: Math.abs(c.difference), unit: i.unit })}</span>
				</p>
			)}
		</div>
	);
}

function Card({ c }: { c: Commitment }) {
	return (
		<article class="card commit" data-ref={c.reference}>
			<header class="line">
				<a class="link" href={href("dossier", c.reference)}>
					<Mono>{c.reference}</Mono>
				</a>
				<Chip look="st">{label(KIND, `state-${c.state}`)}</Chip>
				{c.status && <Chip look={looks[c.status] ?? "st"}>{code(KIND, "status", c.status)}</Chip>}
				{c.late && (
					<Chip look="bad" icon="late">
						{t("road-late")}
					</Chip>
				)}
				<span class="gap" />
				<span class="sub">
					{t("road-owner")} {c.owner === "BOTH" ? t("road-both") : country(c.owner)}
					{c.owner_function && (
						<>
							{" · "}
							<bdi>{c.owner_function}</bdi>
						</>
					)}
				</span>
			</header>
			{c.objective && (
				<p class="h2 free" dir="auto" lang={c.objective.language}>
					{c.objective.text}
				</p>
			)}
			<Indicator c={c} />
			<ol class="stones" aria-label={label(KIND, "field-milestones")}>
				{c.milestones.map((m) => {
					const open = !m.status;
					return (
						<li key={m.number} class={m.status === "DONE" ? "done" : open && Date.parse(m.due) < now.value ? "late" : ""}>
							<Icon name={m.status === "DONE" ? "ok" : open ? "ring" : "refuse"} small />
							<span dir="auto">{m.title}</span>
							{open ? <Due at={m.due} /> : <Chip look="st">{code(KIND, "milestone_status", m.status!)}</Chip>}
						</li>
					);
				})}
			</ol>
		</article>
	);
}

export default function RoadmapScreen() {
	const [map, setMap] = useState<Roadmap | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [sector, setSector] = useState("");
	const read = () => get("/v1/roadmap").then((m) => (setMap(m), setFault(null)), setFault);
	useEffect(() => void read(), []);
	const mine = map?.commitments.map((c) => c.reference).join(" ") ?? "";
	useEffect(() => watch((changed) => (changed === null || mine.split(" ").includes(changed)) && void read()), [mine]);
	const all = map?.commitments ?? [];
	const sectors = [...new Set(all.map((c) => c.sector ?? ""))].sort();
	const shown = sectors.filter((s) => !sector || s === sector);
	return (
		<div class="page">
			<div class="head">
				<h1 class="h1">
					{t("nav-roadmap")}{" "}
					<small>
						{t("road-count", { n: all.length })}
						{map && map.hidden > 0 ? ` · ${t("kin-hidden", { n: map.hidden })}` : ""}
					</small>
				</h1>
			</div>
			{sectors.length > 1 && (
				<div class="filters" role="group" aria-label={t("filters")}>
					{["", ...sectors].map((s) => (
						<button key={s} type="button" class={`fl${s === sector ? " on" : ""}`} aria-pressed={s === sector} onClick={() => setSector(s)}>
							{s ? code(KIND, "sector", s) : t("filter-all")}
						</button>
					))}
				</div>
			)}
			<div class="scroll pad">
				{!map ? (
					fault ? (
						<Fault fault={fault} again={() => void read()} />
					) : (
						<Loading />
					)
				) : all.length === 0 ? (
					<Notice icon="road" title={t("road-empty")} />
				) : (
					shown.map((s) => (
						<section key={s} class="sector">
							<h2 class="h2">{s ? code(KIND, "sector", s) : t("road-no-sector")}</h2>
							{all
								.filter((c) => (c.sector ?? "") === s)
								.map((c) => (
									<Card key={c.reference} c={c} />
								))}
						</section>
					))
				)}
			</div>
		</div>
	);
}
