/* Names that came from elsewhere, as they are. Pure. */

/* Marks that turn or hide text: a name of a file must not look like another
 * (exe.txt of "txt.exe"). Each is shown as what it is. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** A name with what cannot be seen made visible. */
export function plainName(name: string): string {
	return name.replace(HIDDEN, (c) => `⟨U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** The language of a text that does not say it, for who reads it aloud: Arabic by
 * its letters, else not known where the page is in Arabic; undefined: the page's. */
export function languageOf(text: string): string | undefined {
	const isArabic = (text.match(/\p{Script=Arabic}/gu)?.length ?? 0) > (text.match(/\p{Script=Latin}/gu)?.length ?? 0);
	if (isArabic === (document.documentElement.lang === "ar")) return undefined;
	return isArabic ? "ar" : "";
}

const UNITS = ["o", "Ko", "Mo", "Go"];
const UNITS_EN = ["B", "KB", "MB", "GB"];

/** "312 Ko". */
export function bytesText(n: number): string {
	const names = document.documentElement.lang === "en" ? UNITS_EN : UNITS;
	let i = 0;
	while (n >= 1000 && i < names.length - 1) {
		n /= 1000;
		i++;
	}
	return `${n >= 10 || i === 0 ? Math.round(n) : n.toFixed(1)} ${names[i]!}`;
}
