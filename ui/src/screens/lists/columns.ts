/* What the columns of a table may be, guessed from heading and first rows; the
 * words are those of src/watch/column.def and of POST /v1/screen. Pure. */

export const FIELDS = {
	list: ["ref", "name", "family", "given", "alias", "weak", "former", "original", "mrz", "birth", "sex", "place", "nationality", "passport", "id", "document", "remarks", "expires"],
	screen: ["name", "born", "sex", "place", "document", "reference"],
};
export type Use = keyof typeof FIELDS;
export type DateForm = "iso" | "dmy";

/* The same field has another name in a search. */
const searched: Record<string, string> = { family: "name", given: "name", birth: "born", passport: "document", id: "document" };

/* First match counts; headings are compared in lower case, without marks. */
const headings: [RegExp, string][] = [
	[/passe?port|جواز/, "passport"],
	[/autres? noms?|alias|aka|ألقاب|اسماء اخرى/, "alias"],
	[/naissance|ne\(?e?\)? le|^ne$|birth|born|dob|ازدياد|ميلاد|ولادة/, "birth"],
	[/lieu|place|مكان/, "place"],
	[/sex|genre|gender|جنس$/, "sex"],
	[/nationalit|جنسية/, "nationality"],
	[/cnie|cin$|carte|identity|id.?card|بطاقة/, "id"],
	[/document|وثيقة/, "document"],
	[/prenom|given|first.?name|الشخصي/, "given"],
	[/nom de famille|family|last.?name|surname|العايلي/, "family"],
	[/arab|original/, "original"],
	[/reference|dossier/, "reference"],
	[/^n°|^no\.?$|^ref|^id$|num(ero)?$|رقم/, "ref"],
	[/^nom$/, "family"],
	[/name|^nom |الاسم/, "name"],
	[/remar|note|observ|ملاحظ/, "remarks"],
	[/expir|انتهاء/, "expires"],
];

const plain = (s: string): string => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** A field for each heading; "" where none is meant. */
export function guess(row: string[], use: Use): string[] {
	const allowed = new Set(FIELDS[use]);
	return row.map((h) => {
		const text = plain(h);
		if (allowed.has(text)) return text;
		const found = headings.find(([words]) => words.test(text))?.[1] ?? "";
		if (allowed.has(found)) return found;
		const other = searched[found] ?? "";
		return use === "screen" && allowed.has(other) ? other : "";
	});
}

const DMY = /^\d{1,2}([/.\- ])\d{1,2}\1\d{4}$/;

export const dateForm = (values: string[]): DateForm => (values.some((v) => DMY.test(v)) ? "dmy" : "iso");

/** The pattern that the mapping of an import takes (src/watch/birth.h). */
export function patternOf(form: DateForm, values: string[]): string {
	if (form === "iso") return "YYYY-MM-DD";
	const by = values.map((v) => DMY.exec(v)?.[1]).find((s) => s !== undefined) ?? "/";
	return `DD${by}MM${by}YYYY`;
}

/** A date as a search takes it; null if it is none. */
export function isoDate(text: string, form: DateForm): string | null {
	if (form === "iso") return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text) ? text : null;
	const at = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text);
	if (!at) return /^\d{4}$/.test(text) ? text : null;
	return `${at[3]}-${at[2]!.padStart(2, "0")}-${at[1]!.padStart(2, "0")}`;
}
