/* The texts of the screens, in the officer's language. */
import { FluentBundle, type FluentResource, type FluentVariable } from "@fluent/bundle";
import { signal } from "@preact/signals";
import { early } from "../api/early";
import { type Lang, languages, textsOf } from "./language";

export { type Lang, languages };

type Labels = Record<string, Record<string, string>>;
interface Texts {
	lang: Lang;
	bundle: FluentBundle;
	labels: Labels;
	/* Of which list of codes a field of a kind is. */
	lists: Labels;
}

export const texts = signal<Texts | null>(null);
export const lang = (): Lang => texts.value?.lang ?? "en";

/* Latin digits in every language, as officers of both sides write them. */
export const locale = (l: Lang = lang()): string => ({ ar: "ar-MA-u-nu-latn", fr: "fr-FR", en: "en-GB" })[l];

/* A file of a language, as build.mjs makes it: texts that are parsed already. */
type Pattern = FluentResource["body"][number]["value"];
interface Written {
	patterns: Record<string, Pattern>;
	labels: Labels;
	lists: Labels;
}

const read = async (answer: Promise<Response>): Promise<Written> => (await answer).json();

function bundleOf(l: Lang, patterns: Written["patterns"]): FluentBundle {
	const bundle = new FluentBundle(locale(l));
	bundle.addResource({ body: Object.entries(patterns).map(([id, value]) => ({ id, value, attributes: {} })) });
	return bundle;
}

export async function speak(l: Lang): Promise<void> {
	const { patterns, ...names } = await read(early(textsOf(l)));
	document.documentElement.lang = l;
	document.documentElement.dir = l === "ar" ? "rtl" : "ltr";
	texts.value = { lang: l, bundle: bundleOf(l, patterns), ...names };
}

/** A text by its name; what is missing shows its name, and fails a test. */
export function t(id: string, args?: Record<string, FluentVariable>): string {
	const bundle = texts.value?.bundle;
	const message = bundle?.getMessage(id);
	if (!bundle || !message?.value) return id;
	return bundle.formatPattern(message.value, args);
}

export function has(id: string): boolean {
	return texts.value?.bundle.hasMessage(id) ?? false;
}

const shared = ["common", "request", "later", "cease", "extend", "retex"];

/* Labels of kinds that this house added (kinds.d): the node has them. */
const added = signal<Record<string, Record<Lang, Record<string, string>>>>({});
let asked: (kind: string) => void = () => undefined;

/** `ask` is called for a kind whose labels are not in the bundle. */
export function onUnknownKind(ask: (kind: string) => void): void {
	asked = ask;
}

export function addLabels(kind: string, labels: Record<Lang, Record<string, string>>): void {
	if (!texts.peek()?.labels[kind]) added.value = { ...added.peek(), [kind]: labels };
}

/** A label of a kind, or of the common files beside it; null if none has it. */
export function labelOf(kind: string, id: string): string | null {
	const all = texts.value?.labels;
	if (kind && all && !all[kind]) {
		const found = added.value[kind]?.[lang()]?.[id];
		if (found) return found;
		if (!added.value[kind]) asked(kind);
	}
	for (const file of [kind, ...shared]) {
		const found = all?.[file]?.[id];
		if (found) return found;
	}
	return null;
}

const beside = signal<Partial<Record<Lang, Labels>>>({});

/** A label in another language, for papers in two; null until it is there. */
export function labelIn(l: Lang, kind: string, id: string): string | null {
	const all = beside.value[l];
	if (!all) {
		void read(fetch(textsOf(l))).then(({ labels }) => (beside.value = { ...beside.peek(), [l]: labels }));
		return null;
	}
	for (const file of [kind, ...shared]) if (all[file]?.[id]) return all[file]![id]!;
	return null;
}

/** With a capital, for the beginning of a line. */
export const sentence = (text: string): string => text.charAt(0).toLocaleUpperCase(lang()) + text.slice(1);

/** A label for the beginning of a line; the id if none. */
export const label = (kind: string, id: string): string => sentence(labelOf(kind, id) ?? id.slice(id.indexOf("-") + 1));

const regions = new Map<Lang, Intl.DisplayNames>();
const tongues = new Map<Lang, Intl.DisplayNames>();

export function country(code: string): string {
	let names = regions.get(lang());
	if (!names) regions.set(lang(), (names = new Intl.DisplayNames(locale(), { type: "region" })));
	try {
		return names.of(code) ?? code;
	} catch {
		return code;
	}
}

export function languageName(code: string): string {
	let names = tongues.get(lang());
	if (!names) tongues.set(lang(), (names = new Intl.DisplayNames(locale(), { type: "language" })));
	try {
		return names.of(code) ?? code;
	} catch {
		return code;
	}
}

/* The two sides of a treaty, by their countries. */
const SIDES = "$profile/sides";

/** The name of a code of a list of a kind. */
export function code(kind: string, list: string, value: string): string {
	if (list === "country" || list === SIDES) return country(value);
	if (list === "language") return languageName(value);
	return label(kind, `code-${list}-${value}`);
}

/** The list of codes that a field is of, where its kind ships with the program. */
export function listOf(kind: string, field: string): string {
	const all = texts.value?.lists;
	for (const file of [kind, ...shared]) {
		const found = all?.[file]?.[field];
		if (found) return found;
	}
	return field;
}
