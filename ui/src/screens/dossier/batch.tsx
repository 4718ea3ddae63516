/* Batch of a batch (accreditation): verdicts are advice without reasons; a
 * person of the organiser's side decides, by name. */
import { useEffect, useState } from "preact/hooks";
import { get, type Problem } from "../../api/client";
import type { Batch, Dossier } from "../../api/types";
import { code, label, t } from "../../i18n/fluent";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono } from "../../widgets/parts";
import { Fault, Loading } from "../../widgets/state";

const COLUMNS = ["family_name", "given_names", "family_name_latin", "given_names_latin", "birth_date", "nationality", "document"];
const PAGE = 100;
const looks: Record<string, string> = { NO_OBJECTION: "ok", OBJECTION: "bad", NEED_IDENTITY: "warn", OPEN: "st", UNKNOWN: "st", EXPIRED: "st" };

const verdict = (kind: string, v: string): string => (v === "OPEN" ? t("batch-open") : code(kind, "verdict", v));

function Table({ batch, kind }: { batch: Batch; kind: string }) {
	const [only, setOnly] = useState("");
	const [page, setPage] = useState(0);
	const rows = batch.persons.filter((p) => !only || (p.verdict ?? "OPEN") === only);
	const columns = COLUMNS.filter((c) => batch.persons.some((p) => p[c]));
	const pages = Math.max(1, Math.ceil(rows.length / PAGE));
	return (
		<>
			<div class="filters" role="group" aria-label={t("filters")}>
				{["", ...Object.keys(batch.counts)].map((v) => (
					<button
						key={v}
						type="button"
						class={`fl${v === only ? " on" : ""}`}
						aria-pressed={v === only}
						onClick={() => {
							setOnly(v);
							setPage(0);
						}}
					>
						{v ? `${verdict(kind, v)} · ${batch.counts[v]}` : t("filter-all")}
					</button>
				))}
			</div>
			<div class="tablebox" tabIndex={0} role="region" aria-label={t("batch-title", { n: batch.persons_count })}>
				<table class="figs">
					<thead>
						<tr>
							<th scope="col">№</th>
							<th scope="col">{t("batch-verdict")}</th>
							<th scope="col">{t("batch-known")}</th>
							{columns.map((c) => (
								<th key={c} scope="col">
									{label("common", c === "nationality" || c === "document" ? `block-person-${c === "document" ? "documents" : "nationalities"}` : `block-person-${c}`)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows.slice(page * PAGE, (page + 1) * PAGE).map((p) => (
							<tr key={p.number}>
								<td>
									<bdi dir="ltr">{p.number}</bdi>
								</td>
								<td>
									<Chip look={looks[p.verdict ?? "OPEN"] ?? "st"}>{verdict(kind, p.verdict ?? "OPEN")}</Chip>
								</td>
								<td>{p.known ? p.known.split(", ").map((k) => t(`known-${k}`)).join(t("list-comma")) : batch.vetted ? t("known-none") : t("known-wait")}</td>
								{columns.map((c) => (
									<td key={c}>
										<bdi dir="auto">{p[c]}</bdi>
									</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</div>
			{pages > 1 && (
				<div class="line">
					<Button disabled={page === 0} onClick={() => setPage(page - 1)}>
						{t("back")}
					</Button>
					<span>{t("batch-page", { page: page + 1, pages })}</span>
					<Button disabled={page + 1 >= pages} onClick={() => setPage(page + 1)}>
						{t("next")}
					</Button>
				</div>
			)}
		</>
	);
}

function Whole({ dossier, onClose }: { dossier: Dossier; onClose: () => void }) {
	const [batch, setBatch] = useState<Batch | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	useEffect(() => void get("/v1/dossiers/{ref}/batch", { ref: dossier.reference }).then(setBatch, setFault), [dossier.reference]);
	return (
		<Dialog title={t("batch-title", { n: batch?.persons_count ?? 0 })} onClose={onClose} wide>
			{fault && <Fault fault={fault} />}
			{!fault && !batch && <Loading />}
			{batch && (
				<>
					<p class="callout info">
						<Icon name="people" small />
						<span>{t(batch.expired ? "batch-expired" : "batch-note")}</span>
					</p>
					{batch.findings.map((f) => (
						<p key={`${f.line} ${f.column} ${f.text}`} class="err">
							<Mono>
								{f.line} {f.column}
							</Mono>{" "}
							{f.text}
						</p>
					))}
					<Table batch={batch} kind={dossier.kind} />
				</>
			)}
			<DialogFoot does={t("close")} onDo={onClose} />
		</Dialog>
	);
}

/** For a dossier whose items are persons of a table; else nothing. */
export function Batch({ dossier }: { dossier: Dossier }) {
	const [open, setOpen] = useState(false);
	const items = dossier.kind === "accreditation" ? dossier.items?.["persons"] : undefined;
	if (!items) return null;
	return (
		<section>
			<h2 class="lbl">{t("batch-title", { n: items.all })}</h2>
			<ul class="tally">
				<li>
					<span>{t("batch-open")}</span>
					<bdi dir="ltr">{items.open}</bdi>
				</li>
				{Object.entries(items.codes).map(([c, n]) => (
					<li key={c}>
						<span>{code(dossier.kind, "verdict", c)}</span>
						<bdi dir="ltr">{n}</bdi>
					</li>
				))}
			</ul>
			<Button icon="list" name="batch" onClick={() => setOpen(true)}>
				{t("batch-show")}
			</Button>
			{open && <Whole dossier={dossier} onClose={() => setOpen(false)} />}
		</section>
	);
}
