/* Instants as officers read them: on the clocks of both capitals. */
import type { Zone } from "../api/types";
import { signal } from "@preact/signals";
import { zones } from "../kinds/kind";
import { session } from "../api/client";
import { country, lang, locale, t } from "./fluent";
import { offsetMs, UTC } from "./zone";

/** Now, to the second that a minute begins; screens that count look at it. */
export const now = signal(Date.now());
setInterval(() => (now.value = Date.now()), 10_000);

const formats = new Map<string, Intl.DateTimeFormat>();

/* The clock is moved by the node's offset and written as UTC: the browser's own
 * zone data decide nothing. */
function wall(at: number | string, zone: Zone): Date {
	const ms = typeof at === "string" ? Date.parse(at) : at;
	return new Date(ms + offsetMs(zone, ms));
}

export function format(at: number | string, options: Intl.DateTimeFormatOptions, zone: Zone = home()): string {
	const key = `${locale()} ${JSON.stringify(options)}`;
	let f = formats.get(key);
	if (!f) formats.set(key, (f = new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" })));
	const text = f.format(wall(at, zone));
	/* French counts the first of a month in its own way. */
	return options.month && lang() === "fr" ? text.replace(/(^|\s)1(?=\s\p{L})/u, "$11er") : text;
}

/** The zone of the side where one works; UTC before it is known. */
export const home = (): Zone => zones.value[session.value?.side ?? ""] ?? UTC;

/* What is written alike in every language needs no format of the browser, which
 * takes milliseconds to make: these are on the first screen. */
const digits = (at: number | string, zone: Zone, from: number, to: number): string => wall(at, zone).toISOString().slice(from, to);

/** "16:00". */
export const hour = (at: number | string, zone: Zone = home()): string => digits(at, zone, 11, 16);
/** "16:00:09". */
export const second = (at: number | string, zone: Zone = home()): string => digits(at, zone, 11, 19);
export const day = (at: number | string, zone?: Zone): string =>
	format(at, { day: "numeric", month: "long", year: "numeric" }, zone);

/* A year that is not this one is said. */
const yearOf = (at: number | string): string => digits(at, home(), 0, 4);
const withYear = (at: number | string): Intl.DateTimeFormatOptions => (yearOf(at) === yearOf(now.value) ? {} : { year: "numeric" });

export const shortDay = (at: number | string, zone?: Zone): string =>
	format(at, { weekday: "short", day: "numeric", month: "short", ...withYear(at) }, zone);
/** "28 Nov", "1 Jan 2027". */
export const date = (at: number | string): string => format(at, { day: "numeric", month: "short", ...withYear(at) });

const dayKey = (at: number | string, zone: Zone = home()): string => digits(at, zone, 0, 10);

/** "today 16:00", "tomorrow 07:00", "Wed 25 Nov 10:00". */
export function moment(at: string): string {
	const ms = Date.parse(at);
	if (dayKey(ms) === dayKey(now.value)) return t("time-today", { hour: hour(ms) });
	if (dayKey(ms) === dayKey(now.value + 86_400_000)) return t("time-tomorrow", { hour: hour(ms) });
	if (dayKey(ms) === dayKey(now.value - 86_400_000)) return t("time-yesterday", { hour: hour(ms) });
	return `${shortDay(ms)} ${hour(ms)}`;
}

/** Today the hour alone, else the day alone. */
export function briefly(at: string): string {
	const ms = Date.parse(at);
	return dayKey(ms) === dayKey(now.value) ? hour(ms) : date(ms);
}

/** The same on every side's clock: "16:00 (Morocco = France)" or two times. */
export function everywhere(at: number | string, seconds = false): string {
	const write = seconds ? second : hour;
	const sides = Object.entries(zones.value);
	const groups = new Map<string, string[]>();
	for (const [side, zone] of sides) {
		const text = `${write(at, zone)}${dayOff(at, zone)}`;
		groups.set(text, [...(groups.get(text) ?? []), country(side)]);
	}
	if (groups.size === 0) return `${write(at, UTC)} UTC`;
	return [...groups].map(([text, names]) => `${text} (${names.join(" = ")})`).join(" · ");
}

/** What clocks show now: each time, and where it is so; UTC is the last. */
export function clocks(at: number): [string, string][] {
	const groups = new Map<string, string[]>();
	for (const [side, zone] of Object.entries(zones.value)) {
		const text = hour(at, zone);
		groups.set(text, [...(groups.get(text) ?? []), country(side)]);
	}
	return [...[...groups].map(([text, names]): [string, string] => [text, names.join(" = ")]), [hour(at, UTC), "UTC"]];
}

/* A day that differs from home's is said. */
function dayOff(at: number | string, zone: Zone): string {
	return dayKey(at, zone) === dayKey(at) ? "" : ` ${format(at, { day: "2-digit", month: "2-digit" }, zone)}`;
}

/* Minutes are of use while there are few hours. */
const MINUTES_BELOW_H = 10;

/** "in 3 h 19", "in 18 h", "2 days late". */
export function left(at: string): string {
	const ms = Date.parse(at) - now.value;
	const minutes = Math.floor(Math.abs(ms) / 60_000);
	const late = ms < 0 ? "late" : "in";
	if (minutes < 60) return t(`time-${late}-minutes`, { m: minutes });
	const hours = Math.floor(minutes / 60);
	if (hours >= MINUTES_BELOW_H && hours < 48) return t(`time-${late}-long`, { h: hours });
	if (hours < 48) return t(`time-${late}-hours`, { h: hours, m: String(minutes % 60).padStart(2, "0") });
	return t(`time-${late}-days`, { d: Math.floor(hours / 24) });
}
