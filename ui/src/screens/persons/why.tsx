/* Why a name is proposed: word by word, what each thing weighs, and what would
 * change the result. */
import { t } from "../../i18n/fluent";
import { Icon } from "../../widgets/icon";
import { Chip } from "../../widgets/parts";
import { share, strength } from "./strength";
import type { Hit, Match, Part } from "../../api/types";

/* A part that agrees letter by letter, or is listed as the same. */
const plain = (p: Part): boolean => p.a === p.b || p.list === "same";

function reason(p: Part): string {
	if (p.a === p.b) return t("part-same");
	if (p.list === "same") return t("part-listed");
	if (p.list === "other") return t("part-other");
	return t(`part-${p.how}`);
}

/* Letter beside letter, those that differ pointed out: "s=s a= l=l". */
function Letters({ of }: { of: string }) {
	return (
		<bdi class="mono letters" dir="ltr">
			{of.split(" ").map((pair, i) => {
				const [a = "", b = ""] = pair.split("=");
				return a === b ? <span key={i}>{a}</span> : <mark key={i}>{`${a || "–"}/${b || "–"}`}</mark>;
			})}
		</bdi>
	);
}

function Words({ of }: { of: Match }) {
	const { parts, alone_a, alone_b } = of;
	return (
		<div class="scroll-x why-words" tabIndex={0}>
			<table class="al">
				<caption class="sr">{t("why-proposed")}</caption>
				<tbody>
					<tr>
						<th scope="row">{t("word-typed")}</th>
						{parts.map((p, i) => (
							<td key={i}>
								<bdi class={`tok ${plain(p) ? "k1" : "k2"}`}>{p.a}</bdi>
							</td>
						))}
						{alone_a.map((w) => (
							<td key={`a${w}`}>
								<bdi class="tok k3">{w}</bdi>
							</td>
						))}
						{alone_b.map((w) => (
							<td key={`b${w}`} />
						))}
					</tr>
					<tr>
						<th scope="row">{t("word-recorded")}</th>
						{parts.map((p, i) => (
							<td key={i}>
								<bdi class={`tok ${plain(p) ? "k1" : "k2"}`}>{p.b}</bdi>
							</td>
						))}
						{alone_a.map((w) => (
							<td key={`a${w}`} />
						))}
						{alone_b.map((w) => (
							<td key={`b${w}`}>
								<bdi class="tok k3">{w}</bdi>
							</td>
						))}
					</tr>
					<tr>
						<th scope="row">{t("word-reason")}</th>
						{parts.map((p, i) => (
							<td key={i}>
								<span class={`tok note${plain(p) ? "" : " p"}`}>
									<b>
										<Icon name={plain(p) ? "check" : "equal"} small /> {reason(p)}
									</b>
									{p.a !== p.b && <Letters of={p.units} />}
								</span>
							</td>
						))}
						{[...alone_a, ...alone_b].map((w) => (
							<td key={`r${w}`}>
								<span class="tok note p">
									<b>
										<Icon name="cross" small /> {t("part-alone")}
									</b>
								</span>
							</td>
						))}
					</tr>
				</tbody>
			</table>
		</div>
	);
}

/* What rounds to nothing weighs nothing. */
const LEAST = 5;

function Shares({ of }: { of: Match }) {
	const rows = Object.entries(of.shares).filter(([, v]) => Math.abs(v) >= LEAST).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
	const most = Math.max(1, ...rows.map(([, v]) => Math.abs(v)));
	return (
		<section class="card">
			<h3 class="lbl">{t("score-made-of")}</h3>
			<table class="ev2">
				<tbody>
					{rows.map(([name, v]) => (
						<tr key={name}>
							<th scope="row">{t(`share-${name}`)}</th>
							<td class="mt">
								<meter class={`bar ${v < 0 ? "neg" : "pos"}`} min={0} max={most} value={Math.abs(v)} aria-hidden="true" />
							</td>
							<td class="num">
								<bdi dir="ltr">
									{v > 0 ? "+" : "−"}
									{share(Math.abs(v))}
								</bdi>
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

export function Why({ asked, hit }: { asked: string; hit: Hit }) {
	const [look, id] = strength(hit);
	const of = hit.explanation;
	/* Rows of a file have none: they are asked for one by one. */
	if (!of) return null;
	const changes = of.parts.filter((p) => !plain(p) && p.if_agreed !== hit.probability);
	return (
		<>
			<header class="line">
				<h2 class="h2">{t("why-proposed")}</h2>
				<Chip look={look} icon={look === "ok" ? "ok" : "unknown"}>
					{t(`strength-${id}`)} · {share(hit.probability)}
				</Chip>
				<span class="gap" />
				<span class="lbl">
					{t("asked-as")} <bdi>{asked}</bdi>
				</span>
			</header>
			<Words of={of} />
			<div class="two">
				<Shares of={of} />
				<section class="card pad">
					<h3 class="lbl">{t("what-would-change")}</h3>
					{changes.length === 0 && <p class="sub">{t("nothing-would")}</p>}
					{changes.map((p, i) => (
						<p key={i} class="chk w">
							<Icon name="unknown" small />
							<span>{t("if-agreed", { word: p.a, value: share(p.if_agreed) })}</span>
						</p>
					))}
					{!hit.born && (
						<p class="chk w">
							<Icon name="unknown" small />
							<span>{t("if-born")}</span>
						</p>
					)}
					<p class="chk w">
						<Icon name="finger" small />
						<span>{t("if-fingerprints")}</span>
					</p>
				</section>
			</div>
		</>
	);
}
