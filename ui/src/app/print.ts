/* On paper nothing is folded away: what is closed is opened for the print. */

let opened: HTMLDetailsElement[] = [];

/** Open what is closed under an element; what was opened is returned. */
export function unfold(under: ParentNode): HTMLDetailsElement[] {
	const closed = [...under.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
	for (const d of closed) d.open = true;
	return closed;
}

/** Paper is handled as the strictest of what it names. */
export const strictest = (codes: (string | undefined)[]): string | undefined =>
	codes
		.filter((c) => c)
		.sort()
		.at(-1);

addEventListener("beforeprint", () => {
	opened = unfold(document);
});
addEventListener("afterprint", () => {
	for (const d of opened) d.open = false;
	opened = [];
});
