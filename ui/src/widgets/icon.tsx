import { paths } from "./icon-paths";

export type IconName = keyof typeof paths;

/* Those that point along the line of reading turn with it. */
const turning = new Set<IconName>(["send", "reply", "out", "chevron", "back"]);

export function Icon({ name, small, label }: { name: IconName; small?: boolean; label?: string }) {
	return (
		<svg
			class={`ic${small ? " s" : ""}${turning.has(name) ? " flip" : ""}`}
			viewBox="0 0 24 24"
			aria-hidden={label ? undefined : "true"}
			role={label ? "img" : undefined}
			aria-label={label}
		>
			<path d={paths[name]} />
		</svg>
	);
}

export function Brand() {
	return (
		<svg viewBox="0 0 34 34" aria-hidden="true" class="mark-w">
			<rect x="2.5" y="9" width="18" height="16" rx="8" class="brass" />
			<path d="M17 25h6.5a8 8 0 0 0 0-16H17" class="teal" />
			<path d="M13 17h9" class="pale" />
		</svg>
	);
}
