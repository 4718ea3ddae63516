/* The public keys of each line, to be compared with the treaty's annex, and how
 * a renewal stands. The keys themselves never leave the key process. */
import { useEffect } from "preact/hooks";
import { peers } from "../../api/store";
import { country, t } from "../../i18n/fluent";
import { day, now } from "../../i18n/time";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono, Side } from "../../widgets/parts";
import { Notice, Ready } from "../../widgets/state";
import { tell } from "../../widgets/toast";

const KEYS = ["own_log", "partner_log", "partner_mirror"] as const;
/* docs/operator.md: once a year. */
const YEAR_MS = 365 * 86_400_000;

const looks = { settled: "ok", sent: "warn", "in-force": "warn" } as const;

function Renewed({ at }: { at: string | null }) {
	if (!at) return <>{t("keys-of-ceremony")}</>;
	return (
		<>
			{day(at)}{" "}
			{now.value - Date.parse(at) > YEAR_MS && (
				<Chip look="warn" icon="late">
					{t("keys-old")}
				</Chip>
			)}
		</>
	);
}

export function Keys() {
	useEffect(() => void peers.read(), []);
	const copy = (key: string) => void navigator.clipboard?.writeText(key).then(() => tell(() => t("copied")), () => undefined);
	return (
		<>
			<p class="sub spaced">{t("keys-text")}</p>
			<Ready of={peers} empty={() => <Notice icon="handshake" title={t("no-partner-yet")} />}>
				{(all) => (
					<ul class="imports">
						{all.map((p) => (
							<li key={p.name} class="card pad">
								<div class="line">
									<Side code={p.side} /> <b>{country(p.side)}</b> <Mono>{p.name}</Mono>
									<span class="gap" />
									<Chip look={looks[p.keys.rotation]} icon={p.keys.rotation === "settled" ? "check" : "hourglass"}>
										{t(`rotation-${p.keys.rotation}`)}
									</Chip>
								</div>
								<dl class="f keys-of">
									{KEYS.map((k) => (
										<>
											<dt>{t(`key-${k}`)}</dt>
											<dd class="line">
												<Mono>{p.keys[k]}</Mono>
												<Button look="q" icon="clip" label={t("copy")} onClick={() => copy(p.keys[k])}>
													{t("copy")}
												</Button>
											</dd>
										</>
									))}
									<dt>{t("keys-ours-since")}</dt>
									<dd>
										<Renewed at={p.keys.own_renewed} />
									</dd>
									<dt>{t("keys-theirs-since")}</dt>
									<dd>
										<Renewed at={p.keys.partner_renewed} /> · {t("peer-card-n", { n: p.card.serial })}
									</dd>
								</dl>
							</li>
						))}
					</ul>
				)}
			</Ready>
			<p class="callout info">
				<Icon name="unknown" small />
				<span>{t("keys-how")}</span>
			</p>
		</>
	);
}
