/* Figures of a month as both sides count them, and the sheets that both sides
 * signed: a difference is an alarm, and names what differs. */
import { useEffect, useState } from "preact/hooks";
import { get, may, post, type Problem } from "../../api/client";
import { follow, peers, status } from "../../api/store";
import type { Cell, Sheet, Stats } from "../../api/types";
import { href } from "../../app/router";
import { code, country, has, label, t } from "../../i18n/fluent";
import { everywhere, format, moment } from "../../i18n/time";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono, More, Side } from "../../widgets/parts";
import { Fault, Loading, Notice } from "../../widgets/state";
import { tell } from "../../widgets/toast";
import { compare, months, type Figure } from "./figures";

const monthText = (month: string): string => format(`${month}-15T12:00:00Z`, { month: "long", year: "numeric" });

const splitName = (c: Cell): string => {
	if (c.split === "kind") return label(c.value, "kind");
	if (c.split === "urgency") return t(`urgency-${c.value}`);
	if (c.split === "sector") return code("common", "crime_area", c.value);
	return c.value;
};

const figureName = (f: string, definitions: Record<string, string>): string => (has(`figure-${f}`) ? t(`figure-${f}`) : (definitions[f] ?? f));

function Number({ n, unit }: { n: number | null; unit: string }) {
	if (n === null) return <span class="sub">—</span>;
	return (
		<bdi dir="ltr">
			{n}
			{unit && <small> {unit}</small>}
		</bdi>
	);
}

function Row({ f, stats, most }: { f: Figure; stats: Stats; most: number }) {
	const unit = /ON_TIME$/.test(f.figure) ? "%" : /HOURS$/.test(f.figure) ? t("unit-hours") : /MINUTES$/.test(f.figure) ? t("unit-minutes") : "";
	return (
		<tbody>
			<tr>
				<th scope="row">
					<span title={stats.definitions[f.figure]}>{figureName(f.figure, stats.definitions)}</span>
					{f.parts.length > 0 && (
						<details class="parts">
							<summary>{t("stats-parts", { n: f.parts.length })}</summary>
							<ul>
								{f.parts.map((p) => (
									<li key={`${p.own} ${p.split} ${p.value}`}>
										<Side code={p.side} />
										<span>{splitName(p)}</span>
										<bdi dir="ltr">{p.number}</bdi>
									</li>
								))}
							</ul>
						</details>
					)}
				</th>
				<td>
					<Number n={f.own} unit={unit} />
					{f.own !== null && <meter class="bar" min={0} max={unit === "%" ? 100 : most} value={f.own} aria-hidden="true" />}
				</td>
				<td>
					<Number n={f.partner} unit={unit} />
					{f.partner !== null && <meter class="bar peer" min={0} max={unit === "%" ? 100 : most} value={f.partner} aria-hidden="true" />}
				</td>
			</tr>
		</tbody>
	);
}

function Figures({ stats }: { stats: Stats }) {
	const all = compare(stats.figures);
	const most = Math.max(1, ...all.flatMap((f) => [f.own ?? 0, f.partner ?? 0]));
	if (all.length === 0) return <Notice icon="chart" title={t("stats-empty")} />;
	return (
		<table class="figs">
			<thead>
				<tr>
					<th scope="col">{t("stats-figure")}</th>
					<th scope="col">
						<Side code={stats.own} /> {country(stats.own)}
					</th>
					<th scope="col">
						<Side code={stats.partner} /> {country(stats.partner)}
					</th>
				</tr>
			</thead>
			{all.map((f) => (
				<Row key={f.figure} f={f} stats={stats} most={most} />
			))}
		</table>
	);
}

const verdicts = { unchecked: ["st", "hourglass"], equal: ["ok", "equal"], differs: ["bad", "warn"] } as const;

