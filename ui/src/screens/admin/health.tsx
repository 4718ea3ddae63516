/* How the node stands, honestly. */
import { useEffect, useState } from "preact/hooks";
import type { Health as Well } from "../../api/types";
import { status } from "../../api/store";
import { locale, t } from "../../i18n/fluent";
import { moment } from "../../i18n/time";
import { Icon } from "../../widgets/icon";
import { Chip, Mono } from "../../widgets/parts";
import { Ready } from "../../widgets/state";

const MIB_PER_GIB = 1024;

/* What the node says of itself, also when it answers that it is not well. */
function useWell(): Well | null {
	const [well, setWell] = useState<Well | null>(null);
	const told = status.value.value;
	useEffect(() => {
		void fetch("/healthz", { cache: "no-store" })
			.then((r) => r.json() as Promise<Well>)
			.then(setWell, () => setWell(null));
	}, [told]);
	return well;
}

function Checks() {
	const well = useWell();
	if (!well) return null;
	const number = (n: number) => n.toLocaleString(locale(), { maximumFractionDigits: 0 });
	const minutes = Math.ceil(well.waiting_s / 60);
	const rows: [string, boolean, string][] = [
		["lines", well.lines.every((l) => l.ok), t(well.lines.every((l) => l.ok) ? "health-good" : "health-look")],
		["waiting", well.lines.every((l) => l.ok), well.waiting_s === 0 ? t("health-nothing") : t("health-minutes", { n: minutes })],
		["disk", well.disk.ok, t("health-free", { gib: number(well.disk.free_mib / MIB_PER_GIB), percent: well.disk.free_percent })],
		["clock", well.clock.ok, well.clock.ok ? t("health-good") : t("health-set", { n: well.clock.set_s })],
		["keyd", well.keyd.ok, t(well.keyd.ok ? "health-good" : "health-look")],
		["backlog", well.backlog.ok, number(well.backlog.jobs)],
	];
	return (
		<ul class="card wells">
			{rows.map(([what, ok, text]) => (
				<li key={what} class={`chk${ok ? "" : " bad"}`}>
					<Icon name={ok ? "ok" : "warn"} small />
					<span>{t(`health-${what}`)}</span>
					<b>{text}</b>
				</li>
			))}
		</ul>
	);
}

export function Health() {
	return (
		<Ready of={status}>
			{(s) => (
				<div class="stack-form">
					<dl class="f">
						<dt>{t("node")}</dt>
						<dd>
							<Mono>{s.node}</Mono> · {s.version}
						</dd>
						<dt>{t("index-of-persons")}</dt>
						<dd>
							{t("index-holds", { persons: s.persons.persons, names: s.persons.names })} <Chip look={s.persons.complete ? "ok" : "warn"}>{t(s.persons.complete ? "index-complete" : "index-building")}</Chip>
						</dd>
						<dt>{t("drafts-waiting")}</dt>
						<dd>{s.drafts}</dd>
					</dl>
					<Checks />
					{s.config_fault && (
						<p class="callout warn">
							<Icon name="warn" small />
							<span>
								{t("config-fault")} <bdi lang="en">{s.config_fault}</bdi>
							</span>
						</p>
					)}
					{s.alarms.length === 0 && (
						<p class="callout ok">
							<Icon name="ok" small />
							<span>{t("no-alarm")}</span>
						</p>
					)}
					<table class="ev2 card">
						<caption class="lbl">{t("logs")}</caption>
						<thead>
							<tr>
								<th scope="col">{t("partner")}</th>
								<th scope="col">{t("log-sent")}</th>
								<th scope="col">{t("log-receipted")}</th>
								<th scope="col">{t("log-binding")}</th>
								<th scope="col">{t("log-received")}</th>
								<th scope="col">{t("log-queued")}</th>
								<th scope="col">{t("last-receipt")}</th>
							</tr>
						</thead>
						<tbody>
							{s.lines.map((l) => (
								<tr key={l.peer}>
									<th scope="row">
										<Mono>{l.peer}</Mono>
									</th>
									<td>{l.own.size}</td>
									<td>{l.own.receipted}</td>
									<td>{l.own.bound}</td>
									<td>{l.mirror.size}</td>
									<td>
										{l.waiting}
										{l.waiting_since && ` · ${moment(l.waiting_since)}`}
									</td>
									<td>{l.own.receipt_at ? moment(l.own.receipt_at) : "—"}</td>
								</tr>
							))}
						</tbody>
					</table>
					{s.seconds.length > 0 && (
						<section>
							<h2 class="lbl">{t("seconds-waiting")}</h2>
							<ul class="imports">
								{s.seconds.map((x) => (
									<li key={x.what + x.said} class="card">
										<div class="line">
											<Mono>{x.what}</Mono> <bdi>{x.said}</bdi>
											<span class="gap" />
											<bdi>{x.officer}</bdi> · {moment(x.at)}
										</div>
									</li>
								))}
							</ul>
						</section>
					)}
				</div>
			)}
		</Ready>
	);
}
