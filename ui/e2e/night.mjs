/* A night at the desk: quiet, then a threat to life that sounds until a person
 * has answered, the node that is gone for a moment, the watch that changes
 * hands, and what the room sees of it. Persons are invented.
 *
 * In: stage.mjs, and `send`: a command that sends the warning, as the partner's
 * duty officer would. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { desk, LOOKS, officer, play, say, told } from "./stage.mjs";

const run = promisify(execFile);
const CALM = '.night[data-alarm="quiet"]';
const SMALL = { width: 360, height: 740 };
const USUAL = { width: 1440, height: 900 };
const ON_A_WALL = { width: 1920, height: 1080 };

async function begins(dalal) {
	const { page } = dalal;
	await dalal.makesAKey();
	await dalal.go("#/night");
	await page.waitForSelector(`${CALM}[data-sound="off"]`);
	assert.equal(await page.getAttribute("html", "data-theme"), "dark", "the night is dark by itself");
	await page.waitForSelector("[data-quiet]");
	await page.waitForSelector(".duty-card .call");
	await dalal.shot("night-quiet");
	/* What the browser refuses is told, until it gives in. */
	await page.evaluate(() => {
		const Real = AudioContext;
		window.AudioContext = class extends Real {
			get state() {
				return window.refuses ? "suspended" : super.state;
			}
		};
		window.refuses = true;
	});
	await dalal.do("sound");
	await page.waitForSelector('.night[data-sound="blocked"]');
	await dalal.axe("night-blocked");
	await dalal.shot("night-blocked");
	await page.evaluate(() => (window.refuses = false));
	await dalal.do("sound");
	await page.waitForSelector('.night[data-sound="on"]');
}

async function warns() {
	const [program, ...words] = told.send;
	const { stdout } = await run(program, words);
	return JSON.parse(stdout).reference;
}

async function sounds(dalal, reference) {
	const { page } = dalal;
	await page.waitForSelector('.night[data-alarm="vital"][data-sound="on"]');
	await page.waitForSelector(`[data-vital="${reference}"]`);
	/* Nobody is spared it by looking at something else. */
	await dalal.go("#/inbox");
	await page.waitForSelector(".vital-bar");
	await page.locator("[data-mute]").waitFor({ state: "detached" });
	await dalal.go("#/night");
	await page.waitForSelector(`[data-vital="${reference}"]`);
}

/* Nobody answered in time: said in words, with whom to ring. The page's clock is
 * put forward; the node's stays. */
async function isMissed(dalal) {
	const { page } = dalal;
	await page.evaluate(() => {
		const real = Date.now;
		Date.now = () => real() + 600_000;
		window.inTime = () => (Date.now = real);
	});
	await page.waitForSelector(".vital-missed .call");
	await dalal.axe("night-missed");
	await dalal.shot("night-missed");
	await page.evaluate(() => window.inTime());
	await page.waitForSelector(".vital-missed", { state: "detached" });
}

/* What is old never looks calm, and says so by itself. */
async function isCutOff(dalal) {
	const { page } = dalal;
	await dalal.context.setOffline(true);
	await page.waitForSelector(".lost");
	assert.equal(await page.locator("[data-quiet]").count(), 0);
	await dalal.shot("night-lost");
	await dalal.context.setOffline(false);
	await page.waitForSelector(".lost", { state: "detached" });
}

async function handsOver(dalal, omar, reference) {
	await dalal.do("relief-offer");
	await dalal.page.fill("#r-text", "مثال: ليلة هادئة ما عدا إنذارا واحدا");
	await dalal.page.fill("#r-note-0", "exemple : rappeler Paris à 3 h");
	await dalal.page.click("dialog .btn.p");
	await dalal.page.locator("dialog").waitFor({ state: "detached" });
	/* Her key has signed it, without being asked twice. */
	await dalal.until("/v1/reliefs", ({ reliefs }) => reliefs[0].officer_signed);
	/* Nobody relieves himself. */
	assert.equal(await dalal.page.locator('[data-do="relief-take"]').count(), 0);
	await omar.go("#/night");
	await omar.do("relief-take");
	await omar.page.waitForSelector("dialog .cont-part");
	assert.ok((await omar.page.locator("dialog").innerText()).includes(reference));
	await omar.axe("relief-take");
	await omar.page.click("dialog .btn.p");
	await omar.page.waitForSelector(".cont-form");
	const paper = await omar.page.locator(".cont-paper").innerText();
	for (const there of [reference, "rappeler Paris", "+33 1 00 00 00 17", "signé avec sa clé"]) assert.ok(paper.includes(there), `${there} is not on the sheet`);
}

