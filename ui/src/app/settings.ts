/* What this browser remembers: language and theme, nothing else. */
import { signal } from "@preact/signals";
import { speak } from "../i18n/fluent";
import { type Lang, remembered } from "../i18n/language";

export type Theme = "light" | "dark";

function keep(name: string, value: string): void {
	try {
		localStorage.setItem(name, value);
	} catch {
		/* A browser that keeps nothing still works. */
	}
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const kept = remembered("wasl.theme");
export const theme = signal<Theme>(kept === "dark" || kept === "light" ? kept : dark.matches ? "dark" : "light");

export function paint(value: Theme): void {
	theme.value = value;
	document.documentElement.dataset.theme = value;
}

export function choose(value: Theme): void {
	keep("wasl.theme", value);
	paint(value);
}

export async function setLanguage(l: Lang): Promise<void> {
	keep("wasl.language", l);
	await speak(l);
}
