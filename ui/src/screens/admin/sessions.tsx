/* Where one is signed in; a session that is not known is ended. */
import { useEffect } from "preact/hooks";
import { drop, get, type Problem } from "../../api/client";
import { feed } from "../../api/store";
import type { SessionRow } from "../../api/types";
import { t } from "../../i18n/fluent";
import { moment } from "../../i18n/time";
import { Button, Chip, Mono } from "../../widgets/parts";
import { explain, Ready } from "../../widgets/state";
import { tell } from "../../widgets/toast";

const sessions = feed<SessionRow[]>(async () => (await get("/v1/sessions")).sessions);

export function Sessions() {
	useEffect(() => void sessions.read(), []);
	const end = (id: string | number) =>
		drop("/v1/sessions/{id}", { id }).then(
			() => sessions.read(),
			(e: Problem) => tell(() => explain(e), "warn"),
		);
	return (
		<Ready of={sessions}>
			{(all) => (
				<ul class="imports">
					{all.map((s) => (
						<li key={s.id} class="card">
							<div class="line">
								<b>
									<bdi>{s.officer}</bdi>
								</b>
								<Mono>{s.address}</Mono>
								<Chip look="st">{t(`how-${s.how}`)}</Chip>
								{s.current && <Chip look="ok">{t("session-this")}</Chip>}
								<span class="gap" />
								<span class="sub">{t("session-times", { began: moment(s.began), used: moment(s.used) })}</span>
								{!s.current && (
									<Button look="d" onClick={() => void end(s.id)}>
										{t("session-end")}
									</Button>
								)}
							</div>
						</li>
					))}
				</ul>
			)}
		</Ready>
	);
}
