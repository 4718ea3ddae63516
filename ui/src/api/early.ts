/* What ahead.ts asked for before the screens were here, by address. */
declare global {
	var asked: Map<string, Promise<Response>> | undefined;
}

/** The answer that is under way already, once; else ask now. */
export function early(at: string, init?: RequestInit): Promise<Response> {
	const answer = globalThis.asked?.get(at);
	globalThis.asked?.delete(at);
	return answer ?? fetch(at, init);
}

/** Nobody is signed in, or somebody else: what was asked for is not his. */
export const dropEarly = (): void => globalThis.asked?.clear();
