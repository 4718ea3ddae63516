/* Room of an event, roadmap, statistics, cases, the prosecutor's sheet; and what
 * else a desk does besides the arrest story. All of it is invented.
 *
 * In: as stage.mjs says, and references: event, case, arrest. */
import assert from "node:assert/strict";
import { example, LOOKS, officer, play, say, told } from "./stage.mjs";

const SCREENS = [
	["room", `#/room/${told.event}`, ".le"],
	["rooms", "#/room", ".kind"],
	["roadmap", "#/roadmap", ".commit"],
	["stats", "#/stats", ".figs"],
	["cases", `#/cases/${told.case}`, ".caserow"],
	["sheet", `#/sheet/${told.arrest}`, ".paper"],
	["event", `#/dossier/${told.event}`, ".ev"],
];

async function looks(desk) {
	const { page } = desk;
	for (const [language, theme] of LOOKS) {
		await desk.look(language, theme);
		for (const [screen, hash, ready] of SCREENS) {
			await desk.go(hash);
			await page.waitForSelector(ready);
			await desk.axe(`${screen}-${language}-${theme}`);
			if (language !== "en") await desk.shot(`${screen}-${language}-${theme}`);
		}
	}
}

/* Of one act, written out: more, and columns are too narrow for words. */
const PAGES_MAX = 7;

const MESSAGE = ["FROM: IP EXEMPLE", "Our ref: EX-2026/17", "Surname: EXEMPLE", "Forenames: Salim", "DOB: 23/04/1980", "Nationality: Moroccan", "Passport: AB 123456", "Sex: <b>"].join("\n");

/* A message of another channel: seen, ticked, taken; kept by the node; gone on
 * with by a colleague, who and the first are told of each other. */
async function writes(olivier, valerie) {
	const { page } = olivier;
	await olivier.go("#/new");
	await page.click('[data-kind="arrest"]');
	await olivier.do("paste");
	await page.fill("#paste-text", MESSAGE);
	await page.waitForSelector(".prop.on");
	assert.equal(await page.locator(".prop").count(), 7);
	assert.equal(await page.locator(".prop.on").count(), 6);
	await olivier.axe("paste");
	await olivier.shot("request-paste-fr");
	await olivier.do("paste-take");
	await page.locator("dialog").waitFor({ state: "detached" });
	assert.equal(await page.inputValue('[data-field="/person/family_name_latin"] input'), "EXEMPLE");
	assert.equal(await page.inputValue("#first-elsewhere"), "I-24/7 EX-2026/17");
	/* By keys, a list gives what it stands on, and not all that were passed over. */
	const nationalities = '[data-field="/person/nationalities"]';
	await page.locator(`${nationalities} select`).focus();
	for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowDown");
	const before = await page.locator(`${nationalities} .chip`).count();
	await page.keyboard.press("Enter");
	await page.waitForFunction(([at, n]) => document.querySelectorAll(`${at} .chip`).length === n, [nationalities, before + 1]);
	assert.equal(before, 1, "arrows chose");
	await page.locator(`${nationalities} .chip`).last().press("Enter");
	await olivier.focused(`${nationalities} select`);
	/* A text of a list is translated where it is written. */
	const sources = '[data-field="/article3/sources"]';
	await page.click('[data-step="law"]');
	await page.click(`${sources} .rows > .btn`);
	await page.fill(`${sources} .rowline input`, "Fichier d’exemple (fictif)");
	await olivier.translates({ at: "/article3/sources/0", courtesy_language: "ar", courtesy_text: "ملف مثال (خيالي)" });
	await page.waitForSelector('[data-kept="kept"]');
	await olivier.axe("request-list");
	await olivier.shot("request-list-fr");
	/* The session ends while he writes: he signs in over it and goes on. */
	const purpose = '[data-field="/purpose"] textarea, [data-field="/purpose"] input';
	await page.click('[data-step="law"]');
	await olivier.ends(purpose, "un motif (exemple fictif)");
	await page.waitForSelector('[data-kept="kept"]');
	assert.equal(await page.inputValue(purpose), "un motif (exemple fictif)");
	await olivier.axe("request-law");

	const other = valerie.page;
	await valerie.go("#/new");
	await other.click("[data-form]");
	await other.click('[data-step="law"]');
	await other.fill(purpose, "un autre motif (exemple fictif)");
	await other.fill('[data-field="/national_reference"] input', "EX/2026/9");
	await other.waitForSelector('[data-kept="kept"]');
	await valerie.until("/v1/writings", ({ writings }) => writings[0].editor === "valerie");
	await page.fill(purpose, "le mien (exemple fictif)");
	await page.waitForSelector(".clash");
	assert.ok((await page.locator("dialog").innerText()).includes("EX/2026/9"));
	await olivier.axe("request-conflict");
	await olivier.shot("request-conflict-fr");
	await page.check('.clash input[value="mine"]');
	await olivier.do("conflict-settle");
	await page.waitForSelector('[data-kept="kept"]');
	assert.equal(await page.inputValue(purpose), "le mien (exemple fictif)");
	assert.equal(await page.inputValue('[data-field="/national_reference"] input'), "EX/2026/9");
	await page.click(".acts-line .btn");
	await page.click("dialog .btn.d");
	await page.waitForSelector('[data-kind="arrest"]');
}

