/* The small things that every screen is made of. */
import type { ComponentChildren } from "preact";
import { session } from "../api/client";
import { country, label, t } from "../i18n/fluent";
import { briefly, everywhere, left, moment, now } from "../i18n/time";
import { Icon, type IconName } from "./icon";

/** A reference, a number, a hash: left to right wherever it stands. */
export function Mono({ children, title }: { children: ComponentChildren; title?: string }) {
	return (
		<bdi class="mono" dir="ltr" title={title}>
			{children}
		</bdi>
	);
}

export function Key({ children }: { children: string }) {
	return <kbd class="k">{children}</kbd>;
}

/** A country's code; ours and theirs differ in more than colour: ours is full. */
export function Side({ code }: { code: string }) {
	const ours = code === session.value?.side;
	return (
		<abbr class={`cc ${ours ? "ours" : "theirs"}`} title={country(code)}>
			{code}
		</abbr>
	);
}

const urgencies: Record<string, [string, IconName]> = {
	U0: ["flash", "alarm"],
	U1: ["flash", "flash"],
	U2: ["urgent", "urgent"],
	U3: ["normal", "normal"],
};

export function Urgency({ code }: { code: string }) {
	const [look, icon] = urgencies[code] ?? ["normal", "normal"];
	return (
		<span class={`chip ${look}`} title={label("common", `code-urgency-${code}`)}>
			<Icon name={icon} small />
			{t(`urgency-${code}`)}
		</span>
	);
}

export function Chip({ look, icon, children, title }: { look: string; icon?: IconName; children: ComponentChildren; title?: string }) {
	return (
		<span class={`chip ${look}`} title={title}>
			{icon && <Icon name={icon} small />}
			{children}
		</span>
	);
}

export function Handling({ code }: { code: string }) {
	return (
		<Chip look="br" icon="lock" title={label("common", `code-handling-${code}`)}>
			{t("handling-code", { code })}
		</Chip>
	);
}

const SOON_MS = 24 * 3600_000;

/** How much of the time from `since` to `due` is gone, 0 to 1. */
export function gone(since: string, due: string, at: number): number {
	const from = Date.parse(since);
	const to = Date.parse(due);
	return to <= from ? 1 : Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** A countdown that says which clock it is. */
export function Due({ at, since, name, late }: { at: string; since?: string; name?: string; late?: string | null }) {
	const over = Date.parse(at) < now.value;
	const soon = !over && Date.parse(at) - now.value < SOON_MS;
	const share = since ? gone(since, at, now.value) : null;
	return (
		<div class={`due${over ? " late" : soon ? " soon" : ""}`} title={everywhere(at)}>
			<b>
				<Icon name={over ? "late" : soon ? "alarm" : "clock"} small />
				{left(at)}
			</b>
			{share !== null && <meter class="bar" min={0} max={1} value={over ? 1 : share} aria-hidden="true" />}
			<small>
				{name ? (
					<>
						<span class="cut">{over && late ? late : name}</span> <span class="at">{briefly(at)}</span>
					</>
				) : (
					moment(at)
				)}
			</small>
		</div>
	);
}

/** Two letters for an officer; a dashed ring for nobody. */
export function Avatar({ name }: { name: string }) {
	if (!name)
		return (
			<span class="av none" title={t("nobody-assigned")}>
				<Icon name="assign" small label={t("nobody-assigned")} />
			</span>
		);
	const letters = [...name].slice(0, 2).join("").toLocaleUpperCase();
	return (
		<span class="av" title={name}>
			<bdi aria-hidden="true">{letters}</bdi>
			<span class="sr">{name}</span>
		</span>
	);
}

export function Button(props: {
	look?: "p" | "q" | "d" | "";
	icon?: IconName;
	keyName?: string;
	busy?: boolean;
	disabled?: boolean;
	onClick?: () => void;
	type?: "button" | "submit";
	children: ComponentChildren;
	label?: string;
	pressed?: boolean;
	name?: string;
}) {
	return (
		<button
			type={props.type ?? "button"}
			class={`btn ${props.look ?? ""}`}
			aria-disabled={props.disabled || props.busy ? "true" : undefined}
			aria-busy={props.busy ? "true" : undefined}
			aria-label={props.label}
			aria-pressed={props.pressed}
			data-do={props.name}
			onClick={() => {
				if (!props.disabled && !props.busy) props.onClick?.();
			}}
		>
			{props.icon && <Icon name={props.icon} small />}
			{props.children}
			{props.keyName && <Key>{props.keyName}</Key>}
		</button>
	);
}

/** Where a list goes on. */
export function More({ more, text }: { more: () => Promise<unknown>; text?: string }) {
	return (
		<div class="more">
			<Button look="q" name="more" onClick={() => void more()}>
				{text ?? t("more-rows")}
			</Button>
		</div>
	);
}
