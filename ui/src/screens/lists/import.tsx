/* Bring a file in, piece by piece; the list stays as it was until the whole
 * file has been read and, where that is asked for, a second person agreed. */
import { useEffect, useState } from "preact/hooks";
import { drop, get, post, Problem, put } from "../../api/client";
import { lang, locale, t } from "../../i18n/fluent";
import { isDate } from "../../kinds/check";
import { type CsvRow, peek } from "../../kinds/csv";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { FileField } from "../../widgets/file";
import { Mono } from "../../widgets/parts";
import { explain, Refusal } from "../../widgets/state";
import { patternOf } from "./columns";
import { cells, Columns, lacking, type Mapping } from "./mapping";
import { Counts, Report } from "./report";
import type { Fields, Import as ImportOf, List } from "../../api/types";

/* As the API takes them (docs/api.md, Lists). */
const PIECE = 1024 * 1024;
const FORMATS = ["detect", "un", "interpol", "ftm", "csv"];
const LOOK_MS = 300;
const ROWS_SHOWN = 4;

interface Terms {
	list: string;
	source: string;
	basis: string;
	retention: string;
	format: string;
	skip: boolean;
	several: string;
}

const nothing: Terms = { list: "", source: "", basis: "", retention: "", format: "detect", skip: false, several: "" };

export const percent = (share: number): string => new Intl.NumberFormat(locale(), { style: "percent" }).format(Math.min(1, share));

function mappingOf(rows: CsvRow[], m: Mapping, several: string): Fields {
	const columns = Object.fromEntries((rows[0]?.fields ?? []).flatMap((h, i) => (h && m.columns[i] ? [[h, m.columns[i]!]] : [])));
	return { columns, date: patternOf(m.date, cells(rows, m.columns, "birth")), ...(several ? { separator: several } : {}) };
}

/* The file, told as it goes; stops when it is over or `told` says no. */
async function send(file: File, terms: Terms, mapping: Fields | null, told: (at: ImportOf) => boolean): Promise<ImportOf> {
	const { source, basis, retention } = terms;
	const given = Object.fromEntries(Object.entries({ source, basis, retention }).flatMap(([n, v]) => (v.trim() ? [[n, v.trim()]] : [])));
	let at = await post("/v1/imports", {
		list: terms.list.trim(),
		format: terms.format,
		on_error: terms.skip ? "skip" : "refuse",
		size: String(file.size),
		...given,
		...(mapping ? { mapping } : {}),
	});
	for (let from = 0; from < file.size && at.state === "reading" && told(at); from += PIECE) at = await put("/v1/imports/{id}/pieces/{offset}", file.slice(from, from + PIECE), { id: at.id, offset: from });
	if (at.state === "reading" && told(at)) at = await post("/v1/imports/{id}/end", {}, { id: at.id });
	while (at.state === "reading" && told(at)) {
		await new Promise((done) => setTimeout(done, LOOK_MS));
		at = await get("/v1/imports/{id}", { id: at.id });
	}
	return at.state === "reading" ? drop("/v1/imports/{id}", { id: at.id }) : at;
}

function Progress({ now, stop }: { now: ImportOf; stop: () => void }) {
	const share = now.size > 0 ? now.received / now.size : 0;
	return (
		<div class="stack-form" role="status">
			<div class="line">
				<b>{percent(share)}</b>
				<span>{t("import-reading")}</span>
				<span class="gap" />
				<span class="sub">{t("list-records-n", { n: now.counts.records })}</span>
			</div>
			<progress max={now.size || 1} value={now.received} aria-label={t("import-reading")} />
			<Counts counts={now.counts} />
			<DialogFoot look="d" icon="cross" name="import-stop" does={t("import-stop")} onDo={stop} />
		</div>
	);
}

function Over({ now, onClose }: { now: ImportOf; onClose: () => void }) {
	const dropped = now.state === "dropped";
	return (
		<div class="stack-form" role="status">
			<p class={`callout ${dropped ? "warn" : now.state === "waiting" ? "info" : "ok"}`}>
				<span>
					<b>{t(`import-${now.state}`)}</b>
					{now.code && (
						<>
							{" "}
							{explain(new Problem(0, now.code, ""))} <bdi lang={now.say ? undefined : "en"}>{now.say ?? now.detail}</bdi>
						</>
					)}
				</span>
			</p>
			<Counts counts={now.counts} />
			{now.report && <Report report={now.report} list={now.list} refused />}
			<DialogFoot does={t("close")} name="import-close" onDo={onClose} />
		</div>
	);
}

