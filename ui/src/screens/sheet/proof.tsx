/* What a paper is worth: entries, receipts and hashes of a dossier, and how
 * anybody with a node makes sure of them. */
import type { Act, Dossier } from "../../api/types";
import { label, sentence, t } from "../../i18n/fluent";
import { everywhere, shortDay } from "../../i18n/time";
import { plainName } from "../../i18n/plain";
import { Mono } from "../../widgets/parts";

function standing(act: Act): string {
	if (act.effect === "crossed") return t("act-crossed");
	if (act.effect === "waiting") return t("act-waiting");
	if (act.effect === "rejected") return t("act-rejected", { code: act.code ?? "" });
	if (act.effect !== "took") return t(`act-${act.effect}`);
	return t(act.bound ? "binding" : "not-binding");
}

export function Proof({ dossier }: { dossier: Dossier }) {
	return (
		<section class="proof">
			<h2>{t("sheet-proof")}</h2>
			<table>
				<thead>
					<tr>
						<th scope="col">{t("sheet-entry")}</th>
						<th scope="col">{t("sheet-act")}</th>
						<th scope="col">{t("sheet-when")}</th>
						<th scope="col">{t("sheet-who")}</th>
						<th scope="col">{t("sheet-standing")}</th>
						<th scope="col">{sentence(t("receipt"))}</th>
					</tr>
				</thead>
				<tbody>
					{dossier.acts.map((a, i) => (
						<tr key={i}>
							<td>
								<Mono>{a.position ? `${a.node} ${a.position.epoch}/${a.position.index}` : "—"}</Mono>
							</td>
							<td>{label(dossier.kind, `done-${a.act}`)}</td>
							<td>
								{shortDay(a.at)} {everywhere(a.at, true)}
							</td>
							<td>
								<Mono>{a.approver ? `${a.author} + ${a.approver}` : a.author}</Mono>
							</td>
							<td>{standing(a)}</td>
							<td>{a.receipt ? t("sheet-receipt", { size: a.receipt.size, at: everywhere(a.receipt.at, true) }) : t("no-receipt")}</td>
						</tr>
					))}
				</tbody>
			</table>
			{dossier.earlier && <p class="how">{t("acts-not-all")}</p>}
			<dl class="hashes">
				<dt>{t("sheet-dossier-id")}</dt>
				<dd>
					<Mono>{dossier.id}</Mono>
				</dd>
				<dt>{t("sheet-kind-hash")}</dt>
				<dd>
					<Mono>{dossier.kind_hash}</Mono>
				</dd>
				{dossier.profile_hash && (
					<>
						<dt>{t("sheet-profile-hash")}</dt>
						<dd>
							<Mono>{dossier.profile_hash}</Mono>
						</dd>
					</>
				)}
				{dossier.files.map((f) => (
					<>
						<dt key={`n${f.sealed}`}>
							<bdi>{plainName(f.name)}</bdi>
						</dt>
						<dd key={f.sealed}>
							<Mono>{f.sha256}</Mono>
						</dd>
					</>
				))}
			</dl>
			<p class="how">{t("sheet-verify", { reference: dossier.reference })}</p>
		</section>
	);
}
