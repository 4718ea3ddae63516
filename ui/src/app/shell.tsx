/* The frame around every screen. */
import type { ComponentChildren } from "preact";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { may, online, session } from "../api/client";
import { readZones, zones } from "../kinds/kind";
import { counts, duty, late, status, toApprove, unanswered, upTo } from "../api/store";
import type { Line } from "../api/types";
import { sentence, t } from "../i18n/fluent";
import { clocks, hour, now } from "../i18n/time";
import { useKeys } from "../keys/keys";
import { Brand, Icon, type IconName } from "../widgets/icon";
import { Key } from "../widgets/parts";
import { Toast } from "../widgets/toast";
import { Help, helping } from "./help";
import { finding, Palette } from "./palette";
import { go, href, place } from "./router";
import { signOut } from "./session";
import { LanguageSwitch, ThemeSwitch } from "./switches";

export const railOpen = signal(false);

interface Way {
	screen: string;
	icon: IconName;
	right: string;
	count?: () => number | string;
	hot?: boolean;
	rule?: boolean;
}

export const ways: Way[] = [
	{ screen: "inbox", icon: "inbox", right: "list", count: () => upTo(counts.value.value?.in.due), hot: true },
	{ screen: "outbox", icon: "send", right: "list", count: () => upTo(counts.value.value?.out.standing) },
	{ screen: "approve", icon: "approve", right: "draft", count: () => toApprove.value.length },
	{ screen: "tasks", icon: "tasks", right: "status", count: () => late.value },
	{ screen: "persons", icon: "persons", right: "search", rule: true },
	{ screen: "lists", icon: "list", right: "list" },
	{ screen: "room", icon: "room", right: "read" },
	{ screen: "cases", icon: "file", right: "read" },
	{ screen: "roadmap", icon: "road", right: "read", rule: true },
	{ screen: "stats", icon: "chart", right: "list" },
	{ screen: "night", icon: "moon", right: "list", rule: true, count: () => unanswered.value.length, hot: true },
	{ screen: "wall", icon: "screen", right: "wall" },
	{ screen: "admin", icon: "gear", right: "status" },
];

/* Screens without a way of their own; what one's own side opened was sent. */
const under = ({ screen, args }: { screen: string; args: string[] }): string => {
	if (screen === "screening") return "lists";
	if (screen !== "dossier" && screen !== "sheet") return screen;
	return args[0]?.slice(0, 2) === session.value?.side ? "outbox" : "inbox";
};

/** Screens that are there; a way to one that is not is not shown. */
export const built = new Set<string>();

export const myWays = (): Way[] => ways.filter((w) => built.has(w.screen) && may(w.right));

function Rail() {
	const s = session.value;
	return (
		<nav class={`rail${railOpen.value ? " open" : ""}`} aria-label={t("nav-main")}>
			<div class="brand">
				<Brand />
				<div>
					<b>{t("brand")}</b>
					<small>
						<bdi dir="ltr">{status.value.value?.node ?? ""}</bdi>
					</small>
				</div>
			</div>
			{myWays().map((w) => {
				const n = w.count?.() ?? 0;
				const here = under(place.value) === w.screen;
				return (
					<>
						{w.rule && <hr />}
						<a key={w.screen} href={href(w.screen)} class={here ? "on" : ""} aria-current={here ? "page" : undefined} onClick={() => (railOpen.value = false)}>
							<Icon name={w.icon} />
							<span>{t(`nav-${w.screen}`)}</span>
							{n !== 0 && (
								<span class={`n${w.hot ? " hot" : ""}`}>
									{n}
									<span class="sr">{t("nav-count")}</span>
								</span>
							)}
						</a>
					</>
				);
			})}
			<div class="duty">
				<OnDuty />
				<b>
					<bdi>{s?.officer}</bdi>
				</b>
				<span>
					<bdi>{s?.unit}</bdi> · {s?.roles.map((r) => t(`role-${r}`)).join(t("list-comma"))}
				</span>
				<button type="button" class="btn" onClick={() => void signOut()}>
					<Icon name="out" small />
					{t("sign-out")}
				</button>
			</div>
		</nav>
	);
}

function OnDuty() {
	const here = (duty.value.value ?? []).find((d) => d.role === "duty" && Date.parse(d.from) <= now.value && now.value < Date.parse(d.until));
	if (!here) return <span>{t("signed-in-as")}</span>;
	return (
		<span>
			{t("on-duty")} <bdi>{here.officer}</bdi> · {t("until-hour", { hour: hour(here.until) })}
		</span>
	);
}

function lineLook(line: Line): [string, string] {
	if (line.own.frozen || line.mirror.frozen) return ["bad", "line-frozen"];
	if (line.state === "suspended") return ["warn", "line-suspended"];
	if (!line.ready) return ["bad", "line-down"];
	if (line.state === "restricted") return ["warn", "line-restricted"];
	return ["ok", "line-up"];
}

