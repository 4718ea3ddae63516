/* Screening a file of persons: which column is what, why, and then row by row
 * what is known of whom. A verdict proposes; it decides nothing. */
import { useState } from "preact/hooks";
import { may, post, Problem } from "../../api/client";
import { href } from "../../app/router";
import { has, locale, t } from "../../i18n/fluent";
import { type CsvRow, csvLine, peek } from "../../kinds/csv";
import { download } from "../../kinds/download";
import { dateText } from "../../kinds/show";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { FileField } from "../../widgets/file";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono } from "../../widgets/parts";
import { explain, Fault, Loading, Notice, Refusal } from "../../widgets/state";
import { share, strength } from "../persons/strength";
import type { Found as Answer, Hit } from "../../api/types";
import { Why } from "../persons/why";
import { percent } from "./import";
import { Columns, lacking, type Mapping } from "./mapping";
import { drop, pause, resume, type Row, type Run, run, start } from "./run";

const ROWS_SHOWN = 4;
const PAGE = 200;

function Choose() {
	const [file, setFile] = useState<File | null>(null);
	const [rows, setRows] = useState<CsvRow[] | null>(null);
	const [mapping, setMapping] = useState<Mapping>({ columns: [], date: "iso" });
	const [how, setHow] = useState({ reason: "", reference: "", thorough: true });
	const [fault, setFault] = useState<Problem | null>(null);
	const say = (some: { reason?: string; reference?: string }) => {
		setHow({ ...how, ...some });
		setFault(null);
	};
	async function choose(chosen: File | null) {
		setFile(chosen);
		setFault(null);
		setRows(chosen ? await peek(chosen, ROWS_SHOWN) : null);
	}
	function submit(e: Event) {
		e.preventDefault();
		if (!file || !rows || lacking(mapping, "screen")) return;
		/* The node refuses it row by row; better said before. */
		if (!how.reason.trim() && !how.reference.trim() && !mapping.columns.includes("reference")) return setFault(new Problem(0, "RULE", ""));
		start(file, mapping, { ...how, reason: how.reason.trim(), reference: how.reference.trim() });
	}
	return (
		<form class="stack-form pad form-wide" onSubmit={submit}>
			<p class="sub">{t("screening-text")}</p>
			<FileField id="s-file" label={t("import-file")} accept=".csv,.tsv,.txt,text/csv" hint={t("screening-file-hint")} required told={(f) => void choose(f)} />
			{rows && rows.length === 0 && <p class="err">{t("screening-no-rows")}</p>}
			{rows && rows.length > 0 && <Columns rows={rows} use="screen" of={mapping} set={setMapping} />}
			<div class="grid">
				<div class="in">
					<label for="s-reason">{t("person-reason")}</label>
					<input id="s-reason" dir="auto" maxLength={200} value={how.reason} onInput={(e) => say({ reason: e.currentTarget.value })} />
				</div>
				<div class="in">
					<label for="s-reference">{t("person-reference")}</label>
					<input id="s-reference" dir="ltr" autocomplete="off" value={how.reference} onInput={(e) => say({ reference: e.currentTarget.value })} />
				</div>
			</div>
			<fieldset class="in">
				<legend>{t("screening-effort")}</legend>
				{[true, false].map((thorough) => (
					<label key={String(thorough)} class="tick">
						<input type="radio" name="s-effort" checked={how.thorough === thorough} onChange={() => setHow({ ...how, thorough })} />
						{t(thorough ? "screening-thorough" : "screening-usual")}
					</label>
				))}
			</fieldset>
			<p class="hint">{t("person-note")}</p>
			{fault?.code === "RULE" && <p class="sub">{t("reason-needed")}</p>}
			<DialogFoot fault={fault} does={t("screening-start")} icon="persons" name="screening-start" />
		</form>
	);
}

/* --- what was found ------------------------------------------------------- */

type Sight = "hits" | "errors" | "all";

const isHit = (r: Row): boolean => r.hits.length + r.elsewhere.length > 0;
const sees: Record<Sight, (r: Row) => boolean> = { hits: isHit, errors: (r) => r.error !== "", all: () => true };

const verdictOf = (r: Row): string => (r.error ? "error" : (r.hits[0]?.verdict ?? (r.elsewhere.length > 0 ? "elsewhere" : "none")));

/* Why a row could not be screened: a sentence of the node or of ours. */
const faultOf = (r: Row): string => r.say || (has(`row-fault-${r.error}`) ? t(`row-fault-${r.error}`) : r.error);

