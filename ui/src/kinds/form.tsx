/* A form made from the kind: a widget for each type of field. */
import { createContext } from "preact";
import { useContext, useEffect, useId, useRef, useState } from "preact/hooks";
import { Problem } from "../api/client";
import { upload } from "../api/upload";
import type { Act, Fields, Finding, Value } from "../api/types";
import { code, country, label, lang, languageName, t } from "../i18n/fluent";
import { plainName } from "../i18n/plain";
import { home } from "../i18n/time";
import { fromLocal, toLocal } from "../i18n/zone";
import { said } from "../widgets/state";
import { Icon } from "../widgets/icon";
import { Button, Mono } from "../widgets/parts";
import { BASES, basisText, codesOf, inOrder, LONG, type FieldDef, type KindFile, type Profile } from "./file";
import { blank } from "./check";
import { known, type Known, namedAt, nextOf } from "./known";
import { isObj, nameOf } from "./show";
import { isAside, otherThan, type Said, saidOf, say, settle, speaks, textsOf, withoutItem } from "./words";

interface Around {
	file: KindFile;
	profile: Profile | null;
	findings: Finding[];
	/* The dossier that files go to; null: there is none yet. */
	reference: string | null;
	/* What was said in it before. */
	acts: Act[];
	/* What is said of the text at a pointer; null: the act has no room for it. */
	said: ((pointer: string) => Said) | null;
	say: (pointer: string, more: Said) => void;
	remove: (pointer: string, index: number) => void;
	/* Fields that one has left: faults of the others are not shown yet. */
	seen: ReadonlySet<string> | null;
	see: (pointer: string) => void;
}

const Form = createContext<Around | null>(null);

export const COUNTRIES = "AE AF AL AM AO AR AT AU AZ BA BD BE BF BG BI BJ BR BY CA CD CF CG CH CI CL CM CN CO CU CV CY CZ DE DJ DK DZ EE EG ER ES ET FI FR GA GB GE GH GM GN GQ GR GT GW HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KM KR KW KZ LB LI LK LR LT LU LV LY MA MC MD ME MG MK ML MR MT MU MX MY MZ NE NG NL NO NZ OM PA PE PH PK PL PS PT PY QA RO RS RU RW SA SC SD SE SG SI SK SL SN SO SS ST SY TD TG TH TN TR TW TZ UA UG US UY UZ VE VN XK YE ZA ZM ZW".split(" ");

function choices(around: Around, of: string): { value: string; text: string }[] {
	const { file, profile } = around;
	const sorted = (list: { value: string; text: string }[]) => list.sort((a, b) => a.text.localeCompare(b.text, document.documentElement.lang));
	if (of === "country") return sorted(COUNTRIES.map((value) => ({ value, text: `${country(value)} (${value})` })));
	const list = codesOf(file, profile, of);
	if (of === BASES) return list.filter((b) => profile?.bases[b]?.kinds.includes(file.kind) ?? true).map((value) => ({ value, text: basisText(profile, value, lang()) }));
	return list.map((value) => ({ value, text: code(file.kind, of, value) }));
}

interface WidgetProps {
	def: FieldDef;
	value: Value | undefined;
	set: (v: Value) => void;
	id: string;
	pointer: string;
	bad: boolean;
	hint?: string;
}

function Text({ def, value, set, id, bad, hint }: WidgetProps) {
	const shown = typeof value === "string" || typeof value === "number" ? String(value) : "";
	const common = { id, value: shown, dir: "auto" as const, "aria-invalid": bad, "aria-describedby": hint, autocomplete: "off" };
	if (def.type === "text" && (def.max ?? 0) > LONG) return <textarea {...common} rows={3} onInput={(e) => set(e.currentTarget.value)} />;
	if (def.type === "int")
		return <input {...common} dir="ltr" inputMode="numeric" onInput={(e) => set(/^-?\d+$/.test(e.currentTarget.value) ? Number(e.currentTarget.value) : e.currentTarget.value)} />;
	if (def.type === "date") return <input {...common} dir="ltr" placeholder="YYYY-MM-DD" onInput={(e) => set(e.currentTarget.value)} />;
	return <input {...common} onInput={(e) => set(e.currentTarget.value)} />;
}

function Code({ def, value, set, id, bad, hint }: WidgetProps) {
	const around = useContext(Form)!;
	return (
		<select id={id} value={String(value ?? "")} aria-invalid={bad} aria-describedby={hint} onChange={(e) => set(e.currentTarget.value)}>
			<option value="">{t("choose")}</option>
			{choices(around, def.of ?? "").map((c) => (
				<option key={c.value} value={c.value}>
					{c.text}
				</option>
			))}
		</select>
	);
}

