/* Lists of persons: which there are, whether they still hold, and bringing a
 * new generation in. An import replaces the list in one step or not at all. */
import { useEffect, useState } from "preact/hooks";
import { drop, get, may, post, type Problem } from "../../api/client";
import { feed } from "../../api/store";
import { go, href } from "../../app/router";
import { lang, locale, t } from "../../i18n/fluent";
import { day, moment } from "../../i18n/time";
import { UTC } from "../../i18n/zone";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Button, Chip } from "../../widgets/parts";
import { Fault, Loading, Notice, Ready, Refusal } from "../../widgets/state";
import { tell } from "../../widgets/toast";
import { Import } from "./import";
import { Records } from "./records";
import { Counts, Difference, Report } from "./report";
import type { List } from "../../api/types";

const lists = feed<List[]>(
	async () => (await get("/v1/lists")).lists,
	() => may("list"),
);

function Standing({ list }: { list: List }) {
	if (list.expired)
		return (
			<Chip look="bad" icon="late">
				{t("list-expired")}
			</Chip>
		);
	if (list.waits)
		return (
			<Chip look="warn" icon="people">
				{t("list-waits")}
			</Chip>
		);
	return (
		<Chip look="ok" icon="check">
			{t("list-holds")}
		</Chip>
	);
}

function One({ name, changed }: { name: string; changed: () => void }) {
	const [list, setList] = useState<List | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [sure, setSure] = useState<"" | "approve" | "destroy">("");
	const [refused, setRefused] = useState<Problem | null>(null);
	const read = () => get("/v1/lists/{name}", { name }).then(setList, (e: Problem) => setFault(e));
	/* Why a line was refused is said in the language of the screen. */
	useEffect(() => void read(), [name, lang()]);
	async function decide(what: "approve" | "return" | "destroy") {
		try {
			await (what === "destroy" ? drop("/v1/lists/{name}", { name }) : post(`/v1/lists/{name}/${what}`, {}, { name }));
			tell(() => t(`list-done-${what}`));
			setSure("");
			changed();
			if (what === "destroy") go("lists");
			else await read();
		} catch (e) {
			setSure("");
			setRefused(e as Problem);
		}
	}
	if (fault) return <Fault fault={fault} again={() => void read()} />;
	if (!list) return <Loading />;
	const last = list.imports[0];
	return (
		<div class="one">
			<a class="link only-small" href={href("lists")}>
				{t("back")}
			</a>
			<header class="one-head">
				<div class="line">
					<Standing list={list} />
					<span class="sub">{t("list-generation", { n: list.generation })}</span>
					<span class="gap" />
					{may("shred") && (
						<Button look="q" icon="trash" name="list-destroy" onClick={() => setSure("destroy")}>
							{t("list-destroy")}
						</Button>
					)}
				</div>
				<h2 class="h1">
					<bdi>{list.name}</bdi>
				</h2>
			</header>
			<dl class="f">
				<dt>{t("list-records")}</dt>
				<dd>{list.records.toLocaleString(locale())}</dd>
				<dt>{t("list-source")}</dt>
				<dd>
					<bdi>{list.source || "—"}</bdi>
				</dd>
				<dt>{t("list-basis")}</dt>
				<dd>
					<bdi>{list.basis || "—"}</bdi>
				</dd>
				<dt>{t("list-retention")}</dt>
				<dd>{list.retention ? day(Date.parse(list.retention), UTC) : "—"}</dd>
			</dl>
			{list.waits && may("import") && (
				<div class="callout warn">
					<Icon name="people" small />
					<span>{t("list-waits-text")}</span>
				</div>
			)}
			{list.waits && list.report && last && <Difference report={list.report} counts={last.counts} />}
			<Refusal fault={refused} />
			{list.waits && may("import") && (
				<div class="line">
					<Button look="d" icon="reply" onClick={() => void decide("return")}>
						{t("list-return")}
					</Button>
					{may("approve") && (
						<Button look="p" icon="check" name="list-approve" onClick={() => setSure("approve")}>
							{t("list-approve")}
						</Button>
					)}
				</div>
			)}
			<section>
				<h3 class="lbl">{t("list-imports")}</h3>
				<ul class="imports">
					{list.imports.map((i) => (
						<li key={i.id} class="card">
							<div class="line">
								<Chip look={i.state === "in-force" ? "ok" : i.state === "dropped" ? "bad" : "st"}>{t(`import-${i.state}`)}</Chip>
								<span class="sub">{t(`format-${i.format}`)}</span>
								<bdi>{i.officer}</bdi>
								{i.second && (
									<span class="sub">
										+ <bdi>{i.second}</bdi>
									</span>
								)}
								<span class="gap" />
								{i.begun_at && <span class="sub">{moment(i.begun_at)}</span>}
							</div>
							<Counts counts={i.counts} />
						</li>
					))}
				</ul>
			</section>
			{list.generation > 0 && !list.expired && may("read") && <Records name={list.name} />}
			{list.report && <Report report={list.report} list={list.name} />}
			{sure && (
				<Dialog title={t(`list-${sure}`)} onClose={() => setSure("")}>
					<p>{t(`list-${sure}-text`, { list: list.name })}</p>
					{sure === "approve" && last && <Counts counts={last.counts} />}
					<DialogFoot does={t(`list-${sure}`)} look={sure === "destroy" ? "d" : "p"} icon={sure === "destroy" ? "trash" : "check"} name="list-sure" onDo={() => void decide(sure)} onClose={() => setSure("")} />
				</Dialog>
			)}
		</div>
	);
}

export default function Lists({ args }: { args: string[] }) {
	const name = args[0] ?? null;
	const [importing, setImporting] = useState(false);
	useEffect(() => void lists.read(), []);
	return (
		<div class={`split${name === null ? "" : " chosen-one"}`}>
			<section class="col list-col" aria-label={t("nav-lists")}>
				<div class="head">
					<h1 class="h1">{t("nav-lists")}</h1>
					<span class="gap" />
					{may("search") && (
						<a class="btn" href={href("screening")}>
							<Icon name="persons" small />
							{t("screening")}
						</a>
					)}
					{may("import") && (
						<Button look="p" icon="plus" name="import" onClick={() => setImporting(true)}>
							{t("import")}
						</Button>
					)}
				</div>
				<div class="list">
					<Ready of={lists} empty={() => <Notice icon="list" title={t("lists-empty")} />}>
						{(all) => (
							<ul>
								{all.map((l) => (
									<li key={l.name}>
										<a class={`drow${l.name === name ? " sel" : ""}`} href={href("lists", l.name)} aria-current={l.name === name ? "true" : undefined}>
											<bdi class="t">{l.name}</bdi>
											<span class="m">{t("list-records-n", { n: l.records })}</span>
											<Standing list={l} />
											{l.imported_at && <span class="sub">{moment(l.imported_at)}</span>}
										</a>
									</li>
								))}
							</ul>
						)}
					</Ready>
				</div>
			</section>
			<section class="detail" aria-label={t("preview")}>
				{name === null ? <Notice icon="list" title={t("lists-choose")} /> : <One key={name} name={name} changed={() => void lists.read()} />}
			</section>
			{importing && (
				<Import
					lists={lists.value.value ?? []}
					onClose={(done) => {
						setImporting(false);
						void lists.read();
						if (done) go("lists", done);
					}}
				/>
			)}
		</div>
	);
}
