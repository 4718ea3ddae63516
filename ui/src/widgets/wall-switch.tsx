/* A dossier, or one entry of its log, goes on the wall: asked first, for the
 * whole room will read it. */
import { useState } from "preact/hooks";
import { may, post, type Problem } from "../api/client";
import { t } from "../i18n/fluent";
import { Dialog, DialogFoot } from "./dialog";
import { Button } from "./parts";
import { tell } from "./toast";

export interface Entry {
	own: boolean;
	epoch: number;
	index: number;
}

export function WallSwitch({ reference, handling, entry }: { reference: string; handling: unknown; entry?: Entry | undefined }) {
	const [asking, setAsking] = useState(false);
	const [fault, setFault] = useState<Problem | null>(null);
	if (handling !== "H0" || !may("assign")) return null;
	async function submit(e: Event) {
		e.preventDefault();
		try {
			await post("/v1/wall", { reference, ...(entry ? { entry } : {}) });
			tell(() => t("wall-done"));
			setAsking(false);
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<>
			{entry ? (
				<button type="button" class="link" data-do="wall-entry" onClick={() => setAsking(true)}>
					{t("wall-on")}
				</button>
			) : (
				<Button icon="eye" name="wall-on" onClick={() => setAsking(true)}>
					{t("wall-on")}
				</Button>
			)}
			{asking && (
				<Dialog title={t("wall-on")} onClose={() => setAsking(false)}>
					<form class="stack-form" onSubmit={submit}>
						<p>{t("wall-on-note")}</p>
						<DialogFoot fault={fault} does={t("wall-on")} onClose={() => setAsking(false)} />
					</form>
				</Dialog>
			)}
		</>
	);
}
