/* The partners and what binds us to them; a new one by the ceremony. */
import { useEffect, useState } from "preact/hooks";
import { may } from "../../api/client";
import { peers, status } from "../../api/store";
import { href } from "../../app/router";
import { country, t } from "../../i18n/fluent";
import { moment } from "../../i18n/time";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono, Side } from "../../widgets/parts";
import { Notice, Ready } from "../../widgets/state";
import { Ceremony } from "./ceremony";

/* The word of a first custodian waits a day (desk/second.h). */
function Waiting() {
	return (
		<>
			{(status.value.value?.seconds ?? [])
				.filter((s) => s.what.startsWith("partner "))
				.map((s) => (
					<p key={s.what + s.said} class="callout info">
						<Icon name="people" small />
						<span>
							{t("ceremony-one-said")} <Mono>{s.what}</Mono> · <bdi>{s.officer}</bdi> · {moment(s.at)}
						</span>
					</p>
				))}
		</>
	);
}

export function Partners() {
	const [adding, setAdding] = useState(false);
	useEffect(() => void peers.read(), []);
	return (
		<>
			<div class="line spaced">
				<span class="sub">{t("partners-text")}</span>
				<span class="gap" />
				{may("peers") && (
					<Button look="p" icon="handshake" name="ceremony" onClick={() => setAdding(true)}>
						{t("ceremony")}
					</Button>
				)}
			</div>
			<Waiting />
			<Ready of={peers} empty={() => <Notice icon="handshake" title={t("no-partner-yet")} />}>
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
									<dt>{t("peer-profile")}</dt>
									<dd>
										<a href={href("admin", "profile")}>{p.profile ? <Mono>{p.profile.slice(0, 16)}…</Mono> : t("no-profile")}</a>
									</dd>
									<dt>{t("admin-keys")}</dt>
									<dd>
										<a href={href("admin", "keys")}>{t("peer-card-n", { n: p.card.serial })}</a>
									</dd>
								</dl>
							</li>
						))}
					</ul>
				)}
			</Ready>
			{adding && <Ceremony onClose={() => setAdding(false)} />}
		</>
	);
}
