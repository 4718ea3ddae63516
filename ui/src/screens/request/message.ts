/* A message of another channel (I-24/7) as somebody pasted it: lines "label:
 * value" in English, French or Arabic. What is recognised is proposed, never
 * taken by itself; what is not is left alone. Pure, and bounded: whatever is
 * pasted, so many lines of so many characters are looked at. */
import { isDate } from "../../kinds/check";

export const PASTE_MAX = 20_000;
const LINES_MAX = 400;
const LINE_MAX = 500;
const FOUND_MAX = 40;
const TEXT_MAX = 4000;
const NAME_MAX = 120;

export type Target =
	| "family_name"
	| "given_names"
	| "birth_date"
	| "birth_place"
	| "sex"
	| "nationality"
	| "passport"
	| "national_id"
	| "father_name"
	| "mother_name"
	| "reference"
	| "offence"
	| "facts";

export interface Found {
	target: Target;
	/* As it stands there, without marks that cannot be seen. */
	raw: string;
	/* As the form writes it; "" where it could not be read. */
	value: string;
	/* Of names and texts: "ar", "latin". */
	script: "ar" | "latin" | "";
	/* 3/4 may be March or April: a person decides. */
	unsure: boolean;
	line: number;
}

const LABELS: Record<Target, string> = {
	family_name: "family name|surname|last name|nom|nom de famille|nom patronymique|الاسم العائلي|اللقب|النسب|اسم العائلة",
	given_names: "forename|forenames|first name|first names|given name|given names|prenom|prenoms|الاسم الشخصي|الاسم|الأسماء الشخصية",
	birth_date: "date of birth|dob|born|born on|birth date|date de naissance|ne le|nee le|ne(e) le|تاريخ الازدياد|تاريخ الميلاد|تاريخ الولادة|مزداد في",
	birth_place: "place of birth|pob|birth place|lieu de naissance|مكان الازدياد|مكان الميلاد|مكان الولادة",
	sex: "sex|gender|sexe|الجنس",
	nationality: "nationality|nationalities|nationalite|nationalites|citizenship|الجنسية|الجنسيات",
	passport: "passport|passport no|passport number|passport n|passeport|passeport no|passeport n|numero de passeport|جواز السفر|رقم جواز السفر",
	national_id: "national id|id card|identity card|identity card no|id number|cnie|cin|carte d'identite|carte nationale d'identite|numero de cnie|البطاقة الوطنية|رقم البطاقة الوطنية|بطاقة التعريف الوطنية",
	father_name: "father's name|father|name of father|nom du pere|pere|اسم الأب",
	mother_name: "mother's name|mother|mother's maiden name|name of mother|nom de la mere|mere|اسم الأم",
	reference: "our ref|our reference|ref|reference|file no|file number|interpol ref|interpol file no|notice no|control no|notre reference|nos ref|n/ref|v/ref|dossier|numero de dossier|المرجع|مرجعنا|رقم الملف",
	offence: "offence|offences|offense|charge|charges|crime|infraction|infractions|qualification|chef d'accusation|الجريمة|التهمة|التهم|الأفعال الجرمية",
	facts: "facts|summary of facts|facts of the case|summary|faits|expose des faits|resume des faits|الوقائع|ملخص الوقائع",
};

/* Everything that cannot be seen, and what turns the line around. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u0640\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const ARABIC = /\p{Script=Arabic}/u;
const LATIN = /\p{Script=Latin}/u;

const plain = (s: string): string =>
	s
		.normalize("NFKD")
		.replace(/[\u0300-\u036f\u064b-\u0655\u0670]/gu, "")
		.replace(/[’`´]/gu, "'")
		.replace(/[°º.#]/gu, "")
		.replace(/\s+/gu, " ")
		.trim()
		.toLowerCase();

const labels = new Map<string, Target>();
for (const [target, names] of Object.entries(LABELS) as [Target, string][]) for (const name of names.split("|")) labels.set(plain(name), target);

/** Arabic and Persian digits as Latin ones. */
const digits = (s: string): string => s.replace(/[٠-٩]/gu, (d) => String(d.charCodeAt(0) - 0x660)).replace(/[۰-۹]/gu, (d) => String(d.charCodeAt(0) - 0x6f0));