/* As `wasl screen --file` writes it. */
function table(rows: Row[]): Blob {
	const lines = [csvLine(["line", "name", "verdict", "probability", "source", "list", "reference", "hit", "hit_born", "ask", "note"])];
	for (const r of rows) {
		const front = [r.line, r.person["name"] ?? ""];
		const note = faultOf(r) || (r.complete ? "" : t("search-incomplete"));
		for (const h of r.hits) lines.push(csvLine([...front, h.verdict, (h.probability / 1000).toFixed(3), h.source, h.list, h.reference, h.name, h.born, "", note]));
		for (const unit of r.elsewhere) lines.push(csvLine([...front, "elsewhere", "", "", "", "", "", "", unit, note]));
		if (!isHit(r)) lines.push(csvLine([...front, r.error ? "error" : "none", "", "", "", "", "", "", "", note || (r.hidden > 0 ? t("hidden-hits", { n: r.hidden }) : "")]));
	}
	return new Blob(lines, { type: "text/csv" });
}

/* A JSON text a line, as `wasl screen --file --json`. */
const lines = (rows: Row[]): Blob => new Blob(rows.map((r) => `${JSON.stringify({ ...r.person, line: r.line, hits: r.hits, elsewhere: r.elsewhere.map((unit) => ({ unit })), hidden: r.hidden, complete: r.complete, ...(r.error ? { error: r.error } : {}) })}\n`), { type: "application/x-ndjson" });

/** Why it is proposed: asked once more of this one person, with the reason. */
function WhyOf({ row, of, onClose }: { row: Row; of: Run; onClose: () => void }) {
	const [found, setFound] = useState<Answer | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [asked] = useState({ yes: false });
	if (!asked.yes) {
		asked.yes = true;
		post("/v1/screen", { ...(of.reference ? { reference: of.reference } : {}), ...row.person, name: row.person["name"] ?? "", ...(of.reason ? { reason: of.reason } : {}) }).then(setFound, (e: Problem) => setFault(e));
	}
	return (
		<Dialog title={row.person["name"] ?? ""} onClose={onClose} wide>
			{fault && <Fault fault={fault} />}
			{!fault && !found && <Loading />}
			{found?.hits.length === 0 && <Notice icon="search" title={t("no-hit")} />}
			{found?.hits.map((h) => (
				<section key={h.list + h.reference} class="stack-form">
					<p class="line">
						<b>
							<bdi>{h.name}</bdi>
						</b>
						<From hit={h} />
					</p>
					<Why asked={found.asked} hit={h} />
				</section>
			))}
			<p class="sub">{t("officers-decide-text")}</p>
			<DialogFoot does={t("close")} onDo={onClose} />
		</Dialog>
	);
}

function From({ hit }: { hit: Hit }) {
	return hit.source === "list" ? (
		<span class="sub">
			{t("from-list", { list: hit.list })} <Mono>{hit.reference}</Mono>
		</span>
	) : (
		<Mono>{hit.reference}</Mono>
	);
}

function Found({ row }: { row: Row }) {
	const hit = row.hits[0];
	if (row.error)
		return (
			<span class="err" dir="auto">
				{faultOf(row)}
			</span>
		);
	if (!hit) return <span class="sub">{row.elsewhere.length > 0 ? row.elsewhere.map((unit) => t("hit-elsewhere", { unit })).join(" ") : row.hidden > 0 ? t("hidden-hits", { n: row.hidden }) : ""}</span>;
	return (
		<span class="line">
			<bdi class="t">{hit.name}</bdi>
			<span class="sub">{hit.born ? dateText(hit.born) : t("born-unknown")}</span>
			<From hit={hit} />
			{row.hits.length > 1 && <span class="sub">{t("and-more", { n: row.hits.length - 1 })}</span>}
		</span>
	);
}

function Verdict({ row }: { row: Row }) {
	const hit = row.hits[0];
	if (hit) {
		const [look] = strength(hit);
		return (
			<Chip look={look} icon={look === "ok" ? "check" : look === "warn" ? "equal" : "unknown"}>
				{t(`verdict-${hit.verdict}`)} · {share(hit.probability)}
			</Chip>
		);
	}
	const v = verdictOf(row);
	return (
		<Chip look={v === "error" ? "bad" : v === "elsewhere" ? "warn" : "st"} icon={v === "error" ? "warn" : v === "elsewhere" ? "people" : "normal"}>
			{t(`screened-${v}`)}
		</Chip>
	);
}

