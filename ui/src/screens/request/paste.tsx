/* Paste a message of another channel: what is recognised stands beside what the
 * form has, and the officer ticks what he takes. */
import { useMemo, useState } from "preact/hooks";
import type { Fields, Value } from "../../api/types";
import { country, t } from "../../i18n/fluent";
import { COUNTRIES } from "../../kinds/form";
import type { KindFile } from "../../kinds/file";
import { dateText } from "../../kinds/show";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { parse, PASTE_MAX } from "./message";
import { possible, proposals, take, ticked, type Proposal } from "./take";

function shown(p: Proposal, v: Value | undefined): string {
	if (v === undefined || v === null) return "";
	if (p.found.target === "nationality") return country(String(v));
	if (p.found.target === "birth_date") return dateText(String(v));
	if (typeof v === "object" && !Array.isArray(v)) return String(v["number"] ?? "");
	return String(v);
}

function Line({ p, on, flip }: { p: Proposal; on: boolean; flip: () => void }) {
	const may = possible(p);
	return (
		<li class={`prop${on ? " on" : ""}`}>
			<label class="tick">
				<input type="checkbox" checked={on} disabled={!may} onChange={flip} />
				<b>{t(`paste-${p.found.target}`)}</b>
			</label>
			<bdi class="val" dir="auto">
				{may ? shown(p, p.value) : "—"}
			</bdi>
			<span class="hint">
				{t("paste-line", { n: p.found.line })} <bdi dir="auto">{p.found.raw.slice(0, 120)}</bdi>
			</span>
			{!p.pointer && <span class="err">{t("paste-no-field")}</span>}
			{p.pointer && !p.found.value && <span class="err">{t("paste-unread")}</span>}
			{p.found.unsure && <span class="err">{t("paste-unsure")}</span>}
			{p.before !== undefined && (
				<span class="err">
					<Icon name="warn" small /> {t("paste-replaces")} <bdi dir="auto">{shown(p, p.before)}</bdi>
				</span>
			)}
		</li>
	);
}

export function Paste({ file, fields, set, onClose }: { file: KindFile; fields: Fields; set: (f: Fields, n: number) => void; onClose: () => void }) {
	const [text, setText] = useState("");
	const [flipped, setFlipped] = useState<ReadonlySet<number>>(new Set());
	const { found, cut } = useMemo(() => parse(text, COUNTRIES), [text]);
	const all = useMemo(() => proposals(file, fields, found), [found]);
	const on = all.map((p, i) => possible(p) && ticked(all, p) !== flipped.has(i));
	const chosen = all.filter((_, i) => on[i]);
	const flip = (i: number) => {
		const next = new Set(flipped);
		if (!next.delete(i)) next.add(i);
		setFlipped(next);
	};
	return (
		<Dialog title={t("paste-title")} onClose={onClose} wide>
			<form
				class="stack-form"
				onSubmit={(e) => {
					e.preventDefault();
					if (chosen.length > 0) set(take(fields, chosen), chosen.length);
				}}
			>
				<div class="in">
					<label for="paste-text">{t("paste-label")}</label>
					<textarea
						id="paste-text"
						data-first
						rows={6}
						dir="auto"
						maxLength={PASTE_MAX}
						value={text}
						onInput={(e) => {
							setText(e.currentTarget.value);
							setFlipped(new Set());
						}}
					/>
					<small class="hint">{t("paste-hint")}</small>
				</div>
				{cut && (
					<p class="callout warn">
						<Icon name="warn" small />
						<span>{t("paste-cut")}</span>
					</p>
				)}
				<p role="status" class="sub">
					{text.trim() === "" ? "" : t("paste-found", { n: all.length })}
				</p>
				<ul class="props">
					{all.map((p, i) => (
						<Line key={`${p.found.line} ${p.found.target} ${p.found.raw}`} p={p} on={on[i]!} flip={() => flip(i)} />
					))}
				</ul>
				<DialogFoot does={t("paste-take", { n: chosen.length })} icon="check" name="paste-take" disabled={chosen.length === 0} onClose={onClose} />
			</form>
		</Dialog>
	);
}
