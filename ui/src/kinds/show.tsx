/* Fields as officers read them, by their type. */
import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { Fields, Value } from "../api/types";
import { code, country, label, labelIn, type Lang, languageName, t } from "../i18n/fluent";
import { languageOf, plainName } from "../i18n/plain";
import { date, everywhere, format } from "../i18n/time";
import { UTC } from "../i18n/zone";
import { Chip, Mono } from "../widgets/parts";
import { Icon } from "../widgets/icon";
import { Basis } from "./basis";
import { BASES, inOrder, LONG, type FieldDef, type KindFile } from "./file";
import { isSaid, type Said, saidAt, saidOf } from "./words";

type Obj = { [name: string]: Value };
export const isObj = (v: Value | undefined): v is Obj => v !== null && typeof v === "object" && !Array.isArray(v);
const text = (v: Value | undefined): string => (v === null || v === undefined ? "" : String(v));

/** The name of a field, of an act or of a block. */
export function nameOf(file: KindFile, block: string | null, name: string): string {
	return label(file.kind, block ? `block-${block}-${name}` : `field-${name}`);
}

/** Where a pointer points, in words: "Person › Documents 1 › Number"; of what is
 * said of a free text in `fields`, that text. */
export function placeOf(file: KindFile, pointer: string, fields: Fields): string {
	const of = saidAt(file, fields, pointer);
	if (of) return placeOf(file, of, fields);
	const names: string[] = [];
	let block: string | null = null;
	let defs: Record<string, FieldDef> = file.fields;
	for (const part of pointer.split("/").slice(1)) {
		if (/^\d+$/.test(part)) {
			names[names.length - 1] += ` ${Number(part) + 1}`;
			continue;
		}
		names.push(nameOf(file, block, part));
		const def: FieldDef | undefined = defs[part];
		block = def?.item?.type ?? def?.type ?? "";
		defs = file.blocks?.[block] ?? {};
	}
	return names.join(" › ");
}

/** What the act says of the text at a pointer: its language, its translation. */
export const Told = createContext<(pointer: string) => Said>(() => ({}));

/* Free text says its own direction and language. */
function Free({ children, lang }: { children: string; lang?: string | undefined }) {
	return (
		<p class="free" dir="auto" lang={lang ?? languageOf(children)}>
			{children}
		</p>
	);
}

/** The original first, and alone authentic; a translation is beneath. */
export function Translation({ of }: { of: Said }) {
	if (!of.courtesy_text) return null;
	return (
		<div class="courtesy">
			<span class="lbl">{t("courtesy", { language: languageName(of.courtesy_language ?? "") })}</span>
			<Free lang={of.courtesy_language}>{of.courtesy_text}</Free>
		</div>
	);
}

/** What a person wrote; a word or two stand in the line, a text beneath. */
export function FreeText({ v, said, long = false }: { v: string; said: Said; long?: boolean }) {
	return (
		<>
			{long ? (
				<Free lang={said.language}>{v}</Free>
			) : (
				<bdi class="word" lang={said.language ?? languageOf(v)}>
					{v}
				</bdi>
			)}
			<Translation of={said} />
		</>
	);
}

export function Passage({ v }: { v: Obj }) {
	return (
		<div class="passage">
			<Free lang={text(v["language"])}>{text(v["text"])}</Free>
			<Translation of={v as Said} />
		</div>
	);
}

/** Who it is, in both scripts; the rest when one asks for it. */
export function Person({ file, v, pointer = "" }: { file: KindFile; v: Obj; pointer?: string }) {
	const latin = [v["given_names_latin"], v["family_name_latin"]].map(text).filter(Boolean).join(" ");
	const own = [v["given_names"], v["family_name"]].map(text).filter(Boolean).join(" ");
	const place = isObj(v["birth_place"]) ? [text(v["birth_place"]["locality"]), v["birth_place"]["country"] ? country(text(v["birth_place"]["country"])) : ""].filter(Boolean) : [];
	const born = v["sex"] === "F" || v["sex"] === "M" ? `born-${text(v["sex"])}` : "born";
	const known = ["role", "family_name", "given_names", "family_name_latin", "given_names_latin", "birth_date", "birth_place", "confidence"];
	const rest = Object.fromEntries(Object.entries(v).filter(([n]) => !known.includes(n)));
	return (
		<div class="names">
			{latin && (
				<div>
					<bdi class="big" dir="ltr">
						{latin}
					</bdi>
					<span class="lbl">{t("latin-script")}</span>
				</div>
			)}
			{own && (
				<div class="e">
					<bdi class="big" dir="auto">
						{own}
					</bdi>
					<span class="lbl">{t("own-script")}</span>
				</div>
			)}
			<div class="b">
				<span class="sub">
					{v["birth_date"] && t(born, { date: dateText(text(v["birth_date"])), n: text(v["birth_date"]).split("-").length })}
					{place.map((p, i) => (
						<>
							{i > 0 || v["birth_date"] ? t("list-comma") : ""}
							<bdi class="whole">{p}</bdi>
						</>
					))}
				</span>
				{v["role"] && <Chip look="st">{code(file.kind, "person_role", text(v["role"]))}</Chip>}
				{v["confidence"] ? (
					<Chip look={v["confidence"] === "CERTAIN" ? "ok" : "warn"} icon={v["confidence"] === "CERTAIN" ? "check" : "unknown"}>
						{t("identity-is", { how: code(file.kind, "confidence", text(v["confidence"])).toLocaleLowerCase() })}
					</Chip>
				) : (
					<Chip look="warn" icon="unknown">
						{t("identity-open")}
					</Chip>
				)}
				{Array.isArray(v["dangers"]) &&
					v["dangers"].map((d) => (
						<Chip key={text(d)} look="bad" icon="warn">
							{code(file.kind, "danger", text(d))}
						</Chip>
					))}
			</div>
			{Object.keys(rest).length > 0 && (
				<details class="b">
					<summary>{t("more-about-person")}</summary>
					<Block file={file} block="person" v={rest} pointer={pointer} />
				</details>
			)}
		</div>
	);
}

