/* The door to the API: what is asked while a session ends, and after. */
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

test("a call that hears late of a session's end goes on in the next one, and nobody is asked again", async () => {
	globalThis.document = { documentElement: { lang: "fr" } };
	const { expired, get, resume, session } = await load("api/client.ts");
	const answers = [];
	globalThis.fetch = () => new Promise((answer) => answers.push(answer));
	const over = () => new Response('{"code":"UNAUTHENTICATED"}', { status: 401 });
	const turn = () => new Promise((done) => setTimeout(done));

	session.value = { officer: "zineb", csrf: "a" };
	const [early, late] = [get("/v1/status"), get("/v1/peers")];
	await turn();
	answers.shift()(over());
	await turn();
	assert.equal(expired.value, true);
	session.value = { officer: "zineb", csrf: "b" };
	resume();
	await turn();
	answers.shift()(over());
	await turn();
	assert.equal(expired.value, false);
	assert.equal(answers.length, 2);
	for (const answer of answers) answer(new Response('{"peers":[]}'));
	await Promise.all([early, late]);
});