const MONTHS = new Map(
	[
		"january|jan|janvier|janv|يناير",
		"february|feb|fevrier|fevr|fev|فبراير",
		"march|mar|mars|مارس",
		"april|apr|avril|avr|ابريل",
		"may|mai|ماي|مايو",
		"june|jun|juin|يونيو",
		"july|jul|juillet|juil|يوليوز|يوليو",
		"august|aug|aout|غشت|اغسطس",
		"september|sep|sept|septembre|شتنبر|سبتمبر",
		"october|oct|octobre|اكتوبر",
		"november|nov|novembre|نونبر|نوفمبر",
		"december|dec|decembre|دجنبر|ديسمبر",
	].flatMap((names, i) => names.split("|").map((n): [string, number] => [n, i + 1])),
);

const two = (n: number): string => String(n).padStart(2, "0");

function dated(y: number, m: number, d: number): string {
	const text = `${y}-${two(m)}-${two(d)}`;
	return isDate(text) && y >= 1880 && y <= 2100 ? text : "";
}

/** "03/04/1980" (day first), "3 avril 1980", "1980-04-03", "1980". */
export function readDate(text: string): { value: string; unsure: boolean } {
	const none = { value: "", unsure: false };
	const s = digits(text).trim();
	let m = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(s);
	if (m) {
		const year = Number(m[1]);
		if (!m[2]) return { value: year >= 1880 && year <= 2100 ? m[1]! : "", unsure: false };
		if (!m[3]) return { value: isDate(`${m[1]}-${two(Number(m[2]))}`) ? `${m[1]}-${two(Number(m[2]))}` : "", unsure: false };
		return { value: dated(year, Number(m[2]), Number(m[3])), unsure: false };
	}
	m = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(s);
	if (m) {
		const [a, b] = [Number(m[1]), Number(m[2])];
		/* The other order only where this one cannot be. */
		const value = dated(Number(m[3]), b, a) || dated(Number(m[3]), a, b);
		return { value, unsure: value !== "" && a <= 12 && b <= 12 && a !== b };
	}
	m = /^(\d{1,2})(?:er|st|nd|rd|th)?\s+(\p{L}{3,12})\.?,?\s+(\d{4})$/u.exec(s);
	const month = m ? MONTHS.get(plain(m[2]!)) : undefined;
	if (m && month) return { value: dated(Number(m[3]), month, Number(m[1])), unsure: false };
	return none;
}

/* Words for the two sexes; countries by name, code or demonym. */
const SEXES = new Map([
	...["m", "male", "man", "homme", "masculin", "ذكر"].map((w): [string, string] => [w, "M"]),
	...["f", "female", "woman", "femme", "feminin", "انثى", "انثي"].map((w): [string, string] => [w, "F"]),
]);

const DEMONYMS: Record<string, string> = {
	MA: "moroccan|marocain|marocaine|مغربي|مغربية|mar",
	FR: "french|francais|francaise|فرنسي|فرنسية|fra",
	DZ: "algerian|algerien|algerienne|جزائري|جزائرية|dza",
	TN: "tunisian|tunisien|tunisienne|تونسي|تونسية|tun",
	ES: "spanish|espagnol|espagnole|اسباني|اسبانية|esp",
	BE: "belgian|belge|بلجيكي|بلجيكية|bel",
	IT: "italian|italien|italienne|ايطالي|ايطالية|ita",
	DE: "german|allemand|allemande|الماني|المانية|deu",
	NL: "dutch|neerlandais|neerlandaise|هولندي|هولندية|nld",
	SN: "senegalese|senegalais|senegalaise|سنغالي|سنغالية|sen",
	GB: "british|britannique|بريطاني|بريطانية|gbr",
	US: "american|americain|americaine|امريكي|امريكية|usa",
};
const demonyms = new Map(Object.entries(DEMONYMS).flatMap(([c, words]) => words.split("|").map((w): [string, string] => [w, c])));

