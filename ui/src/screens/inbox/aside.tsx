/* Put dossiers aside until a day: for oneself, at home; they come back by
 * themselves, and at once when the partner acts or a deadline has passed. */
import { useState } from "preact/hooks";
import { post, type Problem } from "../../api/client";
import { follow } from "../../api/store";
import { t } from "../../i18n/fluent";
import { home, moment, now } from "../../i18n/time";
import { fromLocal, toLocal } from "../../i18n/zone";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Mono } from "../../widgets/parts";
import { tell } from "../../widgets/toast";

const DAY = 86_400_000;
const MORNING = "T08:00";

/* The morning of a day so many days from today, as the clock here shows it. */
const morning = (days: number): string => toLocal(new Date(now.peek() + days * DAY).toISOString(), home()).slice(0, 10) + MORNING;
const choices = { tomorrow: 1, days: 3, week: 7, month: 30 };

export function Aside({ references, onClose }: { references: string[]; onClose: (done: boolean) => void }) {
	const [at, setAt] = useState(morning(1));
	const [left, setLeft] = useState(references);
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		setFault(null);
		const until = fromLocal(at, home());
		let rest = left;
		try {
			for (const ref of left) {
				await post("/v1/dossiers/{ref}/aside", { until }, { ref });
				rest = rest.filter((r) => r !== ref);
				setLeft(rest);
			}
			tell(() => t("aside-until", { at: moment(until) }), "pause");
			void follow();
			onClose(true);
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<Dialog title={t("aside-title", { n: references.length })} onClose={() => onClose(false)}>
			<form onSubmit={submit} class="stack-form">
				<p class="refs">
					{left.map((r) => (
						<Mono key={r}>{r}</Mono>
					))}
				</p>
				<div class="line" role="group" aria-label={t("aside-when")}>
					{Object.entries(choices).map(([name, days]) => (
						<button key={name} type="button" class={`fl${at === morning(days) ? " on" : ""}`} aria-pressed={at === morning(days)} onClick={() => setAt(morning(days))}>
							{t(`aside-${name}`)}
						</button>
					))}
				</div>
				<div class="in">
					<label for="aside-at">{t("aside-when")}</label>
					<input id="aside-at" data-first type="datetime-local" dir="ltr" required value={at} onInput={(e) => setAt(e.currentTarget.value)} />
					<small class="hint">{t("aside-hint")}</small>
				</div>
				<DialogFoot fault={fault} does={t("aside")} onClose={() => onClose(false)} />
			</form>
		</Dialog>
	);
}
