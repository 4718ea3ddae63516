/* The prosecutor's sheet: one page of what a court asks first, its names in a
 * second language beside, with receipts and hashes. Opening it is an access to
 * the dossier, and recorded. */
import { useEffect, useRef, useState } from "preact/hooks";
import { get, session, type Problem } from "../../api/client";
import type { Clock, Dossier } from "../../api/types";
import { unfold } from "../../app/print";
import { go } from "../../app/router";
import { code, label, labelIn, lang, languages, t, type Lang } from "../../i18n/fluent";
import { date, day, everywhere, left, now } from "../../i18n/time";
import { useKeys } from "../../keys/keys";
import { Under } from "../../kinds/basis";
import type { KindFile } from "../../kinds/file";
import { kind as readKind } from "../../kinds/kind";
import { FieldList, Name } from "../../kinds/show";
import { Button, Handling, Mono } from "../../widgets/parts";
import { Fault, Loading } from "../../widgets/state";
import { Persons, persons } from "../dossier/persons";
import { latestOf, parts, saidLast } from "./parts";
import { whole } from "../dossier/read";
import { Proof } from "./proof";

const second = (l: Lang): Lang => (l === "ar" ? "fr" : "ar");

function Clocks({ clocks, kind, other }: { clocks: Clock[]; kind: string; other: Lang | null }) {
	const running = clocks.filter((c) => c.due_at && !c.stopped);
	if (running.length === 0) return null;
	return (
		<section>
			<h2>{t("clocks")}</h2>
			<dl class="f wide">
				{running.map((c) => (
					<div key={`${c.name} ${c.item} ${c.entry}`} class="fr">
						<dt>
							<Name kind={kind} id={`clock-${c.name}`} beside={other} />
						</dt>
						<dd>
							{date(c.due_at!)} · {everywhere(c.due_at!)} · {left(c.due_at!)}
						</dd>
					</div>
				))}
			</dl>
		</section>
	);
}

function Page({ dossier, file, other }: { dossier: Dossier; file: KindFile; other: Lang | null }) {
	const fields = latestOf(dossier.acts);
	const who = persons(file, fields);
	const said = (pointer: string) => saidLast(dossier.acts, pointer);
	const ref = useRef<HTMLElement>(null);
	/* A court reads all of it. */
	useEffect(() => void (ref.current && unfold(ref.current)));
	return (
		<article class="paper" lang={lang()} ref={ref} data-handling={fields["handling"]}>
			<header>
				<div>
					<h1>
						{t("sheet-title")}
						{other && (
							<small lang={other}>
								<bdi>{labelIn(other, dossier.kind, "kind")}</bdi>
							</small>
						)}
					</h1>
					<p>
						<b>{label(dossier.kind, "kind")}</b> · <Mono>{dossier.reference}</Mono> · {dossier.state ? label(dossier.kind, `state-${dossier.state}`) : t("state-home")}
					</p>
				</div>
				<div class="stamp">
					{fields["handling"] && <Handling code={String(fields["handling"])} />}
					<span>
						{t("sheet-partner")} <bdi dir="ltr">{dossier.peer}</bdi>
					</span>
					<span>{t("sheet-printed", { at: `${day(now.value)}${t("list-comma")}${everywhere(now.value)}`, officer: session.value?.officer ?? "" })}</span>
				</div>
			</header>
			{who.length > 0 && (
				<section>
					<h2>{t("persons-concerned", { n: who.length })}</h2>
					<Persons file={file} of={who} said={said} />
				</section>
			)}
			{parts(file, fields).map((p) => (
				<section key={p.part}>
					<h2>{t(`sheet-${p.part}`)}</h2>
					<FieldList file={file} fields={fields} names={p.names} beside={other} said={said} />
					{p.part === "held" && <p class="how">{t("sheet-consul")}</p>}
				</section>
			))}
			<Clocks clocks={dossier.clocks} kind={dossier.kind} other={other} />
			<Proof dossier={dossier} />
			<footer>
				<span>{t("sheet-signature")}</span>
				<span>{t("sheet-handling", { text: fields["handling"] ? code("common", "handling", String(fields["handling"])) : "—" })}</span>
			</footer>
		</article>
	);
}

export default function Sheet({ args }: { args: string[] }) {
	const reference = args[0] ?? "";
	const [dossier, setDossier] = useState<Dossier | null>(null);
	const [file, setFile] = useState<KindFile | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [beside, setBeside] = useState<Lang | "" | null>(null);
	const other = beside === null ? second(lang()) : beside || null;
	async function read() {
		try {
			const found = await whole(await get("/v1/dossiers/{ref}", { ref: reference }));
			setFile((await readKind(found.kind)).file);
			setDossier(found);
		} catch (e) {
			setFault(e as Problem);
		}
	}
	useEffect(() => void read(), [reference]);
	useKeys({ KeyP: () => print(), Escape: () => go("dossier", reference) });
	if (fault) return <Fault fault={fault} again={() => void read()} />;
	if (!dossier || !file) return <Loading />;
	return (
		<div class="page sheetpage">
			<div class="head">
				<h1 class="h1">{t("sheet-title")}</h1>
				<span class="gap" />
				<label class="sub" for="sheet-beside">
					{t("sheet-beside")}
				</label>
				<select id="sheet-beside" value={other ?? ""} onChange={(e) => setBeside(e.currentTarget.value as Lang | "")}>
					<option value="">{t("sheet-alone")}</option>
					{languages
						.filter((l) => l !== lang())
						.map((l) => (
							<option key={l} value={l} lang={l}>
								{t(`command-${l}`)}
							</option>
						))}
				</select>
				<Button icon="back" onClick={() => go("dossier", reference)}>
					{t("back")}
				</Button>
				<Button look="p" icon="print" keyName="P" onClick={() => print()}>
					{t("print")}
				</Button>
			</div>
			<div class="scroll">
				<Under hash={dossier.profile_hash}>
					<Page dossier={dossier} file={file} other={other} />
				</Under>
			</div>
		</div>
	);
}
