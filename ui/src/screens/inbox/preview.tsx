/* The selected row, larger: nothing here names a person. */
import { may } from "../../api/client";
import type { Row } from "../../api/types";
import { code, label, t } from "../../i18n/fluent";
import { date, everywhere, moment } from "../../i18n/time";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Due, Handling, Mono, Side, Urgency } from "../../widgets/parts";
import { Notice } from "../../widgets/state";
import { useTasksOf } from "../tasks/of";
import { taskText } from "../tasks/text";

export function Preview({ row, open, assign, aside }: { row: Row | null; open: () => void; assign: () => void; aside: () => void }) {
	const open_tasks = useTasksOf(row?.reference ?? null);
	if (!row)
		return (
			<aside class="pane" aria-label={t("preview")}>
				<Notice icon="eye" title={t("preview-none")} />
			</aside>
		);
	return (
		<aside class="pane" aria-label={t("preview")}>
			<div class="body">
				<div class="line">
					<Urgency code={row.urgency} />
					<Mono>{row.reference}</Mono>
					<span class="gap" />
					{row.handling && <Handling code={row.handling} />}
				</div>
				<h2 class="h1">{label(row.kind, "kind")}</h2>
				{row.due_at && row.due && <Due at={row.due_at} since={row.due_since ?? row.opened_at} name={label(row.kind, `clock-${row.due}`)} />}
				<dl class="f">
					<dt>{t("state")}</dt>
					<dd>
						{row.state ? label(row.kind, `state-${row.state}`) : t("state-home")}
						{row.outcome && <> · {label(row.kind, `code-outcome-${row.outcome}`)}</>}
					</dd>
					<dt>{t("asked-by")}</dt>
					<dd>
						<Side code={row.reference.slice(0, 2)} /> {row.own ? t("our-side") : <bdi dir="ltr">{row.peer}</bdi>}
					</dd>
					{row.unit && (
						<>
							<dt>{t("row-unit")}</dt>
							<dd>
								<bdi dir="ltr">{row.unit}</bdi>
							</dd>
						</>
					)}
					{row.assigned.length > 0 && (
						<>
							<dt>{t("in-hand")}</dt>
							<dd>
								<bdi>{row.assigned.map((a) => a.officer ?? a.unit).join(t("list-comma"))}</bdi>
							</dd>
						</>
					)}
					{row.sector && (
						<>
							<dt>{t("sector")}</dt>
							<dd>{code(row.kind, "crime_area", row.sector)}</dd>
						</>
					)}
					<dt>{t("opened")}</dt>
					<dd title={everywhere(row.opened_at)}>{moment(row.opened_at)}</dd>
					{row.due_at && (
						<>
							<dt>{t("due")}</dt>
							<dd>
								{date(row.due_at)} · {everywhere(row.due_at)}
							</dd>
						</>
					)}
				</dl>
				{row.crossed > 0 && (
					<div class="callout warn">
						<Icon name="swap" small />
						<span>{t("crossed-acts", { n: row.crossed })}</span>
					</div>
				)}
				{open_tasks.length > 0 && (
					<section class="todo">
						<h3 class="lbl">{t("to-do-here")}</h3>
						<ul>
							{open_tasks.map((x) => (
								<li key={x.id}>
									<Icon name={x.overdue ? "late" : "ring"} small />
									<span>{taskText(x)}</span>
									{x.person && (
										<Chip look="st">
											<bdi>{x.person}</bdi>
										</Chip>
									)}
								</li>
							))}
						</ul>
					</section>
				)}
				<div class="veil">
					<Icon name="lock" small />
					<span>{t("preview-veil")}</span>
				</div>
			</div>
			<div class="acts">
				<Button look="p" icon="eye" keyName="Enter" onClick={open}>
					{t("open-dossier")}
				</Button>
				{may("assign") && (
					<Button icon="assign" keyName="S" onClick={assign}>
						{t("assign")}
					</Button>
				)}
				<Button icon="pause" keyName="B" onClick={aside}>
					{t(row.aside_until ? "aside-bring-back" : "aside")}
				</Button>
			</div>
		</aside>
	);
}
