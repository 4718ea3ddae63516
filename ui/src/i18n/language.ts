/* Which language the screens speak, and where its texts lie. */
export type Lang = "ar" | "fr" | "en";
export const languages: Lang[] = ["ar", "fr", "en"];

declare const TEXTS: Record<Lang, string>;

/** The texts of the screens and the labels of the kinds. */
export const textsOf = (l: Lang): string => `/ui/${TEXTS[l]}`;

export const isLang = (s: string | null | undefined): s is Lang => languages.includes(s as Lang);

/** What this browser remembers under a name, if it remembers anything. */
export function remembered(name: string): string | null {
	try {
		return localStorage.getItem(name);
	} catch {
		return null;
	}
}

export const chosen = (): Lang | null => {
	const l = remembered("wasl.language");
	return isLang(l) ? l : null;
};

export function firstLanguage(): Lang {
	const wanted = [chosen(), ...navigator.languages.map((l) => l.slice(0, 2))];
	return wanted.find(isLang) ?? "fr";
}
