/** A path of the contract, and what its names stand for: those in braces, and
 * others as a query. */
export type Names = Record<string, string | number | undefined>;

export function address(path: string, of: Names = {}): string {
	const query = new URLSearchParams();
	const text = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(of[name])));
	for (const [name, value] of Object.entries(of)) if (value !== undefined && !path.includes(`{${name}}`)) query.set(name, String(value));
	const asked = String(query);
	return asked ? `${text}?${asked}` : text;
}

/** How the API is asked in a language. */
export const asking = (lang: string): Record<string, string> => ({ Accept: "application/json", "Accept-Language": lang });
export const ANEW: RequestInit = { cache: "no-store", redirect: "error" };

/** The first rows of the first screen. */
export const ROWS = 50;
export const FIRST = { which: "standing", side: "in" } as const;