function Rows({ of, sight }: { of: Run; sight: Sight }) {
	const [most, setMost] = useState(PAGE);
	const [why, setWhy] = useState<Row | null>(null);
	const all = of.rows.filter(sees[sight]);
	if (all.length === 0) return <Notice icon={of.state === "over" ? "check" : of.state === "paused" ? "pause" : "search"} title={t(of.state === "over" ? `screened-no-${sight}` : `screening-${of.state}`)} />;
	return (
		<>
			<div class="scroll-x card" tabIndex={0}>
				<table class="ev2 found">
					<thead>
						<tr>
							<th scope="col">{t("import-line")}</th>
							<th scope="col">{t("word-typed")}</th>
							<th scope="col">{t("screened-verdict")}</th>
							<th scope="col">{t("word-recorded")}</th>
							<th scope="col">
								<span class="sr">{t("why-proposed")}</span>
							</th>
						</tr>
					</thead>
					<tbody>
						{all.slice(0, most).map((r) => (
							<tr key={r.line}>
								<td>{r.line}</td>
								<td>
									<bdi class="t">{r.person["name"] ?? ""}</bdi>
									{r.person["born"] && <span class="sub"> {dateText(r.person["born"])}</span>}
								</td>
								<td>
									<Verdict row={r} />
								</td>
								<td>
									<Found row={r} />
								</td>
								<td>
									{r.hits.length > 0 && (
										<Button look="q" icon="unknown" name="screened-why" onClick={() => setWhy(r)}>
											{t("screened-why")}
										</Button>
									)}
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
			{all.length > most && <Button onClick={() => setMost(most + PAGE)}>{t("and-more", { n: all.length - most })}</Button>}
			{why && <WhyOf row={why} of={of} onClose={() => setWhy(null)} />}
		</>
	);
}

function Running({ of }: { of: Run }) {
	const [sight, setSight] = useState<Sight>("hits");
	const number = (n: number) => n.toLocaleString(locale());
	const counts: Record<Sight, number> = { hits: of.hits, errors: of.bad, all: of.rows.length };
	const name = of.name.replace(/\.\w+$/, "");
	/* Of what was read, what was answered. */
	const done = of.state === "over" ? 1 : (of.read / (of.size || 1)) * (of.rows.length / (of.seen || 1));
	return (
		<div class="stack-form pad">
			<div class="line">
				<Icon name="file" small />
				<b>
					<bdi>{of.name}</bdi>
				</b>
				{of.reference && <Mono>{of.reference}</Mono>}
				{of.reason && (
					<span class="sub">
						<bdi>{of.reason}</bdi>
					</span>
				)}
				<span class="gap" />
				<Chip look={of.state === "over" ? "ok" : of.state === "paused" ? "warn" : "us"} icon={of.state === "over" ? "check" : of.state === "paused" ? "pause" : "hourglass"}>
					{t(`screening-${of.state}`)}
				</Chip>
			</div>
			<div class="line" role="status">
				<b>{percent(done)}</b>
				<span>{t("screening-rows", { rows: of.rows.length, n: of.hits })}</span>
			</div>
			<progress max={1} value={done} aria-label={t("screening-going")} />
			<Refusal fault={of.fault} />
			{of.fault && <p class="sub">{t("screening-kept")}</p>}
			<div class="line">
				<div class="seg" role="group" aria-label={t("screened-verdict")}>
					{(["hits", "errors", "all"] as Sight[]).map((s) => (
						<button key={s} type="button" class={s === sight ? "on" : ""} aria-pressed={s === sight} onClick={() => setSight(s)}>
							{t(`screened-${s}`)} {number(counts[s])}
						</button>
					))}
				</div>
				<span class="gap" />
				{of.state === "going" && (
					<Button icon="pause" name="screening-pause" onClick={pause}>
						{t("screening-pause")}
					</Button>
				)}
				{of.state === "paused" && (
					<Button look="p" icon="chevron" name="screening-resume" onClick={resume}>
						{t("screening-resume")}
					</Button>
				)}
				<Button icon="save" name="screened-csv" disabled={of.rows.length === 0} onClick={() => download(`${name}-screened.csv`, table(of.rows))}>
					CSV
				</Button>
				<Button icon="save" name="screened-json" disabled={of.rows.length === 0} onClick={() => download(`${name}-screened.ndjson`, lines(of.rows))}>
					JSON
				</Button>
				<Button look={of.state === "over" ? "" : "d"} icon="cross" name="screening-drop" onClick={drop}>
					{t("screening-drop")}
				</Button>
			</div>
			<Rows of={of} sight={sight} />
			<p class="hint">{t("screening-memory")}</p>
		</div>
	);
}

export default function Screening() {
	if (!may("search")) return <Notice icon="lock" title={explain(new Problem(403, "DENIED", ""))} />;
	return (
		<div class="page">
			<div class="head">
				<h1 class="h1">{t("screening")}</h1>
				<span class="gap" />
				<a class="btn q" href={href("lists")}>
					{t("nav-lists")}
				</a>
			</div>
			<div class="scroll" tabIndex={0}>
				{run.value ? <Running of={run.value} /> : <Choose />}
			</div>
		</div>
	);
}
