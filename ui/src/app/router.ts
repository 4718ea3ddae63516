/* Where one is: the part of the address behind the #. */
import { signal } from "@preact/signals";

export interface Place {
	screen: string;
	args: string[];
}

function parse(hash: string): Place {
	const [screen = "", ...args] = hash.replace(/^#\/?/, "").split("/").map(decode);
	return { screen: screen || "inbox", args };
}

function decode(s: string): string {
	try {
		return decodeURIComponent(s);
	} catch {
		return "";
	}
}

let shown = location.hash;
export const place = signal<Place>(parse(shown));
function follow(): void {
	if (location.hash === shown) return;
	shown = location.hash;
	place.value = parse(shown);
}
addEventListener("hashchange", follow);

export const href = (screen: string, ...args: (string | number)[]): string =>
	`#/${[screen, ...args].map((a) => encodeURIComponent(String(a))).join("/")}`;

export function go(screen: string, ...args: (string | number)[]): void {
	location.hash = href(screen, ...args);
	/* At once: the event comes a frame later. */
	follow();
}
