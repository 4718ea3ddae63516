/* One box for references and commands. */
import { signal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { may } from "../api/client";
import { rows } from "../api/store";
import { label, languages, t } from "../i18n/fluent";
import { Dialog } from "../widgets/dialog";
import { Icon, type IconName } from "../widgets/icon";
import { Mono } from "../widgets/parts";
import { helping } from "./help";
import { go } from "./router";
import { signOut } from "./session";
import { choose, setLanguage, theme } from "./settings";
import { built, myWays } from "./shell";

export const finding = signal(false);

interface Entry {
	id: string;
	icon: IconName;
	text: string;
	reference?: string;
	run: () => void;
}

const ENTRIES_MAX = 12;

function commands(): Entry[] {
	const list: Entry[] = myWays().map((w) => ({ id: w.screen, icon: w.icon, text: t(`nav-${w.screen}`), run: () => go(w.screen) }));
	if (built.has("new") && may("draft")) list.unshift({ id: "new", icon: "plus", text: t("nav-new"), run: () => go("new") });
	for (const l of languages) list.push({ id: `lang-${l}`, icon: "chevron", text: t(`command-${l}`), run: () => void setLanguage(l) });
	list.push({ id: "theme", icon: "moon", text: t("command-theme"), run: () => choose(theme.value === "dark" ? "light" : "dark") });
	list.push({ id: "help", icon: "unknown", text: t("help-title"), run: () => (helping.value = true) });
	list.push({ id: "out", icon: "out", text: t("sign-out"), run: () => void signOut() });
	return list;
}

export function matches(text: string, words: string): boolean {
	const plain = (s: string) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
	const at = plain(text);
	return plain(words)
		.split(/\s+/)
		.every((w) => at.includes(w));
}

function entries(words: string): Entry[] {
	const found = rows.value
		.map((r) => ({
			id: r.reference,
			icon: (r.own ? "send" : "inbox") as IconName,
			text: label(r.kind, "kind"),
			reference: r.reference,
			run: () => go("dossier", r.reference),
		}))
		.filter((e) => words && matches(`${e.reference} ${e.text}`, words));
	return [...commands().filter((c) => matches(c.text, words)), ...found].slice(0, ENTRIES_MAX);
}

export function Palette() {
	const [words, setWords] = useState("");
	const [at, setAt] = useState(0);
	const list = entries(words);
	const box = useRef<HTMLInputElement>(null);
	const close = () => (finding.value = false);
	const run = (e: Entry | undefined) => {
		if (!e) return;
		close();
		e.run();
	};
	return (
		<Dialog title={t("find-or-command")} onClose={close} bare>
			<div class="palette">
				<div class="palette-box">
					<Icon name="search" />
					<input
						ref={box}
						data-first
						role="combobox"
						aria-expanded="true"
						aria-controls="palette-list"
						aria-activedescendant={list[at] ? `palette-${at}` : undefined}
						aria-label={t("find-or-command")}
						placeholder={t("find-or-command")}
						value={words}
						dir={words ? "auto" : undefined}
						onInput={(e) => {
							setWords(e.currentTarget.value);
							setAt(0);
						}}
						onKeyDown={(e) => {
							const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
							if (step) {
								e.preventDefault();
								setAt((at + step + list.length) % Math.max(1, list.length));
							} else if (e.key === "Enter") {
								e.preventDefault();
								run(list[at]);
							}
						}}
					/>
				</div>
				<ul id="palette-list" role="listbox" aria-label={t("find-or-command")}>
					{list.map((e, i) => (
						<li key={e.id} id={`palette-${i}`} role="option" aria-selected={i === at} class={i === at ? "on" : ""} onClick={() => run(e)}>
							<Icon name={e.icon} small />
							<span>{e.text}</span>
							{e.reference && <Mono>{e.reference}</Mono>}
						</li>
					))}
				</ul>
				{list.length === 0 && <p class="sub palette-none">{t("find-none")}</p>}
			</div>
		</Dialog>
	);
}