/** A country by code, name in three languages, or demonym; "" if none. */
export function readCountry(text: string, codes: readonly string[]): string {
	const w = plain(text);
	if (!w) return "";
	const upper = w.toUpperCase();
	if (codes.includes(upper)) return upper;
	const known = demonyms.get(w);
	if (known) return known;
	for (const l of ["en", "fr", "ar"]) {
		const names = new Intl.DisplayNames([l], { type: "region" });
		const found = codes.find((c) => plain(names.of(c) ?? "") === w);
		if (found) return found;
	}
	return "";
}

const isName = (s: string): boolean => s.length <= NAME_MAX && /^[\p{L}\p{M}][\p{L}\p{M}'’ .-]*$/u.test(s);
const isNumber = (s: string): boolean => /^[A-Z0-9][A-Z0-9 -]{3,28}[A-Z0-9]$/.test(s);

function read(target: Target, raw: string, codes: readonly string[]): { value: string; unsure: boolean } {
	const sure = (value: string) => ({ value, unsure: false });
	switch (target) {
		case "family_name":
		case "given_names":
		case "father_name":
		case "mother_name":
			return sure(isName(raw) ? raw : "");
		case "birth_date":
			return readDate(raw);
		case "sex":
			return sure(SEXES.get(plain(raw)) ?? "");
		case "nationality":
			return sure(readCountry(raw, codes));
		case "passport":
		case "national_id": {
			const number = digits(raw).toUpperCase();
			return sure(isNumber(number) ? number.replace(/[ -]/g, "") : "");
		}
		default:
			return sure(raw);
	}
}

const scriptOf = (s: string): Found["script"] => (ARABIC.test(s) ? "ar" : LATIN.test(s) ? "latin" : "");

/** A line's label and what stands behind it; null where it has none we know. */
function split(line: string): { target: Target; raw: string } | null {
	const m = /^\s*(?:\d{1,2}(?:\.\d{1,2})?[.)]\s*|[-*•]\s*)?([^:：=\t]{2,40})(?:\s*[:：=]\s*|\t+)(.*)$/u.exec(line);
	const target = m ? labels.get(plain(m[1]!)) : undefined;
	return m && target ? { target, raw: m[2]!.trim() } : null;
}

const LONG = new Set<Target>(["facts", "offence"]);
const SEVERAL = new Set<Target>(["nationality"]);

/**
 * What a pasted message says.
 *
 * In:   codes  of countries, ISO 3166
 * Out:  found in its order, `value` "" where a known label's value could not be
 *       read; cut: there was more than is looked at
 */
export function parse(message: string, codes: readonly string[]): { found: Found[]; cut: boolean } {
	let cut = message.length > PASTE_MAX;
	const lines = message.slice(0, PASTE_MAX).replace(/\r\n?/g, "\n").split("\n");
	if (lines.length > LINES_MAX) cut = true;
	const found: Found[] = [];
	let open: Found | null = null;
	for (const [i, whole] of lines.slice(0, LINES_MAX).entries()) {
		if (whole.length > LINE_MAX) cut = true;
		const line = whole.slice(0, LINE_MAX).replace(HIDDEN, "");
		const known = split(line);
		if (!known) {
			/* A text goes on until the next label or an empty line. */
			if (open && line.trim() && !/^[^:：]{2,40}[:：]/u.test(line)) open.raw = open.value = `${open.raw} ${line.trim()}`.trim().slice(0, TEXT_MAX);
			else open = null;
			continue;
		}
		open = null;
		const values = SEVERAL.has(known.target) ? known.raw.split(/[,;/]|\s+(?:and|et|و)\s+/u) : [known.raw];
		for (const v of values.map((x) => x.trim())) {
			if (!v && !LONG.has(known.target)) continue;
			if (found.length >= FOUND_MAX) return { found, cut: true };
			const raw = v.slice(0, TEXT_MAX);
			const one: Found = { target: known.target, raw, ...read(known.target, raw, codes), script: scriptOf(raw), line: i + 1 };
			if (LONG.has(known.target)) open = one;
			/* The same said twice is said once. */
			if (!found.some((f) => f.target === one.target && f.value === one.value && f.raw === one.raw)) found.push(one);
		}
	}
	return { found: found.filter((f) => f.raw), cut };
}
