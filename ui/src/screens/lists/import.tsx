/* Bring a file in, piece by piece; the list stays as it was until the whole
 * file has been read and, where that is asked for, a second person agreed. */
import { useState } from "preact/hooks";
import { call, get, post, Problem } from "../../api/client";
import { t } from "../../i18n/fluent";
import { isDate } from "../../kinds/check";
import { Dialog } from "../../widgets/dialog";
import { Button } from "../../widgets/parts";
import { explain, Refusal } from "../../widgets/state";
import { Counts, Report } from "./report";
import type { ImportOf } from "./types";

/* As the API takes them (docs/api.md, Lists). */
const PIECE = 1024 * 1024;
const FORMATS = ["detect", "un", "interpol", "ftm", "csv"];
const LOOK_MS = 300;

export function Import({ known, onClose }: { known: string[]; onClose: (list: string | null) => void }) {
	const [list, setList] = useState("");
	const [source, setSource] = useState("");
	const [basis, setBasis] = useState("");
	const [retention, setRetention] = useState("");
	const [format, setFormat] = useState("detect");
	const [skip, setSkip] = useState(false);
	const [file, setFile] = useState<File | null>(null);
	const [now, setNow] = useState<ImportOf | null>(null);
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<Problem | null>(null);
	const fresh = !known.includes(list.trim());

	async function send(e: Event) {
		e.preventDefault();
		if (busy || !file) return;
		if (retention && !isDate(retention)) return setFault(new Problem(0, "BORN", ""));
		setBusy(true);
		setFault(null);
		const terms = Object.fromEntries(Object.entries({ source, basis, retention }).flatMap(([n, v]) => (v.trim() ? [[n, v.trim()]] : [])));
		try {
			let at = await post<ImportOf>("/v1/imports", { list: list.trim(), format, on_error: skip ? "skip" : "refuse", size: String(file.size), ...terms });
			setNow(at);
			for (let from = 0; from < file.size && at.state === "reading"; from += PIECE) {
				at = await call<ImportOf>("PUT", `/v1/imports/${at.id}/pieces/${from}`, file.slice(from, from + PIECE));
				setNow(at);
			}
			if (at.state === "reading") at = await post<ImportOf>(`/v1/imports/${at.id}/end`);
			while (at.state === "reading") {
				setNow(at);
				await new Promise((done) => setTimeout(done, LOOK_MS));
				at = await get<ImportOf>(`/v1/imports/${at.id}`);
			}
			setNow(at);
		} catch (e) {
			setFault(e as Problem);
		} finally {
			setBusy(false);
		}
	}

	const over = now !== null && now.state !== "reading";
	return (
		<Dialog title={t("import-title")} onClose={busy ? undefined : () => onClose(over ? now.list : null)} wide>
			{!now && (
				<form class="stack-form" onSubmit={send}>
					<div class="grid">
						<div class="in">
							<label for="i-list">{t("import-list")}</label>
							<input id="i-list" data-first list="i-known" required value={list} dir="ltr" autocomplete="off" onInput={(e) => setList(e.currentTarget.value)} />
							<datalist id="i-known">
								{known.map((k) => (
									<option key={k} value={k} />
								))}
							</datalist>
						</div>
						<div class="in">
							<label for="i-format">{t("import-format")}</label>
							<select id="i-format" value={format} onChange={(e) => setFormat(e.currentTarget.value)}>
								{FORMATS.map((f) => (
									<option key={f} value={f}>
										{t(`format-${f}`)}
									</option>
								))}
							</select>
						</div>
						<div class="in">
							<label for="i-source">{t("list-source")}</label>
							<input id="i-source" value={source} dir="auto" required={fresh} onInput={(e) => setSource(e.currentTarget.value)} />
						</div>
						<div class="in">
							<label for="i-basis">{t("list-basis")}</label>
							<input id="i-basis" value={basis} dir="auto" required={fresh} onInput={(e) => setBasis(e.currentTarget.value)} />
						</div>
						<div class="in">
							<label for="i-retention">{t("list-retention")}</label>
							<input id="i-retention" value={retention} dir="ltr" required={fresh} onInput={(e) => setRetention(e.currentTarget.value)} />
							<small class="hint">{t("rule-date")}</small>
						</div>
						<div class="in">
							<label for="i-file">{t("import-file")}</label>
							<input id="i-file" type="file" required onChange={(e) => setFile(e.currentTarget.files?.[0] ?? null)} />
						</div>
					</div>
					<label class="tick">
						<input type="checkbox" checked={skip} onChange={(e) => setSkip(e.currentTarget.checked)} />
						{t("import-skip")}
					</label>
					<Refusal fault={fault} />
					<div class="dialog-acts">
						<Button look="q" onClick={() => onClose(null)}>
							{t("cancel")}
						</Button>
						<Button type="submit" look="p" busy={busy} name="import-send">
							{t("import")}
						</Button>
					</div>
				</form>
			)}
			{now && (
				<div class="stack-form" role="status">
					{!over && <progress max={now.size || 1} value={now.received} aria-label={t("import-reading")} />}
					{!over && <p>{t("import-reading")}</p>}
					{over && (
						<p class={`callout ${now.state === "dropped" ? "warn" : "ok"}`}>
							<span>
								<b>{t(`import-${now.state}`)}</b>
								{now.code && (
									<>
										{" "}
										{explain(new Problem(0, now.code, ""))} <bdi lang="en">{now.detail}</bdi>
									</>
								)}
							</span>
						</p>
					)}
					<Counts counts={now.counts} />
					{now.report && <Report report={now.report} />}
					<Refusal fault={fault} />
					{(over || fault) && (
						<div class="dialog-acts">
							<Button look="p" name="import-close" onClick={() => onClose(now.list)}>
								{t("close")}
							</Button>
						</div>
					)}
				</div>
			)}
		</Dialog>
	);
}