/** A day as it was given: a year alone stays one. */
export function dateText(d: string): string {
	const [y, m, day] = d.split("-").map(Number);
	const options: Intl.DateTimeFormatOptions = { year: "numeric" };
	if (m) options.month = "long";
	if (day) options.day = "numeric";
	return format(Date.UTC(y ?? 0, (m ?? 1) - 1, day ?? 1), options, UTC);
}

export function Block({ file, block, v, pointer = "" }: { file: KindFile; block: string; v: Obj; pointer?: string }) {
	const defs = file.blocks?.[block] ?? {};
	return (
		<dl class="f">
			{inOrder(defs)
				.filter(([n]) => v[n] !== undefined)
				.map(([n, def]) => (
					<div class="fr" key={n}>
						<dt>{nameOf(file, block, n)}</dt>
						<dd>
							<Show file={file} def={def} v={v[n]} pointer={`${pointer}/${n}`} />
						</dd>
					</div>
				))}
		</dl>
	);
}

export function Show({ file, def, v, pointer = "" }: { file: KindFile; def: FieldDef; v: Value | undefined; pointer?: string }): ComponentChildren {
	const told = useContext(Told);
	if (v === undefined || v === null) return <span class="sub">—</span>;
	if (def.type === "list" && Array.isArray(v) && def.item) {
		const inner = def.item;
		const short = inner.type === "code" || inner.type === "text";
		return (
			<ul class={short ? "inline" : "blocks"}>
				{v.map((x, i) => (
					<li key={i}>
						<Show file={file} def={inner} v={x} pointer={`${pointer}/${i}`} />
					</li>
				))}
			</ul>
		);
	}
	if (def.type === "passage" && isObj(v)) return <Passage v={v} />;
	if (def.type === "person" && isObj(v)) return <Person file={file} v={v} pointer={pointer} />;
	if (def.type === "blob" && isObj(v))
		return (
			<span class="att">
				<Icon name="clip" small />
				<bdi>{plainName(text(v["name"]))}</bdi>
				<Mono title={text(v["sha256"])}>{text(v["sha256"]).slice(0, 8)}…</Mono>
			</span>
		);
	if (file.blocks?.[def.type] && isObj(v)) return <Block file={file} block={def.type} v={v} pointer={pointer} />;
	if (Array.isArray(v)) return <span>{v.map(text).join(" · ")}</span>;
	switch (def.type) {
		case "code":
			return def.of === BASES ? <Basis of={text(v)} /> : <>{code(file.kind, def.of ?? "", text(v))}</>;
		case "bool":
			return <>{t(v ? "yes" : "no")}</>;
		case "instant":
			return <span title={text(v)}>{`${date(text(v))} · ${everywhere(text(v))}`}</span>;
		case "date":
			return <>{dateText(text(v))}</>;
		case "hash":
		case "id":
		case "bytes":
			return <Mono>{text(v)}</Mono>;
		case "int":
			return <bdi dir="ltr">{text(v)}</bdi>;
		default:
			if (def.words) return <FreeText v={text(v)} said={told(pointer)} long={(def.max ?? 0) > LONG} />;
			/* A word or a number stands where the page begins, a text where it does. */
			return (def.max ?? 0) > LONG ? <Free>{text(v)}</Free> : <bdi class="word">{text(v)}</bdi>;
	}
}

/** What a label calls it; beneath, in another language. */
export function Name({ kind, id, beside }: { kind: string; id: string; beside?: Lang | null | undefined }) {
	const other = beside ? labelIn(beside, kind, id) : null;
	return (
		<>
			{label(kind, id)}
			{other && (
				<small lang={beside!} dir="auto">
					{other}
				</small>
			)}
		</>
	);
}

interface Listed {
	file: KindFile;
	names: string[];
	fields: Fields;
	/** Those that say something else than before. */
	changed?: ReadonlySet<string>;
	/** Their names in a second language too. */
	beside?: Lang | null;
	/** What is said of a free text; else as the fields say. */
	said?: (pointer: string) => Said;
}

/** Fields as they are read, in the order of the names. */
export function FieldList({ file, names, fields, changed, beside, said }: Listed) {
	return (
		<Told.Provider value={said ?? ((pointer) => saidOf(fields, pointer))}>
			<dl class="f wide">
				{names
					.filter((n) => fields[n] !== undefined && file.fields[n] && !isSaid(file, n))
					.map((n) => (
						<div class={`fr${changed?.has(n) ? " changed" : ""}`} key={n}>
							<dt>
								<Name kind={file.kind} id={`field-${n}`} beside={beside} />
								{changed?.has(n) && <Chip look="us">{t("changed")}</Chip>}
								{file.fields[n]!.seal && <Icon name="lock" small label={t("sealed-field")} />}
							</dt>
							<dd>
								<Show file={file} def={file.fields[n]!} v={fields[n]} pointer={`/${n}`} />
							</dd>
						</div>
					))}
			</dl>
		</Told.Provider>
	);
}
