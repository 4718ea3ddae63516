/* A treaty profile as people read it, and what a new one would change. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api/client";
import { country, has, label, labelOf, languageName, locale, t } from "../i18n/fluent";
import { Icon } from "../widgets/icon";
import { Chip, Mono } from "../widgets/parts";
import { Fault, Loading } from "../widgets/state";
import type { Profile } from "./file";
import { profile as readProfile } from "./kind";
import { type Difference, differences, type Leaf, leaves, namesOf } from "./treaty-leaves";

const HASH = /^[0-9a-f]{64}$/;
const weekday = (n: number): string => new Intl.DateTimeFormat(locale(), { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2026, 0, 4 + n));

/* What stands between the name of a member and the leaf, `depth` below it: a kind,
 * a basis and what it says, a side, a figure. */
function nameOf(member: string, name: string, depth: number): string {
	if (["kinds", "retention_days", "budgets"].includes(member) && labelOf(name, "kind")) return label(name, "kind");
	if (member === "calendars" || member === "transfer") return has(`treaty-in-${name}`) ? t(`treaty-in-${name}`) : country(name);
	if (member === "bases" && depth === 0) return name;
	if (member === "bases" && depth === 2) return languageName(name);
	return has(`treaty-in-${name}`) ? t(`treaty-in-${name}`) : name;
}

/** The path to a leaf in words. */
export function titleOf(pointer: string): string {
	const [member = "", ...rest] = namesOf(pointer);
	const first = has(`treaty-${member}`) ? t(`treaty-${member}`) : member;
	return [first, ...rest.map((n, depth) => (/^U\d$/.test(n) ? t(`urgency-${n}`) : nameOf(member, n, depth)))].join(" › ");
}

function itemOf(member: string, last: string, v: Leaf): ComponentChildren {
	if (v === null) return <span class="sub">{t("treaty-open")}</span>;
	if (typeof v === "boolean") return t(v ? "yes" : "no");
	if (typeof v === "number") return last === "week" ? weekday(v) : v.toLocaleString(locale(), { useGrouping: false });
	const s = String(v);
	if (HASH.test(s)) return <Mono title={s}>{s.slice(0, 12)}…</Mono>;
	if (member === "sides") return country(s);
	if (member === "languages") return languageName(s);
	if (member === "refusals") return label("common", `code-refusal-${s}`);
	if (member === "transfer") return label("common", `code-transfer_basis-${s}`);
	if (member === "bases" && last === "kinds") return label(s, "kind");
	return <bdi dir="auto">{s}</bdi>;
}

function Value({ pointer, of }: { pointer: string; of: Leaf | undefined }) {
	const names = namesOf(pointer);
	const member = names[0] ?? "";
	const last = names[names.length - 1] ?? "";
	if (of === undefined) return <span class="sub">—</span>;
	if (!Array.isArray(of)) return <>{itemOf(member, last, of)}</>;
	if (of.length > 8)
		return (
			<details>
				<summary>{t("treaty-entries", { n: of.length })}</summary>
				<ul>
					{of.map((v) => (
						<li key={String(v)}>{itemOf(member, last, v)}</li>
					))}
				</ul>
			</details>
		);
	return (
		<>
			{of.map((v, i) => (
				<span key={String(v)}>
					{i > 0 && t("list-comma")}
					{itemOf(member, last, v)}
				</span>
			))}
		</>
	);
}

/** What the second would change in the first. */
export function Differences({ of }: { of: Difference[] }) {
	if (of.length === 0)
		return (
			<p class="chk">
				<Icon name="equal" small />
				<span>{t("treaty-same")}</span>
			</p>
		);
	return (
		<div class="scroll-x card" tabIndex={0}>
			<table class="ev2 changes">
				<caption class="sr">{t("treaty-changes", { n: of.length })}</caption>
				<thead>
					<tr>
						<th scope="col">{t("treaty-what")}</th>
						<th scope="col">{t("treaty-before")}</th>
						<th scope="col">{t("treaty-after")}</th>
					</tr>
				</thead>
				<tbody>
					{of.map((d) => (
						<tr key={d.pointer}>
							<th scope="row">
								{titleOf(d.pointer)}
								<span class="line">
									<Chip look={d.before === undefined ? "ok" : d.after === undefined ? "bad" : "warn"} icon={d.before === undefined ? "plus" : d.after === undefined ? "cross" : "equal"}>
										{t(d.before === undefined ? "treaty-added" : d.after === undefined ? "treaty-removed" : "treaty-changed")}
									</Chip>
								</span>
							</th>
							<td class="was">
								<Value pointer={d.pointer} of={d.before} />
							</td>
							<td>
								<Value pointer={d.pointer} of={d.after} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/* Members in the order in which people ask for them. */
const ORDER = ["profile", "v", "sides", "languages", "ceiling", "approval", "kinds", "bases", "provisional_arrest_days", "deadlines", "second_minutes", "clarify", "refusals", "retention_days", "erase_silence_days", "transfer", "budgets", "drill", "values", "calendars"];

function Section({ title, of }: { title: string; of: [string, Leaf, string][] }) {
	return (
		<section class="card pad">
			<h2 class="lbl">{title}</h2>
			<dl class="f">
				{of.map(([p, leaf, name]) => (
					<>
						<dt>
							<bdi>{name}</bdi>
						</dt>
						<dd>
							<Value pointer={p} of={leaf} />
						</dd>
					</>
				))}
			</dl>
		</section>
	);
}

/** The whole profile: what stands alone first, then a section a member. */
export function Treaty({ of }: { of: Profile }) {
	const all = [...leaves(of)].map(([p, leaf]): [string, Leaf, string] => [p, leaf, titleOf(p)]);
	const members = [...new Set([...ORDER, ...Object.keys(of)])];
	const alone = members.flatMap((m) => all.filter(([p]) => p === `/${m}`));
	return (
		<div class="treaty">
			<Section title={t("treaty-general")} of={alone} />
			{members.map((m) => {
				const mine = all.filter(([p]) => namesOf(p)[0] === m && p !== `/${m}`);
				return mine.length > 0 && <Section key={m} title={titleOf(`/${m}`)} of={mine.map(([p, leaf, name]) => [p, leaf, name.split(" › ").slice(1).join(" › ")])} />;
			})}
		</div>
	);
}

/** A profile in an act of the line: what it would change in what is agreed. */
export function TreatyAct({ agreed, fields }: { agreed: string | null; fields: { file?: unknown; hash?: unknown } }) {
	const [both, setBoth] = useState<{ before: Profile | null; after: Profile } | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	useEffect(() => {
		Promise.all([agreed ? readProfile(agreed) : null, typeof fields.file === "string" ? (JSON.parse(fields.file) as Profile) : readProfile(String(fields.hash))]).then(
			([before, after]) => setBoth({ before, after }),
			(e: Problem) => setFault(e),
		);
	}, [agreed, fields.file, fields.hash]);
	if (fault) return <Fault fault={fault} />;
	if (!both) return <Loading />;
	return both.before ? <Differences of={differences(both.before, both.after)} /> : <Treaty of={both.after} />;
}