/* The sound ends with an acknowledgement that was confirmed, and only so. */
async function answers(dalal, reference) {
	const { page } = dalal;
	await dalal.do("acknowledge");
	await page.waitForSelector("dialog");
	await dalal.axe("acknowledge");
	await page.keyboard.press("Escape");
	await page.waitForSelector('.night[data-alarm="vital"]');
	await dalal.do("acknowledge");
	await page.click("dialog .btn.p");
	await page.waitForSelector(CALM);
	await dalal.sees(reference, "acknowledged");
}

async function looks(it, name, hash, ready) {
	for (const [language, theme] of LOOKS) {
		await it.go("#/inbox");
		/* The night is dark by itself until it is left. */
		await it.page.locator(".night").waitFor({ state: "detached" });
		await it.page.waitForSelector(".row, .notice");
		await it.look(language, theme);
		await it.go(hash);
		await it.page.waitForSelector(ready);
		if (theme === "light" && hash === "#/night") await it.page.click(".seg + .btn.icon");
		await it.page.waitForSelector(`html[lang="${language}"][data-theme="${theme}"]`);
		await it.axe(`${name}-${language}-${theme}`);
		if (language !== "en") await it.shot(`${name}-${language}-${theme}`);
	}
	await fits(it, name);
}

async function fits(it, name) {
	await it.page.setViewportSize(SMALL);
	await it.shot(`${name}-small`);
	const over = await it.page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector("main").scrollWidth) - innerWidth);
	assert.ok(over <= 0, `${name} is ${over} px too wide for a telephone`);
	await it.page.setViewportSize(USUAL);
}

async function hangs(dalal, reference) {
	const { page } = dalal;
	await dalal.go(`#/dossier/${reference}`);
	await page.waitForSelector(".rhead");
	await dalal.do("wall-on");
	await page.click("dialog .btn.p");
	await page.locator("dialog").waitFor({ state: "detached" });
	await dalal.go("#/wall");
	await page.waitForSelector(".wall-entry");
	await dalal.axe("wall-desk");
	await dalal.shot("wall-desk");
	await dalal.do("wall-link");
	return page.inputValue("#wall-url");
}

/* A browser that nobody signed in to, with the link and nothing else. */
async function room(link, reference) {
	const wall = await desk("rabat", "room", "ar");
	const { page } = wall;
	for (const language of ["ar", "fr"]) {
		await page.goto(`${link}/${language}`);
		await page.waitForSelector(".wall-entry");
		/* Another hash alone is the same page. */
		if (language !== "ar") await page.reload();
		await page.waitForSelector(`html[lang="${language}"] .wall-entry`);
		await page.setViewportSize(ON_A_WALL);
		await wall.axe(`wall-${language}`);
		await wall.shot(`wall-${language}`);
	}
	const text = await page.locator("main").innerText();
	assert.ok(text.includes(reference));
	for (const secret of ["damien", "dalal", "omar", "Ville-Exemple"]) assert.ok(!text.includes(secret), `the wall shows ${secret}`);
	const token = link.split("#wall=")[1];
	const other = await page.evaluate(async (key) => (await fetch("/v1/dossiers", { headers: { Authorization: `Bearer ${key}` }, credentials: "omit" })).status, token);
	assert.equal(other, 403, "the wall's token reads more than the wall");
	await fits(wall, "wall");
	await wall.context.setOffline(true);
	await page.waitForSelector('.wall-at[data-stale="true"]');
	await wall.shot("wall-stale");
}

await play(async () => {
	const dalal = await officer("rabat", "dalal", "ar");
	const omar = await officer("rabat", "omar", "fr");
	await begins(dalal);
	say("the watch begins, the sound is on");
	const reference = await warns();
	await sounds(dalal, reference);
	say(`${reference} sounds, on every screen`);
	await isCutOff(dalal);
	say("a screen that hears nothing says so");
	await isMissed(dalal);
	await looks(dalal, "night", "#/night", `[data-vital="${reference}"]`);
	await handsOver(dalal, omar, reference);
	await looks(omar, "continuity", await omar.page.evaluate(() => location.hash), ".cont-form");
	for (const language of ["ar", "fr"]) {
		await omar.look(language, "light");
		await omar.paper(`continuity-${language}`, [reference, "+33 1 00 00 00 17"], "H0");
	}
	say("the watch changed hands, the sheet is on paper");
	await answers(dalal, reference);
	say("a person answered: the sound is over");
	const link = await hangs(dalal, reference);
	await room(link, reference);
	say("the room sees what was released, and how old it is");
});