export function Import({ lists, onClose }: { lists: List[]; onClose: (list: string | null) => void }) {
	const [terms, setTerms] = useState<Terms>(nothing);
	const [file, setFile] = useState<File | null>(null);
	const [rows, setRows] = useState<CsvRow[] | null>(null);
	const [mapping, setMapping] = useState<Mapping>({ columns: [], date: "iso" });
	const [now, setNow] = useState<ImportOf | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	const [stopped] = useState({ yes: false });
	/* What the node says of its lines, it says in the language of the screen. */
	const speaks = lang();
	useEffect(() => {
		if (now?.report) void get("/v1/imports/{id}", { id: now.id }).then(setNow, () => undefined);
	}, [speaks]);
	const known = lists.find((l) => l.name === terms.list.trim());
	const isTable = rows !== null;

	const set = (some: Partial<Terms>) => setTerms({ ...terms, ...some });
	async function choose(chosen: File | null, format = terms.format) {
		const table = chosen !== null && (format === "csv" || (format === "detect" && /\.(csv|tsv|txt)$/i.test(chosen.name)));
		setFile(chosen);
		setTerms({ ...terms, format: table ? "csv" : format });
		setRows(table ? await peek(chosen, ROWS_SHOWN) : null);
	}
	async function submit(e: Event) {
		e.preventDefault();
		if (busy || !file) return;
		if (terms.retention && !isDate(terms.retention)) return setFault(new Problem(0, "BORN", ""));
		if (isTable && lacking(mapping, "list")) return;
		setBusy(true);
		setFault(null);
		try {
			const told = (at: ImportOf) => {
				setNow(at);
				return !stopped.yes;
			};
			setNow(await send(file, terms, isTable ? mappingOf(rows, mapping, terms.several) : null, told));
		} catch (e) {
			setNow(null);
			setFault(e as Problem);
		} finally {
			setBusy(false);
		}
	}
	const text = (name: "source" | "basis" | "retention", ltr = false) => (
		<div class="in">
			<label for={`i-${name}`}>
				{t(`list-${name}`)}
				{!known && <span class="need"> *</span>}
			</label>
			<input id={`i-${name}`} value={terms[name]} dir={ltr ? "ltr" : "auto"} placeholder={known ? t("list-terms-stay") : undefined} required={!known} onInput={(e) => set({ [name]: e.currentTarget.value })} />
			{ltr && <small class="hint">{t("rule-date")}</small>}
		</div>
	);
	return (
		<Dialog title={t("import-title")} onClose={busy ? undefined : () => onClose(now && now.state !== "reading" ? now.list : null)} wide>
			{!now && (
				<form class="stack-form" onSubmit={submit}>
					<div class="grid">
						<FileField id="i-file" label={t("import-file")} first required told={(f) => void choose(f)} />
						<div class="in">
							<label for="i-format">{t("import-format")}</label>
							<select id="i-format" value={terms.format} onChange={(e) => void choose(file, e.currentTarget.value)}>
								{FORMATS.map((f) => (
									<option key={f} value={f}>
										{t(`format-${f}`)}
									</option>
								))}
							</select>
						</div>
						<div class="in">
							<label for="i-list">{t("import-list")}</label>
							<input id="i-list" list="i-known" required value={terms.list} dir="ltr" autocomplete="off" onInput={(e) => set({ list: e.currentTarget.value })} />
							<datalist id="i-known">
								{lists.map((l) => (
									<option key={l.name} value={l.name} />
								))}
							</datalist>
						</div>
						{text("source")}
						{text("basis")}
						{text("retention", true)}
					</div>
					{isTable && (
						<>
							<Columns rows={rows} use="list" of={mapping} set={setMapping} />
							<div class="in narrow">
								<label for="i-several">{t("map-several")}</label>
								<select id="i-several" value={terms.several} onChange={(e) => set({ several: e.currentTarget.value })}>
									<option value="">{t("map-one-value")}</option>
									{["|", ";", "/", ","].map((s) => (
										<option key={s} value={s}>
											{s}
										</option>
									))}
								</select>
							</div>
						</>
					)}
					<fieldset class="in">
						<legend>{t("import-on-error")}</legend>
						{[false, true].map((skip) => (
							<label key={String(skip)} class="tick">
								<input type="radio" name="i-skip" checked={terms.skip === skip} onChange={() => set({ skip })} />
								{t(skip ? "import-skip" : "import-refuse")}
							</label>
						))}
					</fieldset>
					{terms.list.trim() && (
						<p class="hint">
							{known ? t("import-replaces", { n: known.generation }) : t("import-two-persons")} <Mono>{terms.list.trim()}</Mono>
						</p>
					)}
					<DialogFoot fault={fault} does={t("import")} busy={busy} name="import-send" onClose={() => onClose(null)} />
				</form>
			)}
			{now?.state === "reading" && <Progress now={now} stop={() => (stopped.yes = true)} />}
			{now && now.state !== "reading" && <Over now={now} onClose={() => onClose(now.list)} />}
			{now && <Refusal fault={fault} />}
		</Dialog>
	);
}
