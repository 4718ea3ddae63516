/* Language and theme. */
import { lang, languages, t, type Lang } from "../i18n/fluent";
import { Icon } from "../widgets/icon";
import { once, session } from "../api/client";
import { choose, setLanguage, theme } from "./settings";

const own: Record<Lang, [string, string]> = { ar: ["ع", "العربية"], fr: ["FR", "Français"], en: ["EN", "English"] };

/** Here at once, and kept for the officer wherever he signs in. */
async function prefer(l: Lang): Promise<void> {
	await setLanguage(l);
	if (session.value) await once.post("/v1/session/language", { language: l }).catch(() => undefined);
}

export function LanguageSwitch() {
	return (
		<div class="seg" role="group" aria-label={t("language")}>
			{languages.map((l) => (
				<button
					key={l}
					type="button"
					lang={l}
					class={l === lang() ? "on" : ""}
					aria-pressed={l === lang()}
					onClick={() => void prefer(l)}
				>
					{own[l][0]}
					<span class="sr"> {own[l][1]}</span>
				</button>
			))}
		</div>
	);
}

export function ThemeSwitch() {
	const dark = theme.value === "dark";
	return (
		<button type="button" class="btn q icon" aria-pressed={dark} aria-label={t("theme-dark")} onClick={() => choose(dark ? "light" : "dark")}>
			<Icon name={dark ? "sun" : "moon"} />
		</button>
	);
}