/* One of what has a number already. */
function Numbered({ value, set, id, bad, hint, of }: WidgetProps & { of: Known[] }) {
	const other = typeof value === "number" && !of.some((k) => k.value === value) ? [{ value, text: "" }] : [];
	return (
		<select id={id} value={String(value ?? "")} aria-invalid={bad} aria-describedby={hint} onChange={(e) => set(e.currentTarget.value ? Number(e.currentTarget.value) : null)}>
			<option value="">{t("choose")}</option>
			{[...of, ...other].map((k) => (
				<option key={k.value} value={k.value}>
					{k.text ? `${k.value} — ${k.text}` : k.value}
				</option>
			))}
		</select>
	);
}

function Bool({ value, set, id, bad, hint }: WidgetProps) {
	return (
		<select id={id} value={value === true ? "yes" : value === false ? "no" : ""} aria-invalid={bad} aria-describedby={hint} onChange={(e) => set({ yes: true, no: false }[e.currentTarget.value] ?? null)}>
			<option value="">{t("choose")}</option>
			<option value="yes">{t("yes")}</option>
			<option value="no">{t("no")}</option>
		</select>
	);
}

function Instant({ value, set, id, bad, hint }: WidgetProps) {
	const zone = home();
	return <input id={id} type="datetime-local" dir="ltr" value={toLocal(String(value ?? ""), zone)} aria-invalid={bad} aria-describedby={hint} onInput={(e) => set(fromLocal(e.currentTarget.value, zone))} />;
}

/* Codes of which several may hold: all of them to tick, or to add one by one. */
const TICKS_MAX = 16;

function CodeList({ def, value, set, id, pointer }: WidgetProps) {
	const around = useContext(Form)!;
	const all = choices(around, def.item?.of ?? "");
	const chosen = Array.isArray(value) ? value.map(String) : [];
	const flip = (c: string) => set(chosen.includes(c) ? chosen.filter((x) => x !== c) : [...chosen, c].sort());
	/* A key on a closed list passes over one after the other: what it stands on is
	 * added by Enter or the button beside it; what is picked is added at once. */
	const [at, setAt] = useState("");
	const byKey = useRef(false);
	const add = (c: string) => {
		if (c) flip(c);
		setAt("");
		byKey.current = false;
	};
	if (all.length <= TICKS_MAX)
		return (
			<div class="ticks" role="group" aria-labelledby={`${id}-label`}>
				{all.map((c) => (
					<label key={c.value} class="tick">
						<input type="checkbox" value={c.value} checked={chosen.includes(c.value)} onChange={() => flip(c.value)} />
						{c.text}
					</label>
				))}
			</div>
		);
	return (
		<div class="chosen">
			{chosen.map((c) => (
				<button
					key={c}
					type="button"
					class="chip st"
					aria-label={t("remove-value", { value: all.find((a) => a.value === c)?.text ?? c })}
					onClick={() => {
						flip(c);
						document.getElementById(id)?.focus();
					}}
				>
					{all.find((a) => a.value === c)?.text ?? c} <Icon name="cross" small />
				</button>
			))}
			<select
				id={id}
				value={at}
				aria-labelledby={`${id}-label`}
				data-pointer={pointer}
				onPointerDown={() => (byKey.current = false)}
				onKeyDown={(e) => {
					byKey.current = e.key !== "Enter";
					if (e.key !== "Enter" || !at) return;
					e.preventDefault();
					add(at);
				}}
				onChange={(e) => (byKey.current ? setAt(e.currentTarget.value) : add(e.currentTarget.value))}
			>
				<option value="">{t("add")}</option>
				{all
					.filter((a) => !chosen.includes(a.value))
					.map((c) => (
						<option key={c.value} value={c.value}>
							{c.text}
						</option>
					))}
			</select>
			{at && (
				<Button
					icon="plus"
					onClick={() => {
						add(at);
						document.getElementById(id)?.focus();
					}}
				>
					{t("add")}
				</Button>
			)}
		</div>
	);
}

