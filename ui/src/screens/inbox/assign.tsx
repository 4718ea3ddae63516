/* Give dossiers to an officer or a unit: a matter of this desk, it does not
 * travel and can be taken back. */
import { useState } from "preact/hooks";
import { post, type Problem, session } from "../../api/client";
import { follow } from "../../api/store";
import { t } from "../../i18n/fluent";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Mono } from "../../widgets/parts";
import { tell } from "../../widgets/toast";

export function Assign({ references, onClose }: { references: string[]; onClose: (done: boolean) => void }) {
	const [to, setTo] = useState(session.value?.officer ?? "");
	const [handOver, setHandOver] = useState(false);
	const [busy, setBusy] = useState(false);
	const [left, setLeft] = useState(references);
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		if (busy || !to.trim()) return;
		setBusy(true);
		setFault(null);
		let rest = left;
		try {
			for (const ref of left) {
				await post("/v1/dossiers/{ref}/assign", { to: to.trim(), ...(handOver ? { how: "hand-over" } : {}) }, { ref });
				rest = rest.filter((r) => r !== ref);
				setLeft(rest);
			}
			tell(() => t("assigned", { n: references.length, to: to.trim() }));
			void follow();
			onClose(true);
		} catch (e) {
			setFault(e as Problem);
		} finally {
			setBusy(false);
		}
	}
	return (
		<Dialog title={t("assign-title", { n: references.length })} onClose={() => onClose(false)}>
			<form onSubmit={submit} class="stack-form">
				<p class="refs">
					{left.map((r) => (
						<Mono key={r}>{r}</Mono>
					))}
				</p>
				<div class="in">
					<label for="assign-to">{t("assign-to")}</label>
					<input id="assign-to" data-first value={to} dir="auto" autocomplete="off" required onInput={(e) => setTo(e.currentTarget.value)} />
					<small class="hint">{t("assign-hint")}</small>
				</div>
				<label class="tick">
					<input type="checkbox" checked={handOver} onChange={(e) => setHandOver(e.currentTarget.checked)} />
					{t("assign-hand-over")}
				</label>
				<DialogFoot fault={fault} does={t("assign")} icon="assign" busy={busy} onClose={() => onClose(false)} />
			</form>
		</Dialog>
	);
}
