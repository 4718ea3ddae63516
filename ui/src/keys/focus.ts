/* The focus is never lost: it comes back to where it was, or to the screen. */
import { useLayoutEffect } from "preact/hooks";

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** To the screen, if nothing has it. */
export function toScreen(): void {
	if (isLost()) document.getElementById("main")?.focus({ preventScroll: true });
}

/** When the calling component goes, back to where it was when it came. */
export function useFocusBack(): void {
	useLayoutEffect(() => {
		const before = document.activeElement;
		/* What goes with it is gone by then. */
		const back = () => {
			if (isLost() && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
			toScreen();
		};
		return () => queueMicrotask(back);
	}, []);
}
