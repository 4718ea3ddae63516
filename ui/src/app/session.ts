/* Signing in and out. */
import { once, resume, session } from "../api/client";
import { dropEarly } from "../api/early";
import { sign } from "../api/passkey";
import { readZones } from "../kinds/kind";
import { boxes, duty, follow, forget } from "../api/store";
import type { Session } from "../api/types";
import { lang } from "../i18n/fluent";
import { chosen, isLang } from "../i18n/language";
import { setLanguage } from "./settings";

/** What the first screen needs is there, or has failed. */
export let begun: Promise<unknown> = Promise.resolve();

async function enter(found: Session): Promise<void> {
	const again = session.value !== null && session.value.officer === found.officer;
	if (!again) forget();
	if (!again && session.value) dropEarly();
	session.value = found;
	resume();
	if (!again && !chosen() && isLang(found.language) && found.language !== lang()) await setLanguage(found.language);
	begun = Promise.all([readZones(), boxes["in-all"].read()]);
	void follow().then(duty.read);
}

/** Is somebody signed in already? */
export async function resumeSession(): Promise<boolean> {
	try {
		await enter(await once.get("/v1/session"));
		return true;
	} catch {
		dropEarly();
		return false;
	}
}

export async function signIn(name: string, password: string, code: string): Promise<void> {
	await enter(await once.post("/v1/session", { name, password, ...(code ? { code } : {}) }));
}

/** By passkey: the browser asks which. */
export async function signInByKey(): Promise<void> {
	const options = await once.post("/v1/session/passkey/begin", {});
	await enter(await once.post("/v1/session/passkey", { credential: await sign(options) }));
}

/** By the link of an administrator: sets the password, and signs in. */
export async function enrol(token: string, password: string): Promise<void> {
	await enter(await once.post("/v1/enrol", { token, password }));
}

export async function signOut(): Promise<void> {
	try {
		await once.drop("/v1/session");
	} finally {
		session.value = null;
		dropEarly();
		forget();
	}
}