/* Put aside and brought back, for oneself; the dossier's own screens, open. */
async function works(desk) {
	const { page } = desk;
	await desk.look("fr", "light");
	await desk.go("#/inbox");
	await page.click(`[data-ref="${told.arrest}"]`);
	await page.keyboard.press("b");
	await page.waitForSelector("#aside-at");
	await desk.axe("aside");
	await page.click("dialog .btn.p");
	await page.locator(`[data-ref="${told.arrest}"]`).waitFor({ state: "detached" });
	await page.locator(".fl", { hasText: "Mises de côté" }).click();
	await page.waitForSelector(`[data-ref="${told.arrest}"]`);
	await desk.shot("inbox-aside-fr");
	await page.keyboard.press("b");
	await page.locator(`[data-ref="${told.arrest}"]`).waitFor({ state: "detached" });
	await page.locator(".fl").first().click();
	await page.waitForSelector(`[data-ref="${told.arrest}"]`);
	for (const [language, theme] of [["ar", "dark"], ["fr", "light"], ["en", "light"]]) {
		await desk.look(language, theme);
		/* What the node says, it says in the language that is looked at. */
		if (language === "ar") await page.waitForFunction(() => /[\u0600-\u06ff]/.test(document.querySelector(".alarms")?.innerText ?? ""));
		await desk.go(`#/room/${told.event}`);
		await page.waitForSelector('.rc [data-do="wall-on"]');
		await desk.do("room-write");
		await page.waitForSelector(".reply-form");
		await desk.axe(`room-write-${language}-${theme}`);
		await desk.shot(`room-write-${language}-${theme}`);
		await page.keyboard.press("Escape");
	}
	/* A courtesy translation stands beneath what it is of. */
	assert.ok((await page.locator(".le .courtesy").innerText()).includes("Bousculade"));
	/* One entry of the room's log is released for the wall. */
	await desk.go(`#/room/${told.event}`);
	await page.locator('[data-do="wall-entry"]').last().click();
	await page.click("dialog .btn.p");
	await page.locator("dialog").waitFor({ state: "detached" });
	await desk.until("/v1/wall", ({ entries }) => entries.some((e) => e.reference === told.event && e.act === "incident"));
	/* On paper: nothing of the desk, entries and hashes with it. */
	await page.emulateMedia({ media: "print" });
	await desk.go(`#/sheet/${told.arrest}`);
	await page.waitForSelector(".paper .proof");
	for (const part of [".rail", ".notices"]) assert.equal(await page.locator(part).isVisible(), false, part);
	const paper = await page.locator(".paper").innerText();
	assert.equal(await page.locator(".paper details:not([open])").count(), 0);
	for (const said of [told.arrest, "wasl verify", example("arrest-request").words[0].courtesy_text]) assert.ok(paper.includes(said), said);
	await desk.shot("sheet-print");
	await page.emulateMedia({ media: null });
	for (const language of ["ar", "fr"]) {
		await desk.look(language, "dark");
		for (const [name, ready] of [["sheet", ".paper .proof"], ["dossier", ".ev"]]) {
			await desk.go(`#/${name}/${told.arrest}`);
			await page.waitForSelector(ready);
			const pages = await desk.paper(`${name}-${language}`, [told.arrest], "H1");
			assert.ok(pages > 1 && pages < PAGES_MAX, `${pages} pages of ${name}`);
		}
	}
	await desk.look("en", "light");
}

/* A long dossier comes from its end: scrolling towards what was before brings it,
 * and so does the button, by keys. */
async function earlier(desk) {
	const { page } = desk;
	const answer = `**/v1/dossiers/${told.event}`;
	await page.route(answer, (route) => route.continue({ url: `${route.request().url()}?limit=2` }));
	await page.setViewportSize({ width: 1440, height: 500 });
	for (const by of ["scroll", "key"]) {
		await desk.go("#/inbox");
		await page.waitForSelector(".inbox");
		await desk.go(`#/dossier/${told.event}`);
		const button = page.locator('.tl [data-do="more"]');
		await button.waitFor();
		assert.equal(await page.locator(".ev").count(), 2);
		if (by === "key") await button.press("Enter");
		else await page.locator(".tl").evaluate((list) => list.scrollBy(0, 1));
		await button.waitFor({ state: "detached" });
		assert.ok((await page.locator(".ev").count()) > 4);
	}
	await page.unroute(answer);
	await page.setViewportSize({ width: 1440, height: 900 });
}

