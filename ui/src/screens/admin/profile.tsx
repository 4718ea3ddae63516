/* The treaty profile of each line: what is agreed, what either side proposes,
 * and proposing another one. Acts of the line dossier carry it: two directors
 * here, then two there. */
import { useEffect, useState } from "preact/hooks";
import { may, post, type Problem } from "../../api/client";
import { drafts, follow, peers } from "../../api/store";
import type { Peer } from "../../api/types";
import { href } from "../../app/router";
import { t } from "../../i18n/fluent";
import type { Profile } from "../../kinds/file";
import { profile as readProfile } from "../../kinds/kind";
import { differences } from "../../kinds/treaty-leaves";
import { Differences, Treaty } from "../../kinds/treaty";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Button, Chip, Mono, Side } from "../../widgets/parts";
import { Fault, Loading, Notice, Ready } from "../../widgets/state";
import { tell } from "../../widgets/toast";
import { Propose } from "./propose";

const lineOf = (peer: Peer): string => `LNK-${peer.name}`;

function Read({ hash }: { hash: string }) {
	const [file, setFile] = useState<Profile | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	useEffect(() => void readProfile(hash).then(setFile, (e: Problem) => setFault(e)), [hash]);
	if (fault) return <Fault fault={fault} />;
	return file ? <Treaty of={file} /> : <Loading />;
}

/* The partner, or one of us, has named another profile than the agreed one. */
function Proposal({ peer, hash, theirs }: { peer: Peer; hash: string; theirs: boolean }) {
	const [both, setBoth] = useState<{ before: Profile | null; after: Profile } | null>(null);
	const [sure, setSure] = useState(false);
	const [fault, setFault] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);
	useEffect(() => {
		Promise.all([peer.profile ? readProfile(peer.profile) : null, readProfile(hash)]).then(([before, after]) => setBoth({ before, after }), (e: Problem) => setFault(e));
	}, [peer.profile, hash]);
	async function agree() {
		setBusy(true);
		try {
			await post("/v1/dossiers/{ref}/acts", { act: "agree", fields: { hash } }, { ref: lineOf(peer) });
			tell(() => t("treaty-to-second"), "people");
			await follow();
			setSure(false);
		} catch (e) {
			setFault(e as Problem);
		} finally {
			setBusy(false);
		}
	}
	const waits = (drafts.value.value ?? []).some((d) => d.reference === lineOf(peer) && d.act === "agree");
	return (
		<section class="sealed">
			<div class="line">
				<Icon name="handshake" small />
				<b>{t(theirs ? "treaty-theirs" : "treaty-ours")}</b>
				<Mono title={hash}>{hash.slice(0, 16)}…</Mono>
				<span class="gap" />
				{theirs && may("line") && may("draft") && (
					<Button look="p" icon="check" name="treaty-agree" disabled={waits} onClick={() => setSure(true)}>
						{t("treaty-agree")}
					</Button>
				)}
			</div>
			{both ? both.before ? <Differences of={differences(both.before, both.after)} /> : <Treaty of={both.after} /> : fault ? <Fault fault={fault} /> : <Loading />}
			{sure && (
				<Dialog title={t("treaty-agree")} onClose={() => setSure(false)}>
					<p>{t("treaty-agree-text", { peer: peer.name })}</p>
					<p class="digest">
						<span class="lbl">SHA-256</span> <Mono>{hash}</Mono>
					</p>
					<DialogFoot fault={fault} does={t("submit-to-second")} icon="sign" busy={busy} name="treaty-sure" onDo={() => void agree()} onClose={() => setSure(false)} />
				</Dialog>
			)}
		</section>
	);
}

function OfLine({ peer }: { peer: Peer }) {
	const [proposing, setProposing] = useState(false);
	const { own, partner } = peer.named;
	const waiting = (drafts.value.value ?? []).filter((d) => d.reference === lineOf(peer) && (d.act === "profile" || d.act === "agree"));
	return (
		<section class="stack-form">
			<div class="line">
				<Side code={peer.side} /> <b>{peer.name}</b>
				{peer.profile ? (
					<>
						<Chip look="ok" icon="handshake">
							{t("treaty-agreed")}
						</Chip>
						<Mono title={peer.profile}>{peer.profile.slice(0, 16)}…</Mono>
					</>
				) : (
					<Chip look="warn" icon="warn">
						{t("no-profile")}
					</Chip>
				)}
				<span class="gap" />
				{may("line") && may("draft") && (
					<Button look={peer.profile ? "" : "p"} icon="plus" name="treaty-propose" onClick={() => setProposing(true)}>
						{t("treaty-propose")}
					</Button>
				)}
			</div>
			{waiting.map((d) => (
				<p key={d.id} class="callout info">
					<Icon name="people" small />
					<span>
						{t("treaty-waits", { officer: d.author })} <a href={href("approve", d.id)}>{t("nav-approve")}</a>
					</span>
				</p>
			))}
			{partner && partner !== peer.profile && <Proposal peer={peer} hash={partner} theirs />}
			{own && own !== peer.profile && own !== partner && <Proposal peer={peer} hash={own} theirs={false} />}
			{peer.profile && <Read hash={peer.profile} />}
			{proposing && <Propose peer={peer} onClose={() => setProposing(false)} />}
		</section>
	);
}

export function Profiles() {
	useEffect(() => void peers.read(), []);
	return (
		<>
			<p class="sub spaced">{t("treaty-text")}</p>
			<Ready of={peers} empty={() => <Notice icon="handshake" title={t("no-partner-yet")} />}>
				{(all) => (
					<div class="stack-form">
						{all.map((p) => (
							<OfLine key={p.name} peer={p} />
						))}
					</div>
				)}
			</Ready>
		</>
	);
}
