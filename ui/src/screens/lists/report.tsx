/* What an import did, or would do: what comes, changes and goes, and what was
 * not taken, line by line. */
import { has, sentence, t } from "../../i18n/fluent";
import { csvLine } from "../../kinds/csv";
import { download } from "../../kinds/download";
import { Icon, type IconName } from "../../widgets/icon";
import { Button, Mono } from "../../widgets/parts";
import type { Counts as CountsOf, Report as ReportOf } from "../../api/types";

const counted = ["added", "changed", "unchanged", "removed", "skipped"] as const;

export function Counts({ counts }: { counts: CountsOf }) {
	return (
		<ul class="counts">
			{counted
				.filter((c) => counts[c] > 0)
				.map((c) => (
					<li key={c}>
						<b>{counts[c]}</b> {t(`count-${c}`, { n: counts[c] })}
					</li>
				))}
		</ul>
	);
}

const ways: ["added" | "changed" | "removed", IconName][] = [
	["added", "plus"],
	["changed", "equal"],
	["removed", "cross"],
];

/** What is told of each is cut by the node; the counts are whole. */
export function Difference({ report, counts }: { report: ReportOf; counts: CountsOf }) {
	return (
		<section class="diffs" aria-label={t("import-difference")}>
			{ways.map(([way, icon]) => (
				<details key={way} class={`card diff ${way}${counts[way] === 0 ? " none" : ""}`} open={report[way].length > 0 && report[way].length <= 20}>
					<summary>
						<Icon name={icon} small />
						<b>{counts[way]}</b> {t(`count-${way}`, { n: counts[way] })}
					</summary>
					<p class="refs">
						{report[way].map((r) => (
							<Mono key={r}>{r}</Mono>
						))}
						{counts[way] > report[way].length && <span class="sub">{t("and-more", { n: counts[way] - report[way].length })}</span>}
					</p>
				</details>
			))}
		</section>
	);
}

/* The pointer of a fact as the column that says it. */
const columnOf = (pointer: string): string => `column-${pointer.split("/")[1] ?? ""}`;

const table = (report: ReportOf): Blob => new Blob([csvLine(["line", "field", "rule"]), ...report.refused.map((r) => csvLine([r.line, r.field, r.say ?? r.rule]))], { type: "text/csv" });

export function Report({ report, list, refused }: { report: ReportOf; list: string; refused?: boolean }) {
	if (report.refused.length === 0)
		return refused ? (
			<p class="chk">
				<Icon name="ok" small />
				<span>{t("import-clean")}</span>
			</p>
		) : null;
	return (
		<section class="stack-form">
			<div class="line">
				<h3 class="lbl">{t("import-refused", { n: report.refused.length })}</h3>
				<span class="gap" />
				<Button look="q" icon="file" onClick={() => download(`${list}-refused.csv`, table(report))}>
					{t("save-table")}
				</Button>
			</div>
			<div class="card scroll-y" tabIndex={0}>
				<table class="ev2">
					<thead>
						<tr>
							<th scope="col">{t("import-line")}</th>
							<th scope="col">{t("import-field")}</th>
							<th scope="col">{t("import-rule")}</th>
						</tr>
					</thead>
					<tbody>
						{report.refused.map((r) => (
							<tr key={`${r.line} ${r.field} ${r.rule}`}>
								<td>{r.line}</td>
								<td>
									{has(columnOf(r.field)) ? <span title={r.field}>{sentence(t(columnOf(r.field)))}</span> : <Mono>{r.field}</Mono>}
								</td>
								<td lang={r.say ? undefined : "en"} dir="auto">
									{r.say ?? r.rule}
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}
