/* The kinds this node holds, and whether both sides mean the same file: a
 * profile names a kind by its hash. */
import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client";
import { feed, peers } from "../../api/store";
import type { Kind as Held, Peer } from "../../api/types";
import { label, labelOf, t } from "../../i18n/fluent";
import type { Profile } from "../../kinds/file";
import { profile as readProfile } from "../../kinds/kind";
import { Chip, Mono } from "../../widgets/parts";
import { Ready } from "../../widgets/state";

const kinds = feed<Held[]>(async () => (await get("/v1/kinds")).kinds);

/* What a line's profile says of a kind that is held here. */
function Agreed({ kind, held, profile }: { kind: Held; held: Held[]; profile: Profile }) {
	if (kind.name === "line") return <Chip look="st">{t("kind-fixed")}</Chip>;
	const named = profile.kinds[kind.name];
	if (!named) return <Chip look="st">{t("kind-not-enabled")}</Chip>;
	if (named === kind.hash)
		return (
			<Chip look="ok" icon="handshake">
				{t("kind-agreed")}
			</Chip>
		);
	return (
		<Chip look={held.some((k) => k.hash === named) ? "warn" : "bad"} icon="warn">
			{t(held.some((k) => k.hash === named) ? "kind-other-version" : "kind-missing")}
		</Chip>
	);
}

export function Kinds() {
	const [profiles, setProfiles] = useState<{ peer: Peer; profile: Profile }[]>([]);
	useEffect(() => {
		void kinds.read();
		void peers.read().then(async () => {
			const all = (peers.value.value ?? []).filter((p) => p.profile);
			setProfiles(await Promise.all(all.map(async (peer) => ({ peer, profile: await readProfile(peer.profile!) }))));
		});
	}, []);
	return (
		<>
			<p class="sub spaced">{t("kinds-text")}</p>
			<Ready of={kinds}>
				{(all) => (
					<div class="scroll-x card" tabIndex={0}>
						<table class="ev2 kinds-table">
							<thead>
								<tr>
									<th scope="col">{t("kind-name")}</th>
									<th scope="col">{t("kind-hash")}</th>
									<th scope="col">{t("kind-from")}</th>
									{profiles.map(({ peer }) => (
										<th key={peer.name} scope="col">
											<bdi dir="ltr">{peer.name}</bdi>
										</th>
									))}
								</tr>
							</thead>
							<tbody>
								{all.map((k) => (
									<tr key={k.hash}>
										<th scope="row">
											<b>{label(k.name, "kind")}</b>{" "}
											<span class="sub">
												<Mono>{k.code}</Mono> · {t("kind-version", { v: k.version })} · {t("kind-size", { states: k.states.length, acts: k.acts.length })}
											</span>
											{!labelOf(k.name, "kind") && <Chip look="warn">{t("kind-no-label")}</Chip>}
										</th>
										<td>
											<Mono title={k.hash}>{k.hash.slice(0, 16)}…</Mono>
										</td>
										<td>{t(k.shipped ? "kind-shipped" : "kind-own")}</td>
										{profiles.map(({ peer, profile }) => (
											<td key={peer.name}>
												<Agreed kind={k} held={all} profile={profile} />
											</td>
										))}
									</tr>
								))}
							</tbody>
						</table>
					</div>
				)}
			</Ready>
		</>
	);
}
