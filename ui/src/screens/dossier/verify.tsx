/* Is it all true? The node reads every log again; a sentence answers. */
import { useState } from "preact/hooks";
import { get, post, type Problem } from "../../api/client";
import type { Verification } from "../../api/types";
import { t } from "../../i18n/fluent";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Mono } from "../../widgets/parts";

const LOOK_MS = 250;

export function Verify({ onClose }: { onClose: () => void }) {
	const [report, setVerification] = useState<Verification | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	const [begun, setBegun] = useState(false);
	async function run() {
		setBegun(true);
		setFault(null);
		try {
			const { job } = await post("/v1/verify", {});
			for (;;) {
				const now = await get("/v1/jobs/{id}", { id: job });
				setVerification(now);
				if (now.state === "done") return;
				await new Promise((next) => setTimeout(next, LOOK_MS));
			}
		} catch (e) {
			setFault(e as Problem);
		}
	}
	if (!begun) void run();
	const entries = report?.logs.reduce((n, l) => n + l.entries, 0) ?? 0;
	return (
		<Dialog title={t("verify-chain")} onClose={onClose}>
			{!report && !fault && <p role="status">{t("verifying")}</p>}
			{report?.state === "running" && <progress max={report.total || 1} value={report.done} aria-label={t("verifying")} />}
			{report?.state === "done" && (
				<div class={`callout ${report.ok ? "ok" : "warn"}`} role="status">
					<Icon name={report.ok ? "audit" : "warn"} />
					<span>{report.ok ? t("verify-ok", { entries, dossiers: report.dossiers }) : t("verify-bad", { fault: report.fault ?? "" })}</span>
				</div>
			)}
			{report?.state === "done" && (
				<ul class="logs">
					{report.logs.map((l) => (
						<li key={l.origin}>
							<Mono>{l.origin}</Mono>
							<span>{t("verify-log", { entries: l.entries, signatures: l.signatures, cosignatures: l.cosignatures })}</span>
						</li>
					))}
				</ul>
			)}
			<DialogFoot fault={fault} does={t("close")} onDo={onClose} />
		</Dialog>
	);
}