function List({ def, value, set, id, pointer }: WidgetProps) {
	const around = useContext(Form)!;
	const rows = Array.isArray(value) ? value : [];
	const inner = def.item!;
	const isBlock = around.file.blocks?.[inner.type] !== undefined;
	const put = (i: number, v: Value) => set(rows.map((x, j) => (i === j ? v : x)));
	/* A key that must be unique counts up by itself; one that answers is chosen. */
	const fresh = (): Value => {
		if (!isBlock) return "";
		if (!def.key || namedAt(around.file, `${pointer}/0/${def.key}`)) return {};
		return { [def.key]: nextOf(around.file, pointer.slice(1), around.acts, rows) };
	};
	/* A row that is added has the focus, and one that goes gives it back. */
	const box = useRef<HTMLDivElement>(null);
	const moved = useRef<"" | "added" | "removed">("");
	useEffect(() => {
		const at = moved.current === "added" ? `:scope > :nth-child(${rows.length}) :is(input, select, textarea)` : ":scope > .btn:last-child, :scope > :last-child .btn";
		if (moved.current) box.current?.querySelector<HTMLElement>(at)?.focus();
		moved.current = "";
	}, [rows.length]);
	return (
		<div class="rows" role="group" aria-labelledby={`${id}-label`} ref={box}>
			{rows.map((x, i) => (
				<div class={isBlock ? "rowbox" : "rowline"} key={i}>
					{isBlock ? (
						<BlockFields block={inner.type} value={x} set={(v) => put(i, v)} pointer={`${pointer}/${i}`} />
					) : (
						<div>
							<Widget def={inner} value={x} set={(v) => put(i, v)} id={`${id}-${i}`} pointer={`${pointer}/${i}`} bad={false} label={t("row-number", { n: i + 1 })} />
							{inner.words && <Aside pointer={`${pointer}/${i}`} id={`${id}-${i}`} value={x} />}
						</div>
					)}
					<button
						type="button"
						class="btn q icon"
						aria-label={t("remove-row", { n: i + 1 })}
						onClick={() => {
							moved.current = "removed";
							around.remove(pointer, i);
						}}
					>
						<Icon name="trash" small />
					</button>
				</div>
			))}
			{rows.length < (def.max ?? Infinity) && (
				<Button
					icon="plus"
					onClick={() => {
						moved.current = "added";
						set([...rows, fresh()]);
					}}
				>
					{t("add")}
				</Button>
			)}
		</div>
	);
}

function BlobField({ value, set, id }: WidgetProps) {
	const around = useContext(Form)!;
	const [share, setShare] = useState<number | null>(null);
	const [fault, setFault] = useState<string>("");
	if (isObj(value) && value["name"])
		return (
			<span class="att">
				<Icon name="clip" small />
				<bdi>{plainName(String(value["name"]))}</bdi>
				<Mono>{String(value["sha256"]).slice(0, 8)}…</Mono>
				<button type="button" class="btn q icon" aria-label={t("remove-value", { value: String(value["name"]) })} onClick={() => set(null)}>
					<Icon name="trash" small />
				</button>
			</span>
		);
	if (!around.reference) return <p class="hint">{t("files-later")}</p>;
	async function take(file: File | undefined) {
		if (!file || !around.reference) return;
		setFault("");
		try {
			set(await upload(around.reference, file, setShare));
		} catch (e) {
			setFault(e instanceof Problem ? e.message : String(e));
		} finally {
			setShare(null);
		}
	}
	return (
		<div>
			<input id={id} type="file" onChange={(e) => void take(e.currentTarget.files?.[0])} />
			{share !== null && <progress max={1} value={share} aria-label={t("sending-file")} />}
			{fault && <p class="err">{fault}</p>}
		</div>
	);
}

function Widget(props: WidgetProps & { label?: string }) {
	const around = useContext(Form)!;
	const { def } = props;
	if (def.type === "list") return def.item?.type === "code" ? <CodeList {...props} /> : <List {...props} />;
	if (def.type === PASSAGE && around.file.blocks?.[PASSAGE]) return <PassageFields {...props} />;
	if (around.file.blocks?.[def.type]) return <BlockFields block={def.type} value={props.value} set={props.set} pointer={props.pointer} />;
	if (def.type === "int") {
		const list = namedAt(around.file, props.pointer);
		const of = list ? known(around.file, list, around.acts) : [];
		if (of.length > 0) return <Numbered {...props} of={of} />;
	}
	if (def.type === "code") return <Code {...props} />;
	if (def.type === "bool") return <Bool {...props} />;
	if (def.type === "instant") return <Instant {...props} />;
	if (def.type === "blob") return <BlobField {...props} />;
	return props.label ? (
		<input id={props.id} value={String(props.value ?? "")} dir="auto" aria-label={props.label} onInput={(e) => props.set(e.currentTarget.value)} />
	) : (
		<Text {...props} />
	);
}

