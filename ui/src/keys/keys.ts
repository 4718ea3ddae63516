/* Keys by their place on the keyboard, so that J is J on every layout. A single
 * key moves or opens something local; what travels is always confirmed. */
import { useLayoutEffect, useRef } from "preact/hooks";

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

const stack: { map: KeyMap; modal: boolean }[] = [];

const typing = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

/** The name of a key: "KeyJ", "Ctrl+KeyK", "Help" for the question mark. */
export function nameOf(event: KeyboardEvent): string {
	if (event.key === "?") return "Help";
	const front = event.ctrlKey || event.metaKey ? "Ctrl+" : event.altKey ? "Alt+" : "";
	return front + event.code;
}

export function onKey(event: KeyboardEvent): void {
	if (event.defaultPrevented || event.isComposing) return;
	const name = nameOf(event);
	const single = !name.startsWith("Ctrl+") && !name.startsWith("Alt+") && name !== "Escape";
	if (single && typing(event.target)) return;
	/* Enter and space belong to what has the focus. */
	if ((name === "Enter" || name === "Space") && event.target instanceof HTMLElement && event.target.closest("button, a, summary"))
		return;
	for (let i = stack.length - 1; i >= 0; i--) {
		const layer = stack[i]!;
		const act = layer.map[name];
		if (act) {
			event.preventDefault();
			act(event);
			return;
		}
		if (layer.modal) return;
	}
}

/** Keys while the calling component is shown; `modal`: no others below it. */
export function useKeys(map: KeyMap, modal = false): void {
	/* The layer keeps its place while what it does changes: a list that is
	 * painted again must not come before the dialog over it. */
	const layer = useRef({ map, modal });
	layer.current.map = map;
	useLayoutEffect(() => {
		const mine = layer.current;
		stack.push(mine);
		return () => void stack.splice(stack.indexOf(mine), 1);
	}, []);
}
