/* Two wrote on one form: what came in from the other, and what both changed. */
import { useState } from "preact/hooks";
import type { Fields } from "../../api/types";
import { t } from "../../i18n/fluent";
import { moment } from "../../i18n/time";
import type { KindFile } from "../../kinds/file";
import { nameOf, Show, Told } from "../../kinds/show";
import { saidOf } from "../../kinds/words";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import type { Keeper, Written } from "./keep";
import { choose, merge } from "./merge";

export function Conflict<W extends Written>({ file, of }: { file: KindFile; of: Keeper<W> }) {
	const [taken, setTaken] = useState<Record<string, "mine" | "theirs">>({});
	const it = of.begun.value;
	const now = of.conflict.value;
	if (!it || !now) return null;
	const base = it.kept?.fields ?? it.from;
	const merged = merge(file, base, it.fields, now.form.fields);
	const open = merged.both.filter((n) => !taken[n]);
	const named = (n: string) => nameOf(file, null, n);
	const value = (fields: Fields, n: string) => (file.fields[n] ? <Told.Provider value={(pointer) => saidOf(fields, pointer)}><Show file={file} def={file.fields[n]!} v={fields[n]} pointer={`/${n}`} /></Told.Provider> : "—");
	return (
		<Dialog title={t("conflict-title")} wide>
			<p>{t("conflict-text", { officer: now.form.editor, at: moment(now.form.at) })}</p>
			{merged.theirs.length > 0 && (
				<section>
					<h3 class="lbl">{t("conflict-theirs", { officer: now.form.editor })}</h3>
					<dl class="f wide">
						{merged.theirs.map((n) => (
							<div key={n} class="fr">
								<dt>{named(n)}</dt>
								<dd>{value(now.form.fields, n)}</dd>
							</div>
						))}
					</dl>
				</section>
			)}
			{merged.both.map((n) => (
				<fieldset key={n} class="clash">
					<legend>{named(n)}</legend>
					{(["mine", "theirs"] as const).map((who) => (
						<label key={who} class={`card pick${taken[n] === who ? " on" : ""}`}>
							<span class="tick">
								<input type="radio" name={`clash-${n}`} value={who} checked={taken[n] === who} onChange={() => setTaken({ ...taken, [n]: who })} />
								{who === "mine" ? t("conflict-mine") : now.form.editor}
							</span>
							{value(who === "mine" ? it.fields : now.form.fields, n)}
						</label>
					))}
				</fieldset>
			))}
			<DialogFoot hint={open.length > 0 ? t("conflict-open", { n: open.length }) : ""} does={t("conflict-settle")} icon="check" name="conflict-settle" disabled={open.length > 0} onDo={() => of.settle(choose(merged.fields, now.form.fields, merged.both.filter((n) => taken[n] === "theirs")))} />
		</Dialog>
	);
}
