/* Every key, where it works. */
import { signal } from "@preact/signals";
import { t } from "../i18n/fluent";
import { Dialog, DialogFoot } from "../widgets/dialog";
import { Key } from "../widgets/parts";

export const helping = signal(false);

const keys: [string, string[][]][] = [
	["everywhere", [["Ctrl K", "find"], ["/", "find"], ["?", "help"], ["N", "new"], ["Esc", "close"]]],
	["lists", [["J", "next"], ["K", "previous"], ["Enter", "open"], ["X", "mark"], ["S", "assign"], ["T", "take"], ["B", "aside"]]],
	["dossier", [["R", "act"], ["V", "verify"], ["P", "print"], ["Esc", "back"]]],
	["approve", [["J", "next"], ["K", "previous"], ["Enter", "open"]]],
];

export function Help() {
	return (
		<Dialog title={t("help-title")} onClose={() => (helping.value = false)} wide>
			<div class="help">
				{keys.map(([group, rows]) => (
					<section key={group}>
						<h3 class="lbl">{t(`help-${group}`)}</h3>
						<dl>
							{rows.map(([key, does]) => (
								<div key={key}>
									<dt>
										<Key>{key!}</Key>
									</dt>
									<dd>{t(`key-${does}`)}</dd>
								</div>
							))}
						</dl>
					</section>
				))}
			</div>
			<p class="sub">{t("help-note")}</p>
			<DialogFoot does={t("close")} onDo={() => (helping.value = false)} />
		</Dialog>
	);
}