function Sheets({ sheets, sides }: { sheets: Sheet[]; sides: { own: string; partner: string } }) {
	const last = sheets.filter((s, i) => sheets.findIndex((x) => x.own === s.own) === i);
	const agreed = last.length === 2 && last.every((s) => s.agreed);
	return (
		<section class="sheets" aria-label={t("stats-sheets")}>
			<h2 class="h2">{t("stats-sheets")}</h2>
			{sheets.length === 0 && <p class="sub">{t("stats-no-sheet")}</p>}
			{agreed && (
				<p class="seal">
					<Icon name="stamp" small /> {t("stats-agreed")}
				</p>
			)}
			<ul>
				{sheets.map((s) => {
					const [look, icon] = verdicts[s.verdict];
					return (
						<li key={s.hash + s.own + s.at} class="card sht">
							<Side code={s.own ? sides.own : sides.partner} />
							<span title={everywhere(s.at)}>{moment(s.at)}</span>
							<Chip look={look} icon={icon}>
								{t(`sheet-${s.verdict}`)}
							</Chip>
							{s.agreed && (
								<Chip look="br" icon="stamp">
									{t("sheet-agreed")}
								</Chip>
							)}
							<Mono title={s.hash}>{s.hash.slice(0, 16)}…</Mono>
							{s.verdict === "differs" && (
								<p class="callout warn" role="alert">
									<Icon name="warn" small />
									<bdi dir="ltr" class="mono">
										{s.fact}
									</bdi>
								</p>
							)}
						</li>
					);
				})}
			</ul>
		</section>
	);
}

function Sign({ peer, month, onClose }: { peer: string; month: string; onClose: () => void }) {
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		try {
			const made = await post("/v1/sheets", { peer, month });
			tell(() => t("waits-for-second"), "people");
			void follow();
			if (made.draft) location.hash = href("approve", made.draft);
			onClose();
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<Dialog title={t("stats-sign")} onClose={onClose}>
			<form class="stack-form" onSubmit={submit}>
				<p>{t("stats-sign-text", { month: monthText(month), peer })}</p>
				<DialogFoot fault={fault} does={t("submit-to-second")} onClose={onClose} />
			</form>
		</Dialog>
	);
}

export default function StatsScreen({ args }: { args: string[] }) {
	const list = (peers.value.value ?? []).filter((p) => p.profile);
	const [peer, setPeer] = useState("");
	const [month, setMonth] = useState(/^\d{4}-\d{2}$/.test(args[0] ?? "") ? args[0]! : months(Date.now())[0]!);
	const [stats, setStats] = useState<Stats | null>(null);
	const [sheets, setSheets] = useState<Sheet[]>([]);
	const [next, setNext] = useState<string | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [signing, setSigning] = useState(false);
	const at = peer || list[0]?.name || "";
	useEffect(() => void peers.read(), []);
	async function read() {
		if (!at) return;
		const of = { peer: at, month };
		try {
			const [s, h] = await Promise.all([get("/v1/stats", of), get("/v1/sheets", of)]);
			setStats(s);
			setSheets(h.sheets);
			setNext(h.next);
			setFault(null);
		} catch (e) {
			setFault(e as Problem);
		}
	}
	async function more() {
		try {
			const h = await get("/v1/sheets", { peer: at, month, after: next ?? undefined });
			setSheets([...sheets, ...h.sheets]);
			setNext(h.next);
		} catch (e) {
			setFault(e as Problem);
		}
	}
	/* Sheets are checked when they come: the line's figures say so. */
	const sizes = status.value.value?.lines.map((l) => `${l.own.size} ${l.mirror.size}`).join();
	useEffect(() => void read(), [at, month, sizes]);
	return (
		<div class="page">
			<div class="head">
				<h1 class="h1">
					{t("nav-stats")}{" "}
					<small>{monthText(month)}</small>
				</h1>
				<span class="gap" />
				{list.length > 1 && (
					<select aria-label={t("partner")} value={at} onChange={(e) => setPeer(e.currentTarget.value)}>
						{list.map((p) => (
							<option key={p.name}>{p.name}</option>
						))}
					</select>
				)}
				<select aria-label={t("stats-month")} value={month} onChange={(e) => setMonth(e.currentTarget.value)}>
					{months(Date.now()).map((m) => (
						<option key={m} value={m}>
							{monthText(m)}
						</option>
					))}
				</select>
				{may("draft") && at && (
					<Button look="p" icon="stamp" onClick={() => setSigning(true)}>
						{t("stats-sign")}
					</Button>
				)}
			</div>
			<div class="scroll pad stats">
				{peers.value.value !== null && list.length === 0 ? (
					<Notice icon="link" title={t("no-partner")} />
				) : fault ? (
					<Fault fault={fault} again={() => void read()} />
				) : !stats ? (
					<Loading />
				) : (
					<>
						<Figures stats={stats} />
						<Sheets sheets={sheets} sides={stats} />
						{next && <More more={more} />}
					</>
				)}
			</div>
			{signing && <Sign peer={at} month={month} onClose={() => setSigning(false)} />}
		</div>
	);
}
