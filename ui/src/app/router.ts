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

export const place = signal<Place>(parse(location.hash));
addEventListener("hashchange", () => {
	place.value = parse(location.hash);
});

export const href = (screen: string, ...args: (string | number)[]): string =>
	`#/${[screen, ...args].map((a) => encodeURIComponent(String(a))).join("/")}`;

export function go(screen: string, ...args: (string | number)[]): void {
	location.hash = href(screen, ...args);
}
