/* What is being written: is it safe? Said in words, and to who cannot see. And
 * to throw it away. */
import { t } from "../../i18n/fluent";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import type { Keeper, Written } from "./keep";

export function Safe<W extends Written>({ of }: { of: Keeper<W> }) {
	const how = of.keeping.value;
	return (
		<span class={`sub kept ${how}`} role="status" data-kept={how}>
			<Icon name={how === "failed" ? "warn" : how === "saving" ? "hourglass" : "save"} small /> {t(how === "kept" ? "kept-node" : how === "failed" ? "kept-failed" : how === "saving" ? "kept-saving" : "kept-here")}
			{how === "failed" && (
				<button type="button" class="link" onClick={() => void of.keepNow()}>
					{t("try-again")}
				</button>
			)}
		</span>
	);
}

export function Throw<W extends Written>({ of, onClose, done }: { of: Keeper<W>; onClose: () => void; done?: () => void }) {
	return (
		<Dialog title={t("throw-away")} onClose={onClose}>
			<p>{t("throw-away-text")}</p>
			<DialogFoot
				look="d"
				icon="trash"
				name="throw-sure"
				does={t("throw-away")}
				onClose={onClose}
				onDo={() => {
					void of.drop().then(done);
					onClose();
				}}
			/>
		</Dialog>
	);
}
