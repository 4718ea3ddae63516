/* Both sides' acts in their one order: ours on one side, theirs on the other,
 * receipts as seals on the axis between. */
import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Act, Dossier } from "../../api/types";
import { session } from "../../api/client";
import { sideOf } from "../../api/store";
import { country, label, t } from "../../i18n/fluent";
import { everywhere, second, shortDay } from "../../i18n/time";
import { actFields, type FieldDef, type KindFile } from "../../kinds/file";
import { FieldList } from "../../kinds/show";
import { isAside, isSaid } from "../../kinds/words";
import { Icon } from "../../widgets/icon";
import { Chip, Mono, More, Side } from "../../widgets/parts";
import { placeOf } from "./read";

/* Fields that an act is read for; the others are below. */
const LEADING = ["asked", "facts", "question", "answer", "report", "reason", "ground", "note", "replies", "questions"];

/* What goes with data of persons says how, not what. */
const GOES_WITH = ["handling", "handling_text", "origin", "third_origin_consent", "transfer_basis", "necessity", "retention"];

const FEW = 4;
const SHORT = ["text", "passage", "code", "date", "instant"];
const isShort = (def: FieldDef): boolean => SHORT.includes(def.type) || def.item?.type === "code";

function Standing({ act }: { act: Act }) {
	switch (act.effect) {
		case "crossed":
			return (
				<Chip look="warn" icon="swap">
					{t("act-crossed")}
				</Chip>
			);
		case "waiting":
			return (
				<Chip look="st" icon="hourglass">
					{t("act-waiting")}
				</Chip>
			);
		case "rejected":
			return (
				<Chip look="bad" icon="refuse">
					{t("act-rejected", { code: act.code ?? "" })}
				</Chip>
			);
		case "void":
		case "lost":
		case "sealed":
			return (
				<Chip look="st" icon="lock">
					{t(`act-${act.effect}`)}
				</Chip>
			);
		case "took":
			return null;
	}
}

function Body({ file, act }: { file: KindFile; act: Act }) {
	if (!act.fields) return <p class="sub">{t("act-sealed")}</p>;
	const names = [...new Set([...actFields(file, act.act), ...Object.keys(act.fields)])].filter((n) => file.fields[n] && act.fields![n] !== undefined && n !== "person" && !isSaid(file, n));
	const own = names.filter((n) => !isAside(file, n) && !GOES_WITH.includes(n));
	const telling = own.filter((n) => LEADING.includes(n));
	/* Where none of them is there, what the kind names first. */
	const lead = own.length <= FEW ? own : telling.length > 0 ? telling : own.filter((n) => isShort(file.fields[n]!)).slice(0, FEW);
	const rest = names.filter((n) => !lead.includes(n));
	return (
		<>
			{lead.length > 0 && <FieldList file={file} names={lead} fields={act.fields} />}
			{rest.length > 0 && (
				<details>
					<summary>{t("all-fields", { n: rest.length })}</summary>
					<FieldList file={file} names={rest} fields={act.fields} />
				</details>
			)}
			{act.true_ground && (
				<div class="callout warn">
					<Icon name="lock" small />
					<span>
						{t("true-ground")} {act.true_ground.code} — <bdi>{act.true_ground.why}</bdi>
					</span>
				</div>
			)}
		</>
	);
}

function Box({ file, act, kind }: { file: KindFile; act: Act; kind: string }) {
	return (
		<article class={`box ${act.own ? "ours" : "theirs"}${act.bound ? "" : " loose"}`} aria-label={label(kind, `done-${act.act}`)}>
			<h3>
				{label(kind, `done-${act.act}`)}
				<Standing act={act} />
			</h3>
			<Body file={file} act={act} />
			<div class="by">
				<span class="only-print">
					<Mono>{act.node}</Mono>
				</span>
				<Mono>{act.author}</Mono>
				{act.approver && (
					<span>
						{t("approved-by")} <Mono>{act.approver}</Mono>
					</span>
				)}
				{act.state && <span>{t("toward")} {label(kind, `state-${act.state}`)}</span>}
				{act.passkey && (
					<Chip look={act.passkey === "checked" ? "br" : act.passkey === "bad" ? "bad" : "st"} icon="finger">
						{t(`passkey-${act.passkey}`)}
					</Chip>
				)}
				{act.alone && (
					<Chip look="warn" icon="people">
						{t("act-alone")}
					</Chip>
				)}
			</div>
		</article>
	);
}

