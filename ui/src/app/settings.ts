/* What this browser remembers: language and theme, nothing else. */
import { signal } from "@preact/signals";
import { languages, speak, type Lang } from "../i18n/fluent";

export type Theme = "light" | "dark";

function read(name: string): string | null {
	try {
		return localStorage.getItem(name);
	} catch {
		return null;
	}
}

function keep(name: string, value: string): void {
	try {
		localStorage.setItem(name, value);
	} catch {
		/* A browser that keeps nothing still works. */
	}
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const kept = read("wasl.theme");
export const theme = signal<Theme>(kept === "dark" || kept === "light" ? kept : dark.matches ? "dark" : "light");

export function paint(value: Theme): void {
	theme.value = value;
	document.documentElement.dataset.theme = value;
}

export function choose(value: Theme): void {
	keep("wasl.theme", value);
	paint(value);
}

export const isLang = (s: string | null | undefined): s is Lang => languages.includes(s as Lang);
export const chosen = (): Lang | null => {
	const l = read("wasl.language");
	return isLang(l) ? l : null;
};

export function firstLanguage(): Lang {
	const wanted = [chosen(), ...navigator.languages.map((l) => l.slice(0, 2))];
	return wanted.find(isLang) ?? "fr";
}

export async function setLanguage(l: Lang): Promise<void> {
	keep("wasl.language", l);
	await speak(l);
}
