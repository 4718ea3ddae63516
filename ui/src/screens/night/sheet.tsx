/* The continuity sheet: on screen, and on paper for when there is no screen. */
import type { ComponentChildren } from "preact";
import type { ReliefSheet } from "../../api/types";
import { strictest } from "../../app/print";
import { go } from "../../app/router";
import { label, languageName, t } from "../../i18n/fluent";
import { date, everywhere, moment } from "../../i18n/time";
import { Button, Chip, Mono } from "../../widgets/parts";
import { Fault, Loading } from "../../widgets/state";
import { taskText } from "../tasks/text";
import { useRead } from "./data";

/** A day and an hour, in both capitals. */
const full = (at: string): string => `${date(at)} ${everywhere(at)}`;

function Table({ title, heads, rows }: { title: string; heads: string[]; rows: ComponentChildren[][] }) {
	return (
		<section class="cont-part">
			<h2 class="h2">
				{title} <span class="sub">{rows.length}</span>
			</h2>
			{rows.length === 0 ? (
				<p class="sub">{t("cont-nothing")}</p>
			) : (
				<div class="cont-scroll" tabIndex={0} role="group" aria-label={title}>
					<table>
						<thead>
							<tr>
								{heads.map((h) => (
									<th key={h} scope="col">
										{t(`cont-${h}`)}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{rows.map((cells, i) => (
								<tr key={i}>
									{cells.map((c, j) => (
										<td key={j}>{c}</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
		</section>
	);
}

export function SheetView({ sheet }: { sheet: ReliefSheet }) {
	return (
		<>
			{sheet.text && (
				<p class="cont-text" dir="auto">
					{sheet.text}
				</p>
			)}
			{sheet.notes.length > 0 && <Table title={t("cont-notes")} heads={["reference", "note"]} rows={sheet.notes.map((n) => [<Mono>{n.reference}</Mono>, <span dir="auto">{n.text}</span>])} />}
			<Table
				title={t("cont-open-title")}
				heads={["urgency", "reference", "kind", "handling", "state", "waits"]}
				rows={sheet.open.map((r) => [t(`urgency-${r.urgency}`), <Mono>{r.reference}</Mono>, label(r.kind, "kind"), r.handling && <Mono>{r.handling}</Mono>, label(r.kind, `state-${r.state}`), r.waits ? t(`cont-waits-${r.waits}`) : ""])}
			/>
			<Table
				title={t("cont-clocks")}
				heads={["due", "clock", "reference", "waits", "rung"]}
				rows={sheet.clocks.map((c) => [c.suspended ? t("line-suspended") : full(c.due_at), c.clock ? label(c.kind || "common", `clock-${c.clock}`) : "", <Mono>{c.reference}</Mono>, t(`cont-waits-${c.ours ? "ours" : "theirs"}`), c.rung || ""])}
			/>
			<Table
				title={t("cont-tasks")}
				heads={["task", "reference", "due"]}
				rows={sheet.tasks.map((x) => [taskText(x), <Mono>{x.reference}</Mono>, x.due_at ? full(x.due_at) : ""])}
			/>
			<Table
				title={t("cont-cards")}
				heads={["partner", "function", "telephone", "languages", "until"]}
				rows={sheet.cards.filter((c) => !c.own).map((c) => [<bdi dir="ltr">{c.peer}</bdi>, <bdi>{c.function}</bdi>, <Mono>{c.telephone}</Mono>, c.languages.map(languageName).join(t("list-comma")), moment(c.until)])}
			/>
			<Table
				title={t("night-lines")}
				heads={["partner", "line", "queued", "receipt", "heard"]}
				rows={sheet.lines.map((l) => [
					<bdi dir="ltr">{l.peer}</bdi>,
					t(l.frozen ? "line-frozen" : !l.ready ? "line-down" : l.state === "active" ? "line-up" : `line-${l.state}`),
					l.waiting,
					l.receipt_at ? full(l.receipt_at) : "",
					l.heard_at ? full(l.heard_at) : "",
				])}
			/>
			<Table title={t("cont-duty")} heads={["officer", "function", "telephone", "until"]} rows={sheet.duty.map((d) => [<bdi>{d.officer}</bdi>, <bdi>{d.function}</bdi>, <Mono>{d.telephone}</Mono>, moment(d.until)])} />
			{sheet.left_out > 0 && <p class="callout warn">{t("rows-left-out", { n: sheet.left_out })}</p>}
		</>
	);
}

/* To be written on by hand; its number is given once. */
function Form({ number }: { number: number }) {
	return (
		<section class="cont-form">
			<p class="line">
				<b>{t("form-number")}</b> <Mono>{String(number).padStart(6, "0")}</Mono>
				<span class="gap" />
				<span>{t("form-date")} ____________</span> <span>{t("form-hour")} ________</span>
			</p>
			<p>{t("form-who")} ______________________________ {t("form-telephone")} ____________________</p>
			<p>{t("form-reference")} ______________________________</p>
			<p class="lines">{t("form-what")}</p>
			<p>{t("form-officer")} ____________________________</p>
		</section>
	);
}

function ByKey({ is }: { is: boolean }) {
	return is ? (
		<Chip look="br" icon="finger">
			{t("cont-by-key")}
		</Chip>
	) : null;
}

export function SheetPage({ id }: { id: string }) {
	const { value, fault } = useRead("/v1/reliefs/{id}", { id });
	if (fault) return <Fault fault={fault} />;
	if (!value) return <Loading />;
	const forms = value.form_first > 0 ? Array.from({ length: value.form_last - value.form_first + 1 }, (_, i) => value.form_first + i) : [];
	return (
		<div class="page cont" data-handling={strictest(value.sheet.open.map((r) => r.handling))}>
			<div class="head">
				<h1 class="h1">
					{t("cont-title")} <small>{t("cont-number", { id: String(value.id) })}</small>
				</h1>
				<span class="gap" />
				<Button icon="back" onClick={() => go("night")}>
					{t("nav-night")}
				</Button>
				<Button look="p" icon="print" name="print" onClick={() => print()}>
					{t("print")}
				</Button>
			</div>
			<div class="scroll" tabIndex={0} role="group" aria-label={t("cont-title")}>
				<article class="cont-paper">
					<dl class="f cont-signed">
						<dt>{t("node")}</dt>
						<dd>
							<bdi dir="ltr">{value.sheet.node}</bdi>
						</dd>
						<dt>{t("cont-leaves")}</dt>
						<dd>
							<bdi>{value.officer}</bdi> <span>{full(value.at)}</span> <ByKey is={value.officer_signed} />
						</dd>
						<dt>{t("cont-takes")}</dt>
						<dd>
							{value.state === "taken" ? (
								<>
									<bdi>{value.second}</bdi> <span>{full(value.ended_at!)}</span> <ByKey is={value.second_signed} />
								</>
							) : (
								t("cont-not-taken")
							)}
						</dd>
						<dt>{t("relief-until")}</dt>
						<dd>{full(value.until)}</dd>
						<dt>{t("cont-digest")}</dt>
						<dd>
							<Mono>{value.digest.slice(0, 16)}</Mono>
						</dd>
					</dl>
					{value.late && (
						<p class="callout warn">
							<b>
								{t("cont-late", { at: full(value.offered_at) })}
								{value.form > 0 && ` · ${t("form-number")} ${String(value.form).padStart(6, "0")}`}
							</b>
						</p>
					)}
					<SheetView sheet={value.sheet} />
					<div class="cont-forms">
						<h2 class="h2">{t("forms-title")}</h2>
						<p class="sub">{t("forms-note")}</p>
						{forms.map((n) => (
							<Form key={n} number={n} />
						))}
					</div>
				</article>
			</div>
		</div>
	);
}
