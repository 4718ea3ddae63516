/* Whom to ring at the partner's: always one click away. */
import { useEffect } from "preact/hooks";
import { get } from "../api/client";
import { feed, stale } from "../api/store";
import type { Card } from "../api/types";
import { languageName, t } from "../i18n/fluent";
import { moment } from "../i18n/time";
import { Icon } from "./icon";
import { Chip, Side } from "./parts";

export const cards = feed<Card[]>(async () => (await get("/v1/duty/cards")).cards);
/* A card is an act of the line. */
for (const what of ["line", "dossier"]) stale[what]?.push(cards);

function Call({ telephone }: { telephone: string }) {
	return (
		<a class="call" href={`tel:${telephone.replaceAll(/[^+\d]/g, "")}`}>
			<Icon name="phone" small />
			<bdi dir="ltr">{telephone}</bdi>
		</a>
	);
}

/** Whom to ring at once, where his card is not over. */
export function Ring({ peer }: { peer: string }) {
	const card = (cards.value.value ?? []).find((c) => !c.own && !c.over && c.peer === peer);
	return card ? <Call telephone={card.telephone} /> : null;
}

export function DutyCard({ card }: { card: Card }) {
	return (
		<div class="duty-card">
			<p class="line">
				<Side code={card.side} />
				<bdi>{card.function}</bdi>
				{card.over && <Chip look="warn">{t("card-over", { at: moment(card.until) })}</Chip>}
			</p>
			<Call telephone={card.telephone} />
			<p class="hint">
				{card.languages.map(languageName).join(t("list-comma"))}
				{!card.over && ` · ${t("until-hour", { hour: moment(card.until) })}`}
			</p>
		</div>
	);
}

/** Those of one partner, or of all. */
export function DutyCards({ peer }: { peer?: string }) {
	useEffect(() => void cards.read(), []);
	const theirs = (cards.value.value ?? []).filter((c) => !c.own && (!peer || c.peer === peer));
	return (
		<section class="duty-cards">
			<h2 class="lbl">{t("duty-card")}</h2>
			{theirs.length === 0 && <p class="sub">{t("card-none")}</p>}
			{theirs.map((c) => (
				<DutyCard key={c.peer + c.function} card={c} />
			))}
		</section>
	);
}
