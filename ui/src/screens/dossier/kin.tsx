/* Dossiers that belong to another one: rows without personal data. */
import type { Kin } from "../../api/types";
import { href } from "../../app/router";
import { label, t } from "../../i18n/fluent";
import { Chip, Due, Mono, Side, Urgency } from "../../widgets/parts";

export function Kins({ all, hidden, empty }: { all: Kin[]; hidden: number; empty?: string }) {
	return (
		<>
			{all.length === 0 && hidden === 0 && empty && <p class="sub">{empty}</p>}
			<ul class="kins">
				{all.map((k) => (
					<li key={k.reference}>
						<a class={`card rq${k.closed ? " over" : ""}`} href={href("dossier", k.reference)}>
							<Urgency code={k.urgency} />
							{k.due_at && k.due ? <Due at={k.due_at} name={label(k.kind, `clock-${k.due}`)} /> : <Chip look="st">{k.state ? label(k.kind, `state-${k.state}`) : t("state-home")}</Chip>}
							<b class="tt">{label(k.kind, "kind")}</b>
							<span class="m">
								<Side code={k.reference.slice(0, 2)} /> <Mono>{k.reference}</Mono>
							</span>
						</a>
					</li>
				))}
			</ul>
			{hidden > 0 && <p class="hint">{t("kin-hidden", { n: hidden })}</p>}
		</>
	);
}