function Lines() {
	if (!online.value)
		return (
			<span class="pill bad" role="status">
				<Icon name="offline" small />
				{t("offline")}
			</span>
		);
	return (
		<>
			{(status.value.value?.lines ?? []).map((line) => {
				const [look, id] = lineLook(line);
				return (
					<span key={line.peer} class={`pill ${look}`} role="status" title={t("line-detail", { peer: line.peer, sent: line.own.size, receipted: line.own.receipted, waiting: line.waiting })}>
						<span class="dot" />
						<span>{t(id)}</span>
						<bdi dir="ltr">{line.peer}</bdi>
						{line.waiting > 0 && <b>{line.waiting}</b>}
					</span>
				);
			})}
		</>
	);
}

function Clocks() {
	/* A treaty that was agreed since the page came brings its zones. */
	const lines = status.value.value?.lines.length ?? 0;
	useEffect(() => {
		if (lines > 0 && Object.keys(zones.peek()).length === 0) void readZones();
	}, [status.value.value]);
	return (
		<div class="clock">
			{clocks(now.value).map(([at, places]) => (
				<span key={places}>
					{places} <b>{at}</b>
				</span>
			))}
		</div>
	);
}

/* What only waits is no alarm: a quiet line, and where to go. */
const isCalm = (code: string): boolean => code === "list-waits";

function Alarms() {
	const all = status.value.value?.alarms ?? [];
	return (
		<>
			{[false, true].map((calm) => {
				const some = all.filter((a) => isCalm(a.code) === calm);
				return some.length === 0 ? null : (
					<div key={String(calm)} class={`alarms${calm ? " calm" : ""}`} role={calm ? "status" : "alert"}>
						<Icon name={calm ? "people" : "warn"} small />
						{some.map((a) => (
							<span key={a.peer + a.code + a.fact} title={a.fact}>
								{a.peer && (
									<b>
										<bdi dir="ltr">{a.peer}</bdi>{" "}
									</b>
								)}
								{a.code.startsWith("list-") && place.value.screen !== "lists" ? (
									<a href={href("lists")}>{sentence(a.say)}</a>
								) : (
									<span dir="auto">{sentence(a.say)}</span>
								)}
							</span>
						))}
					</div>
				);
			})}
		</>
	);
}

/* One block above the screen, whatever is in it; none if nothing is. */
function Notices() {
	const any = unanswered.value.length > 0 && place.value.screen !== "night";
	if (!any && (status.value.value?.alarms ?? []).length === 0) return null;
	return (
		<div class="notices">
			<Vital />
			<Alarms />
		</div>
	);
}

/** Why the alarm of a watch that is kept here is not heard; "": it is. */
export const mute = signal<"" | "off" | "blocked">("");

/* On every screen: somebody's life may hang on it. */
function Vital() {
	const all = unanswered.value;
	const first = all[0];
	if (!first || place.value.screen === "night") return null;
	return (
		<div class="vital-bar" role="alert">
			<Icon name="alarm" />
			<b>{t(first.kind === "drill" ? "vital-drill" : "vital", { n: all.length })}</b>
			<bdi dir="ltr">{first.reference}</bdi>
			<span class="gap" />
			{mute.value && (
				<span data-mute={mute.value}>
					<Icon name="warn" small /> {t(`sound-${mute.value}`)}
				</span>
			)}
			<a href={href("night")}>{t("vital-go")}</a>
		</div>
	);
}

function Top() {
	return (
		<header class="top">
			<button type="button" class="btn q icon menu" aria-label={t("nav-main")} aria-expanded={railOpen.value} onClick={() => (railOpen.value = !railOpen.value)}>
				<Icon name="menu" />
			</button>
			<button type="button" class="find" onClick={() => (finding.value = true)}>
				<Icon name="search" small />
				<span>{t("find-or-command")}</span>
				<Key>Ctrl K</Key>
			</button>
			<span class="gap" />
			<Lines />
			<Clocks />
			<LanguageSwitch />
			<ThemeSwitch />
		</header>
	);
}

export function Shell({ children }: { children: ComponentChildren }) {
	useKeys({
		"Ctrl+KeyK": () => (finding.value = true),
		Slash: () => (finding.value = true),
		Help: () => (helping.value = true),
		KeyN: () => {
			if (built.has("new") && may("draft")) go("new");
		},
	});
	useEffect(() => {
		document.title = `${t(`nav-${place.value.screen}`)} · ${t("brand")}`;
	});
	return (
		<div class="app">
			<a class="skip" href="#main" onClick={(e) => {
				e.preventDefault();
				document.getElementById("main")?.focus();
			}}>
				{t("skip")}
			</a>
			<section class="mark" aria-label={t("restricted-distribution")}>
				<Icon name="lock" small />
				<span>{t("restricted-distribution")}</span>
			</section>
			<Rail />
			<Top />
			<main class="main" id="main" tabIndex={-1}>
				<Notices />
				{children}
			</main>
			{finding.value && <Palette />}
			{helping.value && <Help />}
			<Toast />
		</div>
	);
}