/* A language, and the text in it; `pointer` of a block that has both. */
function Translated({ said, set, id, pointer }: { said: Said; set: (more: Said) => void; id: string; pointer?: string }) {
	const { profile } = useContext(Form)!;
	const [into, setInto] = useState("");
	const to = said.courtesy_language || into || otherThan(said.language, profile);
	return (
		<div class="courtesy">
			<div class="tongue" data-field={pointer && `${pointer}/courtesy_language`}>
				<label class="lbl" for={`${id}-to`}>
					{t("courtesy-into")}
				</label>
				<Languages id={`${id}-to`} value={to} but={said.language} set={(l) => (said.courtesy_text ? set({ courtesy_language: l }) : setInto(l))} />
			</div>
			<div data-field={pointer && `${pointer}/courtesy_text`}>
				<textarea
					id={`${id}-courtesy`}
					rows={2}
					dir="auto"
					lang={to}
					maxLength={TRANSLATION_MAX}
					aria-label={t("courtesy", { language: languageName(to) })}
					value={said.courtesy_text ?? ""}
					onInput={(e) => set({ courtesy_language: e.currentTarget.value ? to : "", courtesy_text: e.currentTarget.value })}
				/>
			</div>
		</div>
	);
}

/* Languages of the kind, but that which it is in already. */
function Languages({ id, value, but, set }: { id: string; value: string; but?: string | undefined; set: (language: string) => void }) {
	const { file, profile } = useContext(Form)!;
	return (
		<select id={id} value={value} onChange={(e) => set(e.currentTarget.value)}>
			{!value && <option value="">{t("choose")}</option>}
			{codesOf(file, profile, "language")
				.filter((l) => l !== but)
				.map((l) => (
					<option key={l} value={l}>
						{languageName(l)}
					</option>
				))}
		</select>
	);
}

/* The language of a free text as it was guessed, to be changed; its translation
 * folded away until there is one. */
function Aside({ pointer, id, value }: { pointer: string; id: string; value: Value | undefined }) {
	const around = useContext(Form)!;
	const said = around.said?.(pointer);
	if (!said || typeof value !== "string" || value.trim() === "") return null;
	return (
		<details class="aside" data-words={pointer} open={said.courtesy_text ? true : undefined}>
			<summary>
				<span lang={lang()}>{said.language ? languageName(said.language) : t("choose")}</span>
				{" · "}
				{t(said.courtesy_text ? "courtesy-there" : "courtesy-add")}
			</summary>
			<div class="tongue">
				<label class="lbl" for={`${id}-language`}>
					{t("words-language")}
				</label>
				<Languages id={`${id}-language`} value={said.language ?? ""} set={(language) => around.say(pointer, { language })} />
			</div>
			<Translated said={said} set={(more) => around.say(pointer, more)} id={id} />
		</details>
	);
}

/* The language of all that is written in the act, as it was guessed: one key
 * chooses another. */
function ActLanguage({ act, fields, set }: { act: string; fields: Fields; set: (fields: Fields) => void }) {
	const { file } = useContext(Form)!;
	const id = useId();
	if (!speaks(file, act) || textsOf(file, act, fields).length === 0) return null;
	return (
		<div class="tongue" data-field="/language">
			<label class="lbl" for={id}>
				{t("words-language-all")}
			</label>
			<Languages id={id} value={String(fields["language"] ?? "")} set={(language) => set({ ...fields, language })} />
		</div>
	);
}

/* A long text that carries its language and its translation itself. */
const PASSAGE = "passage";
const TRANSLATION_MAX = 4000;

function PassageFields({ value, set, pointer, id }: WidgetProps) {
	const { file } = useContext(Form)!;
	const v = isObj(value) ? value : {};
	const said = v as Said;
	return (
		<div class="grid block-passage">
			{["language", "text"].map((name) => {
				const def = file.blocks![PASSAGE]![name]!;
				return <Entry key={name} name={nameOf(file, PASSAGE, name)} def={def} need={def.need === true} value={v[name]} set={(x) => set({ ...v, [name]: x })} pointer={`${pointer}/${name}`} />;
			})}
			<details class="aside wide" data-words={pointer} open={said.courtesy_text ? true : undefined}>
				<summary>{t(said.courtesy_text ? "courtesy-there" : "courtesy-add")}</summary>
				<Translated said={said} set={(more) => set({ ...v, ...more } as Value)} id={id} pointer={pointer} />
			</details>
		</div>
	);
}

