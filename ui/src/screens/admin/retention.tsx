/* How long dossiers are kept, what is past its time, and what a side wants erased
 * or holds. Numbers and references: no person. */
import { useEffect } from "preact/hooks";
import { get } from "../../api/client";
import { feed } from "../../api/store";
import type { Retention } from "../../api/types";
import { label, locale, t } from "../../i18n/fluent";
import { day } from "../../i18n/time";
import { Chip, Mono } from "../../widgets/parts";
import { Notice, Ready } from "../../widgets/state";

const retention = feed<Retention>(() => get("/v1/retention"));

function KeptTable({ kept }: { kept: Retention["kept"] }) {
	const number = (n: number) => n.toLocaleString(locale());
	return (
		<div class="scroll-x card" tabIndex={0}>
			<table class="ev2">
				<thead>
					<tr>
						<th scope="col">{t("kind-name")}</th>
						<th scope="col">{t("partner")}</th>
						{(["days", "open", "closed", "due", "first"] as const).map((c) => (
							<th key={c} scope="col">
								{t(`retention-${c}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{kept.map((k) => (
						<tr key={`${k.peer} ${k.kind} ${k.days} ${k.first}`}>
							<th scope="row">
								<b>{label(k.kind, "kind")}</b>
							</th>
							<td>
								<Mono>{k.peer}</Mono>
							</td>
							<td>{k.days === null ? <Chip look="warn">{t("retention-silent")}</Chip> : number(k.days)}</td>
							<td>{number(k.open)}</td>
							<td>{number(k.closed)}</td>
							<td>
								{k.due > 0 ? (
									<Chip look="bad" icon="late">
										{number(k.due)}
									</Chip>
								) : (
									0
								)}
							</td>
							<td>{k.first ? day(k.first) : "—"}</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function Erasures({ all }: { all: Retention["erasures"] }) {
	return (
		<section class="stack-form">
			<h2 class="h2">{t("erasures")}</h2>
			<p class="sub">{t("erasures-text")}</p>
			{all.length === 0 && <p class="sub">{t("erasures-none")}</p>}
			<ul class="imports">
				{all.map((e, i) => (
					<li key={i} class="card">
						<div class="line">
							{e.reference ? <Mono>{e.reference}</Mono> : <span class="sub">{t("erase-unnamed")}</span>}
							<Mono>{e.peer}</Mono>
							<span class="gap" />
							{e.asked_by && (
								<Chip look="warn">
									{t("erase-asked")} {t(`erase-asked-${e.asked_by}`)} {e.asked_at && day(e.asked_at)}
								</Chip>
							)}
							{(["own", "partner"] as const).map((side) => {
								const until = e[`hold_${side}`];
								return until ? (
									<Chip key={side} look="br" icon="lock">
										{t("erase-hold")} {day(until)} {t(`erase-asked-${side}`)}
									</Chip>
								) : null;
							})}
							{(["own", "partner"] as const).map((side) =>
								e[`erased_${side}`] ? (
									<Chip key={side} look="ok" icon="check">
										{t("erase-done")} {t(`erase-done-${side}`)}
									</Chip>
								) : null,
							)}
						</div>
					</li>
				))}
			</ul>
		</section>
	);
}

export function Retention() {
	useEffect(() => void retention.read(), []);
	return (
		<Ready of={retention}>
			{({ kept, erasures }) => (
				<div class="stack-form">
					<p class="sub">{t("retention-text")}</p>
					{kept.length === 0 ? <Notice icon="file" title={t("retention-none")} /> : <KeptTable kept={kept} />}
					<Erasures all={erasures} />
				</div>
			)}
		</Ready>
	);
}
