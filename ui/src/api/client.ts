/* One door to the API. A call that finds the session over waits until the
 * officer has signed in again, and then goes on: nothing typed is lost. */
import { signal } from "@preact/signals";
import { address, ANEW, asking } from "./address";
import { early } from "./early";
import type { Deletes, Finding, Gets, Posts, Puts, Session } from "./types";

export const session = signal<Session | null>(null);
/** The session ended while somebody worked: sign in over the open screen. */
export const expired = signal(false);
export const online = signal(true);
/** When the node last answered, whatever it said. */
export const heardAt = signal(Date.now());

export class Problem extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		detail: string,
		readonly findings: Finding[] = [],
		/** Of its code, in the language of the screens; "" without an answer. */
		readonly title = "",
		/** The message is in the language of the screens, and not English. */
		readonly said = false,
	) {
		super(detail);
	}
}

/** The node did not answer: whether it took the call is not known. */
export const NO_ANSWER = "NO_ANSWER";

let waiting: (() => void)[] = [];
/* How often somebody has signed in over the open screen. */
let again = 0;

/** After a new sign-in: calls that waited for it go on. */
export function resume(): void {
	expired.value = false;
	again++;
	const go = waiting;
	waiting = [];
	for (const next of go) next();
}

function signedIn(): Promise<void> {
	expired.value = true;
	return new Promise((done) => waiting.push(done));
}

async function problem(answer: Response): Promise<Problem> {
	let body: { code?: string; detail?: string; title?: string; say?: string; findings?: Finding[] } = {};
	try {
		body = await answer.json();
	} catch {
		/* not one of ours: a proxy's page */
	}
	const text = body.say || body.detail || body.title || answer.statusText;
	return new Problem(answer.status, body.code ?? "", text, body.findings ?? [], body.code ? body.title : "", body.say !== undefined);
}

interface More {
	/* Only if it is still what has this tag. */
	match?: string;
	heard?: (answer: Response) => void;
}

async function send(method: string, path: string, body?: unknown, more?: More): Promise<Response> {
	/* What it says to people, it says in the language of the screens. */
	const headers = asking(document.documentElement.lang);
	if (more?.match) headers["If-Match"] = more.match;
	const init: RequestInit = { ...ANEW, method, headers };
	if (method !== "GET" && session.value?.csrf) headers["Wasl-CSRF"] = session.value.csrf;
	if (body instanceof Blob) {
		headers["Content-Type"] = "application/octet-stream";
		init.body = body;
	} else if (method !== "GET" && method !== "DELETE") {
		headers["Content-Type"] = "application/json";
		init.body = JSON.stringify(body ?? {});
	}
	try {
		const answer = await (method === "GET" ? early(path, init) : fetch(path, init));
		online.value = true;
		heardAt.value = Date.now();
		return answer;
	} catch {
		online.value = false;
		throw new Problem(0, NO_ANSWER, "");
	}
}

async function tried<T>(method: string, path: string, body?: unknown, more?: More): Promise<T> {
	const answer = await send(method, path, body, more);
	if (!answer.ok) throw await problem(answer);
	more?.heard?.(answer);
	return (answer.status === 204 ? null : await answer.json()) as T;
}

async function call<T>(method: string, path: string, body?: unknown, more?: More): Promise<T> {
	for (;;) {
		const sent = again;
		try {
			return await tried<T>(method, path, body, more);
		} catch (e) {
			if (!(e instanceof Problem) || e.status !== 401 || !session.value) throw e;
			/* Of a session that was over already: there is another. */
			if (sent === again) await signedIn();
		}
	}
}

export type Path<M> = keyof M & string;

/* Names that must be given are asked for, others may be. */
export type Of<R extends { of: object }> = {} extends R["of"] ? [of?: R["of"]] : [of: R["of"]];

export const get = <P extends Path<Gets>>(path: P, ...[of]: Of<Gets[P]>): Promise<Gets[P]["answer"]> => call("GET", address(path, of));
export const post = <P extends Path<Posts>>(path: P, body: Posts[P]["body"], ...[of]: Of<Posts[P]>): Promise<Posts[P]["answer"]> => call("POST", address(path, of), body);
export const put = <P extends Path<Puts>>(path: P, body: Puts[P]["body"], of: Puts[P]["of"], more?: More): Promise<Puts[P]["answer"]> => call("PUT", address(path, of), body, more);
export const drop = <P extends Path<Deletes>>(path: P, ...[of]: Of<Deletes[P]>): Promise<Deletes[P]["answer"]> => call("DELETE", address(path, of));

/** As nobody, or as whoever is signed in; a 401 is an error. */
export const once = {
	get: <P extends Path<Gets>>(path: P): Promise<Gets[P]["answer"]> => tried("GET", path),
	post: <P extends Path<Posts>>(path: P, body: Posts[P]["body"], ...[of]: Of<Posts[P]>): Promise<Posts[P]["answer"]> => tried("POST", address(path, of), body),
	drop: <P extends Path<Deletes>>(path: P): Promise<Deletes[P]["answer"]> => tried("DELETE", path),
};

/* Paths that answer with a file. */
type Files = { [P in Path<Gets>]: Gets[P]["answer"] extends Blob ? P : never }[Path<Gets>];

/** The bytes of a file; `told` hears how many are here. */
export async function bytes<P extends Files>(path: P, of: Gets[P]["of"], told: (n: number) => void): Promise<Blob> {
	const answer = await send("GET", address(path, of));
	if (!answer.ok || !answer.body) throw await problem(answer);
	const parts: Uint8Array<ArrayBuffer>[] = [];
	let n = 0;
	for (const reader = answer.body.getReader(); ; ) {
		const { done, value } = await reader.read();
		if (done) return new Blob(parts, { type: answer.headers.get("Content-Type") ?? "" });
		parts.push(value);
		told((n += value.length));
	}
}

/** A thing, and the tag that names it as it is now (If-Match). */
export async function tagged<P extends Path<Gets>>(path: P, ...[of]: Of<Gets[P]>): Promise<{ value: Gets[P]["answer"]; tag: string }> {
	let tag = "";
	const value = await call<Gets[P]["answer"]>("GET", address(path, of), undefined, { heard: (a) => (tag = a.headers.get("ETag") ?? "") });
	return { value, tag };
}

export function may(right: string): boolean {
	return session.value?.rights.includes(right) ?? false;
}
