/* The partners and what binds us to them. A new one is enrolled at the node,
 * by two custodians with six words (docs/operator.md). */
import { useEffect } from "preact/hooks";
import { peers } from "../../api/store";
import { country, t } from "../../i18n/fluent";
import { Chip, Mono, Side } from "../../widgets/parts";
import { Notice, Ready } from "../../widgets/state";

export function Partners() {
	useEffect(() => void peers.read(), []);
	return (
		<Ready of={peers} empty={() => <Notice icon="link" title={t("no-partner-yet")} />}>
			{(all) => (
				<ul class="imports">
					{all.map((p) => (
						<li key={p.name} class="card">
							<div class="line">
								<Side code={p.side} /> <b>{country(p.side)}</b> <Mono>{p.name}</Mono>
								<span class="gap" />
								<Chip look={p.state === "active" ? "ok" : "warn"}>{t(`line-state-${p.state}`)}</Chip>
							</div>
							<dl class="f">
								<dt>{t("peer-endpoint")}</dt>
								<dd>
									<Mono>{p.endpoint}</Mono>
								</dd>
								<dt>{t("peer-card")}</dt>
								<dd>{p.card.serial}</dd>
								<dt>{t("peer-profile")}</dt>
								<dd>{p.profile ? <Mono>{p.profile}</Mono> : t("no-profile")}</dd>
								<dt>{t("peer-keys")}</dt>
								<dd>
									{[p.keys.own_log, p.keys.partner_log, p.keys.partner_mirror].map((k) => (
										<div key={k}>
											<Mono>{k}</Mono>
										</div>
									))}
								</dd>
							</dl>
						</li>
					))}
				</ul>
			)}
		</Ready>
	);
}
