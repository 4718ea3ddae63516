/* What an import did, and what it did not take, line by line. */
import { t } from "../../i18n/fluent";
import { Icon } from "../../widgets/icon";
import { Mono } from "../../widgets/parts";
import type { CountsOf, ReportOf } from "./types";

const counted = ["added", "changed", "unchanged", "removed", "skipped"] as const;

export function Counts({ counts }: { counts: CountsOf }) {
	return (
		<ul class="counts">
			{counted
				.filter((c) => counts[c] > 0)
				.map((c) => (
					<li key={c}>
						<b>{counts[c]}</b> {t(`count-${c}`)}
					</li>
				))}
		</ul>
	);
}

export function Report({ report }: { report: ReportOf }) {
	if (report.refused.length === 0)
		return (
			<p class="chk">
				<Icon name="ok" small />
				<span>{t("import-clean")}</span>
			</p>
		);
	return (
		<table class="ev2 card">
			<caption class="lbl">{t("import-refused", { n: report.refused.length })}</caption>
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
						<td class="num">{r.line}</td>
						<td>
							<Mono>{r.field}</Mono>
						</td>
						<td lang="en" dir="auto">
							{r.rule}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
