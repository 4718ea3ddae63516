/* What a screen shows when it has nothing to show, and why. */
import type { ComponentChildren } from "preact";
import { NO_ANSWER, type Problem } from "../api/client";
import type { Feed } from "../api/store";
import type { Finding } from "../api/types";
import { has, t } from "../i18n/fluent";
import { Icon, type IconName } from "./icon";
import { Button } from "./parts";

export function Notice({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }) {
	return (
		<div class="notice">
			<Icon name={icon} />
			<p class="h2">{title}</p>
			{children}
		</div>
	);
}

export function Loading() {
	return (
		<div class="loading" role="status">
			<span class="sr">{t("loading")}</span>
			<i />
			<i />
			<i />
			<i />
		</div>
	);
}

/** What went wrong, in the officer's language, with the node's own words. */
export function explain(fault: Problem): string {
	const id = `fault-${fault.code || "other"}`;
	if (has(id)) return t(id);
	return fault.title ? fault.title.charAt(0).toLocaleUpperCase() + fault.title.slice(1) : t("fault-other");
}

export function Fault({ fault, again }: { fault: Problem; again?: () => void }) {
	const denied = fault.code === "DENIED";
	return (
		<Notice icon={fault.code === NO_ANSWER ? "offline" : denied ? "lock" : "warn"} title={explain(fault)}>
			{fault.message && (
				<p class="sub" dir="auto" lang={fault.said ? undefined : "en"}>
					{fault.message}
				</p>
			)}
			{again && !denied && <Button onClick={again}>{t("try-again")}</Button>}
		</Notice>
	);
}

/** A finding of the node: its sentence, and the English clause where that says
 * more: a figure, a name. */
export function said(f: Finding): string {
	const say = f.say ?? f.text;
	const whole = f.kind || say === f.text ? say : `${say} — ${f.text}`;
	return whole.charAt(0).toLocaleUpperCase() + whole.slice(1);
}

/** A list of faults beside what was refused; announced when it appears. */
export function Refusal({ fault }: { fault: Problem | null }) {
	if (!fault) return null;
	return (
		<div class="refusal" role="alert">
			<Icon name="warn" small />
			<div>
				<b>{explain(fault)}</b>
				{fault.message && (
					<p class="sub" dir="auto" lang={fault.said ? undefined : "en"}>
						{fault.message}
					</p>
				)}
			</div>
		</div>
	);
}

/** Loading, refused, empty, or the thing; old data stay while offline. */
export function Ready<T>({ of, empty, children }: { of: Feed<T>; empty?: (v: T) => ComponentChildren; children: (v: T) => ComponentChildren }) {
	const value = of.value.value;
	const fault = of.fault.value;
	if (value === null) return fault ? <Fault fault={fault} again={() => void of.read()} /> : <Loading />;
	if (Array.isArray(value) && value.length === 0 && empty) return <>{empty(value)}</>;
	return <>{children(value)}</>;
}
