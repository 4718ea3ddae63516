/* How the node stands, honestly. */
import { status } from "../../api/store";
import { t } from "../../i18n/fluent";
import { moment } from "../../i18n/time";
import { Icon } from "../../widgets/icon";
import { Chip, Mono } from "../../widgets/parts";
import { Ready } from "../../widgets/state";

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