function BlockFields({ block, value, set, pointer }: { block: string; value: Value | undefined; set: (v: Value) => void; pointer: string }) {
	const { file } = useContext(Form)!;
	const v = isObj(value) ? value : {};
	return (
		<div class={`grid block-${block}`}>
			{inOrder(file.blocks?.[block] ?? {}).map(([name, def]) => (
				<Entry key={name} name={nameOf(file, block, name)} def={def} need={def.need === true} value={v[name]} set={(x) => set({ ...v, [name]: x })} pointer={`${pointer}/${name}`} />
			))}
		</div>
	);
}

/** The text of a fault: by the kind's rule, or of every form. */
export function faultText(file: KindFile, f: Finding): string {
	const general = ["missing", "too_long", "many", "range", "date"];
	if (general.includes(f.rule)) return t(`rule-${f.rule}`);
	const own = label(file.kind, `rule-${f.rule}`);
	return own.toLocaleLowerCase() === f.rule ? said(f) : own;
}

function Entry({ name, def, need, value, set, pointer }: { name: string; def: FieldDef; need: boolean; value: Value | undefined; set: (v: Value) => void; pointer: string }) {
	const around = useContext(Form)!;
	const id = useId();
	const block = around.file.blocks?.[def.type] !== undefined;
	const group = block || def.type === "list";
	const shown = around.seen === null || around.seen.has(pointer);
	const faults = shown ? around.findings.filter((f) => f.pointer === pointer) : [];
	const bad = faults.some((f) => f.severity === "error");
	const wide = group || def.of === BASES || (def.type === "text" && (def.max ?? 0) > LONG);
	const hint = bad ? `${id}-err` : undefined;
	const body = <Widget def={def} value={value} set={set} id={id} pointer={pointer} bad={bad} hint={hint} />;
	const caption = (
		<>
			{name}
			{need && <span class="need" title={t("needed")}> *</span>}
			{def.seal && <Icon name="lock" small label={t("sealed-field")} />}
		</>
	);
	const errors = faults.map((f) => (
		<p key={f.rule} id={hint} class={f.severity === "error" ? "err" : "hint"}>
			<Icon name={f.severity === "error" ? "warn" : "unknown"} small />
			{faultText(around.file, f)}
		</p>
	));
	if (group)
		return (
			<fieldset class={`in wide${block ? " blk" : ""}`} data-field={pointer}>
				<legend id={`${id}-label`} class="lb">
					{caption}
				</legend>
				{body}
				{errors}
			</fieldset>
		);
	return (
		<div class={`in${wide ? " wide" : ""}`} data-field={pointer} onFocusOut={() => !blank(value) && around.see(pointer)}>
			<label for={id}>{caption}</label>
			{body}
			{errors}
			{def.words && <Aside pointer={pointer} id={id} value={value} />}
		</div>
	);
}

/** Those with an entry of their own: not what is said of the others. */
export const formFields = (file: KindFile, names: string[]): string[] => names.filter((n) => file.fields[n] && !isAside(file, n));

export function FormFields(props: {
	file: KindFile;
	act: string;
	profile: Profile | null;
	names: string[];
	need?: string[];
	fields: Fields;
	set: (fields: Fields) => void;
	findings: Finding[];
	reference: string | null;
	acts?: Act[];
	/** Show every fault, also of what was not touched yet. */
	all: boolean;
	/** More of the act's form stands beside, and tells its language. */
	partial?: boolean;
}) {
	const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
	const settled = (fields: Fields) => settle(props.file, props.act, fields, lang(), props.profile);
	const put = (fields: Fields) => props.set(settled(fields));
	/* What the form begins with, or another wrote, has its languages too. */
	const fields = settled(props.fields);
	const around: Around = {
		file: props.file,
		profile: props.profile,
		findings: props.findings,
		reference: props.reference,
		acts: props.acts ?? [],
		seen: props.all ? null : seen,
		see: (p) => {
			if (!seen.has(p)) setSeen(new Set([...seen, p]));
		},
		said: speaks(props.file, props.act) ? (p) => saidOf(fields, p) : null,
		say: (p, more) => put(say(fields, p, more)),
		remove: (p, i) => put(withoutItem(fields, p, i)),
	};
	return (
		<Form.Provider value={around}>
			<div class="grid">
				{formFields(props.file, props.names).map((name) => {
					const def = props.file.fields[name];
					return def ? (
						<Entry
							key={name}
							name={nameOf(props.file, null, name)}
							def={def}
							need={def.need === true || (props.need?.includes(name) ?? false)}
							value={fields[name]}
							set={(v) => put({ ...fields, [name]: v })}
							pointer={`/${name}`}
						/>
					) : null;
				})}
			</div>
			{!props.partial && <ActLanguage act={props.act} fields={fields} set={props.set} />}
		</Form.Provider>
	);
}
