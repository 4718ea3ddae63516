/* A script in the page itself: it asks for what the first screen shows while the
 * others are still on their way (api/early.ts takes the answers). */
import { address, ANEW, asking, FIRST, ROWS } from "./api/address";
import type { Peer } from "./api/types";
import type {} from "./api/early";
import { firstLanguage, textsOf } from "./i18n/language";

const asked = (globalThis.asked = new Map<string, Promise<Response>>());
const lang = firstLanguage();

function ask(at: string, init?: RequestInit): Promise<Response> {
	const answer = fetch(at, init);
	/* Whoever takes it hears that it failed. */
	answer.catch(() => undefined);
	asked.set(at, answer);
	return answer;
}

const api = (at: string) => ask(at, { ...ANEW, headers: asking(lang) });

/* The clocks of the partners' capitals are in the profiles. */
async function zones(): Promise<void> {
	const answer = (await api("/v1/peers")).clone();
	if (!answer.ok) return;
	for (const { profile } of ((await answer.json()) as { peers: Peer[] }).peers) if (profile && asked.size > 0) void api(address("/v1/profiles/{hash}", { hash: profile }));
}

if (!/^#(wall|enrol)=/.test(location.hash)) {
	void api("/v1/session");
	if (/^#?(\/?inbox)?$/.test(location.hash)) void api(address("/v1/dossiers", { ...FIRST, limit: ROWS }));
	zones().catch(() => undefined);
}
ask(textsOf(lang));