function Axis({ act }: { act: Act }) {
	return (
		<div class="ax">
			<time class="tm" dateTime={act.at} title={everywhere(act.at, true)}>
				{second(act.at)}
			</time>
			{act.position && (
				<span class="seal" title={t("seal-entry", { index: act.position.index, seen: act.position.seen })}>
					<Icon name="sign" small />
					<Mono>№ {act.position.index}</Mono>
				</span>
			)}
			{act.receipt ? (
				<span class="seal" title={t("seal-receipt", { size: act.receipt.size, at: everywhere(act.receipt.at, true) })}>
					<Icon name="stamp" small />
					{t("receipt")}
				</span>
			) : (
				<span class="seal none">
					<Icon name="hourglass" small />
					{t("no-receipt")}
				</span>
			)}
			{!act.bound && act.effect !== "waiting" && (
				<span class="seal none" title={t("not-binding-why")}>
					<Icon name="hourglass" small />
					{t("not-binding")}
				</span>
			)}
		</div>
	);
}

/* What scrolls under an element. */
function scroller(of: Element): Element | null {
	const up = of.parentElement;
	return up && up.scrollHeight === up.clientHeight ? scroller(up) : up;
}

/** Earlier acts come in above: what the officer looks at stays where it is. */
function useEarlier(list: { current: HTMLElement | null }, acts: Act[], more: () => Promise<void>): () => Promise<void> {
	const kept = useRef<{ element: Element; top: number } | null>(null);
	useLayoutEffect(() => {
		const was = kept.current;
		kept.current = null;
		if (was?.element.isConnected) scroller(was.element)?.scrollBy(0, was.element.getBoundingClientRect().top - was.top);
	}, [acts]);
	return async () => {
		const element = list.current?.querySelector(".ev");
		kept.current = element ? { element, top: element.getBoundingClientRect().top } : null;
		await more();
	};
}

/* How near the button for earlier acts they are fetched unasked. */
const NEAR = "600px 0px";

/* Who scrolls towards earlier acts need not ask for them; who opens a dossier, or
 * goes by keys, has the button. */
function useNear(list: { current: HTMLElement | null }, acts: Act[], more: () => Promise<void>, on: boolean): void {
	const latest = useRef(more);
	latest.current = more;
	useEffect(() => {
		const button = list.current?.previousElementSibling;
		const around = button && scroller(button);
		if (!on || !button || !around) return;
		const near = new IntersectionObserver(
			(seen) => {
				if (!seen.some((e) => e.isIntersecting)) return;
				near.disconnect();
				void latest.current();
			},
			{ root: around, rootMargin: NEAR },
		);
		const begin = () => near.observe(button);
		around.addEventListener("scroll", begin, { once: true });
		return () => {
			around.removeEventListener("scroll", begin);
			near.disconnect();
		};
	}, [acts, on]);
}

export function Timeline({ file, dossier, more }: { file: KindFile; dossier: Dossier; more: () => Promise<void> }) {
	const list = useRef<HTMLOListElement>(null);
	const earlier = useEarlier(list, dossier.acts, more);
	useNear(list, dossier.acts, earlier, dossier.earlier !== null);
	const ours = session.value?.side ?? "";
	const theirs = sideOf(dossier.peer);
	let day = "";
	return (
		<section class="tl" aria-label={t("shared-log")}>
			<div class="lanes">
				<h2 class="ln">
					<Side code={ours} />
					{country(ours)} <small>{t("our-side")}</small>
				</h2>
				<div class="mid">
					<Icon name="link" small /> {t("shared-log")}
				</div>
				<h2 class="ln e">
					<small>
						<bdi dir="ltr">{dossier.peer}</bdi>
					</small>
					{theirs && (
						<>
							{country(theirs)}
							<Side code={theirs} />
						</>
					)}
				</h2>
			</div>
			{dossier.earlier && <More more={earlier} text={t("acts-earlier")} />}
			<ol ref={list}>
				{dossier.acts.map((act, i) => {
					const d = shortDay(act.at);
					const fresh = d !== day;
					day = d;
					return (
						<Fragment key={placeOf(act) || `w${i}`}>
							{fresh && (
								<li class="dayline">
									<span>{d}</span>
								</li>
							)}
							<li class="ev">
								{act.own ? <Box file={file} act={act} kind={dossier.kind} /> : <div />}
								<Axis act={act} />
								{act.own ? <div /> : <Box file={file} act={act} kind={dossier.kind} />}
							</li>
						</Fragment>
					);
				})}
			</ol>
		</section>
	);
}
