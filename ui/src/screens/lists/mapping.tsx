/* What the columns of a table mean: the first rows, a choice over each. */
import { useEffect } from "preact/hooks";
import type { CsvRow } from "../../kinds/csv";
import { t } from "../../i18n/fluent";
import { type DateForm, dateForm, FIELDS, guess, type Use } from "./columns";

export interface Mapping {
	columns: string[];
	date: DateForm;
}

/** Cells of the columns that are chosen to be `field`. */
export const cells = (rows: CsvRow[], columns: string[], field: string): string[] =>
	rows.slice(1).flatMap((r) => columns.flatMap((c, i) => (c === field && r.fields[i] ? [r.fields[i]!] : [])));

const born = (use: Use): string => (use === "list" ? "birth" : "born");

export function guessed(rows: CsvRow[], use: Use): Mapping {
	const columns = guess(rows[0]?.fields ?? [], use);
	return { columns, date: dateForm(cells(rows, columns, born(use))) };
}

/** Can it be read so? Or what is missing, as a text. */
export function lacking(m: Mapping, use: Use): string | null {
	const has = (f: string) => m.columns.includes(f);
	if (use === "list" && !has("ref")) return t("map-needs-ref");
	return has("name") || (use === "list" && has("family")) ? null : t("map-needs-name");
}

export function Columns({ rows, use, of, set }: { rows: CsvRow[]; use: Use; of: Mapping; set: (m: Mapping) => void }) {
	useEffect(() => set(guessed(rows, use)), [rows]);
	const heading = rows[0]?.fields ?? [];
	const missing = lacking(of, use);
	return (
		<fieldset class="in">
			<legend>{t("map-columns")}</legend>
			<div class="scroll-x card" tabIndex={0}>
				<table class="ev2 map">
					<thead>
						<tr>
							{heading.map((h, i) => (
								<th key={i} scope="col">
									<bdi>{h || "—"}</bdi>
									<select
										aria-label={t("map-column", { name: h || i + 1 })}
										data-column={i}
										value={of.columns[i] ?? ""}
										onChange={(e) => set({ ...of, columns: heading.map((_, k) => (k === i ? e.currentTarget.value : (of.columns[k] ?? ""))) })}
									>
										<option value="">{t("map-nothing")}</option>
										{FIELDS[use].map((f) => (
											<option key={f} value={f}>
												{t(`column-${f}`)}
											</option>
										))}
									</select>
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows.slice(1).map((r) => (
							<tr key={r.line}>
								{heading.map((_, i) => (
									<td key={i} class={of.columns[i] ? "" : "off"}>
										<bdi>{r.bad ? "" : (r.fields[i] ?? "")}</bdi>
									</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</div>
			<div class="line">
				<span class="lbl">{t("map-date")}</span>
				{(["iso", "dmy"] as const).map((d) => (
					<label key={d} class="tick">
						<input type="radio" name="map-date" value={d} checked={of.date === d} onChange={() => set({ ...of, date: d })} />
						<span>{t(`map-date-${d}`)}</span>
					</label>
				))}
			</div>
			{missing && (
				<p class="err" role="status">
					{missing}
				</p>
			)}
		</fieldset>
	);
}