/* A reply outlives its page and its session; who opens it next goes on with it,
 * and two at once are told of each other. */
const text = '.reply [data-field="/note"] :is(input, textarea)';

async function opens(desk) {
	await desk.go("#/inbox");
	await desk.go(`#/dossier/${told.arrest}`);
	await desk.do("reply");
	await desk.page.click('[data-acts~="service_note"]');
	await desk.page.click('[data-act="service_note"]');
	await desk.page.waitForSelector('.reply[data-ready="service_note"]');
}

async function answers(zineb, dalal) {
	const writes = async (desk, words) => {
		await desk.page.fill(text, words);
		await desk.page.waitForSelector('.reply [data-kept="kept"]');
	};
	const { page } = zineb;
	await opens(zineb);
	await zineb.ends(text, "une note (exemple fictif)");
	await page.waitForSelector('.reply [data-kept="kept"]');
	/* The network goes while he writes, and comes back: nobody has to ask. */
	await zineb.context.setOffline(true);
	await page.fill(text, "une longue note (exemple fictif)");
	await page.waitForSelector('.reply [data-kept="failed"]');
	await zineb.context.setOffline(false);
	await zineb.until("/v1/writings", ({ writings }) => writings.some((w) => w.act === "service_note" && w.version === 2));
	await page.waitForSelector('.reply [data-kept="kept"]');
	await page.reload();
	await page.waitForSelector(".app");
	await zineb.go(`#/dossier/${told.arrest}`);
	await page.waitForSelector('[data-begun="service_note"]');
	await zineb.do("reply");
	await page.waitForSelector('.reply[data-ready="service_note"]');
	assert.equal(await page.inputValue(text), "une longue note (exemple fictif)");
	await opens(dalal);
	assert.equal(await dalal.page.inputValue(text), "une longue note (exemple fictif)");
	await writes(dalal, "celle de Dalal (exemple fictif)");
	await dalal.until("/v1/writings", ({ writings }) => writings.some((w) => w.act === "service_note" && w.editor === "dalal"));
	await page.fill(text, "celle de Zineb (exemple fictif)");
	await page.waitForSelector(".clash");
	assert.ok((await page.locator("dialog").innerText()).includes("celle de Dalal"));
	await zineb.axe("reply-conflict");
	await page.check('.clash input[value="mine"]');
	await zineb.do("conflict-settle");
	await zineb.until("/v1/writings", ({ writings }) => writings.some((w) => w.act === "service_note" && w.editor === "zineb"));
}

/* Two begin the same reply at the same moment: one of them is told before
 * anything of the other is lost, and then the other. */
async function beginTogether(zineb, dalal) {
	const words = (desk) => `la note de ${desk.officer} (exemple fictif)`;
	await zineb.page.click(".reply [data-kept] + .btn");
	await zineb.page.click("dialog .btn.d");
	await zineb.page.locator(".reply").waitFor({ state: "detached" });
	await dalal.page.reload();
	await dalal.page.waitForSelector(".app");
	const both = [zineb, dalal];
	await Promise.all(both.map(opens));
	for (const desk of both) assert.equal(await desk.page.inputValue(text), "");
	await Promise.all(both.map((desk) => desk.page.fill(text, words(desk))));
	const second = await Promise.race(both.map((desk) => desk.page.waitForSelector(".clash").then(() => desk)));
	const first = both.find((desk) => desk !== second);
	const keeps = async (desk, other) => {
		const said = await desk.page.locator("dialog").innerText();
		for (const one of [desk, other]) assert.ok(said.includes(words(one)), said);
		await desk.page.check('.clash input[value="mine"]');
		await desk.do("conflict-settle");
		await desk.page.waitForSelector('.reply [data-kept="kept"]');
		await desk.until("/v1/writings", ({ writings }) => writings.some((w) => w.act === "service_note" && w.editor === desk.officer));
	};
	await keeps(second, first);
	assert.equal(await second.page.inputValue(text), words(second));
	await first.page.waitForSelector('.reply [data-kept="kept"]');
	await first.page.fill(text, `${words(first)}, suite`);
	await first.page.waitForSelector(".clash");
	await keeps(first, second);
	assert.equal(await first.page.inputValue(text), `${words(first)}, suite`);
}

await play(async () => {
	const zineb = await officer("rabat", "zineb", "ar");
	await looks(zineb);
	say("room, roadmap, figures, cases and sheet looked at");
	await works(zineb);
	await earlier(zineb);
	const dalal = await officer("rabat", "dalal", "ar");
	await answers(zineb, dalal);
	await beginTogether(zineb, dalal);
	say("a reply is kept, and two officers on it are told");
	const olivier = await officer("paris", "olivier", "fr");
	await writes(olivier, await officer("paris", "valerie", "fr"));
	say("a request is kept, and two officers on it lose nothing");
});
