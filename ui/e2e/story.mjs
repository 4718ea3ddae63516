/* The arrest story, by officers of two nodes, through the screens only: Paris
 * works in French, Rabat in Arabic. All persons are invented. */
import assert from "node:assert/strict";
import { desk as openDesk, example, hoursFromNow, LOOKS, officer, play, say, told } from "./stage.mjs";

/* --- chapters ------------------------------------------------------------- */

async function asks(olivier) {
	const { page } = olivier;
	const request = example("arrest-request");
	await olivier.go("#/new");
	await page.click('[data-kind="arrest"]');
	await olivier.focused(".form-col [data-field] *");
	const steps = ["whom", "ask", "law"];
	for (const step of steps) {
		await page.click(`[data-step="${step}"]`);
		if (step !== steps[0]) await olivier.focused(".form-col *");
		const here = await page.$$eval(".form-col > .grid > [data-field]", (all) => all.map((f) => f.getAttribute("data-field").slice(1)));
		await olivier.fill(Object.fromEntries(here.filter((n) => n in request).map((n) => [n, request[n]])));
		for (const w of request.words.filter((w) => here.includes(w.at.slice(1)))) await olivier.translates(w);
	}
	/* Known already? The request waits, as it was. */
	await page.click('[data-step="whom"]');
	await olivier.do("search-first");
	await page.waitForSelector(".qbar");
	assert.equal(await page.inputValue("#q-name"), `${request.person.given_names} ${request.person.family_name}`);
	await olivier.go("#/new");
	await page.click('[data-step="review"]');
	await olivier.shot("request-review-fr");
	await olivier.do("sign");
	/* The session is over when it is sent: nothing typed is lost, and it goes
	 * out once. */
	await olivier.ends('[data-do="send"]');
	const reference = await page.locator(".notice .mono").textContent();
	assert.match(reference, /^FR-\d{4}-ARR-\d{6}$/);
	return reference;
}

/* Looking at a row acknowledges nothing, and a fresh row does not move it. */
async function browses(desk, reference) {
	const { page } = desk;
	await desk.go("#/inbox");
	await page.waitForSelector(`[data-ref="${reference}"]`);
	await page.click(`[data-ref="${reference}"]`);
	/* By place: this is the J of an Arabic layout. */
	for (const code of ["KeyJ", "KeyK"]) await page.evaluate((c) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { code: c, key: "ت", bubbles: true, cancelable: true })), code);
	assert.equal(await page.getAttribute('.row[aria-selected="true"]', "data-ref"), reference);
	/* T takes it: a matter of the desk, without a question. What was done is told
	 * in the language that one reads, also when that changes. */
	await page.keyboard.press("t");
	const told = await page.locator(".toast").innerText();
	await desk.look("fr", "light");
	await page.waitForFunction((was) => document.querySelector(".toast").innerText !== was, told);
	await desk.look("ar", "light");
	const shown = await page.locator(".inbox").innerText();
	const { person } = example("arrest-request");
	for (const name of [person.family_name, person.family_name_latin, person.given_names]) assert.ok(!shown.includes(name), `the inbox shows ${name}`);
	await desk.sees(reference, "sent");
}

/* The original as it was written, the translation beneath, each in its own
 * language and direction, and said to bind nobody. */
async function readsBoth(desk, reference) {
	const { page } = desk;
	const { asked, words } = example("arrest-request");
	await desk.go(`#/dossier/${reference}`);
	const original = page.locator('.tl .free[lang="fr"]', { hasText: asked });
	const beneath = page.locator(".tl .courtesy", { hasText: words[0].courtesy_text });
	await original.waitFor();
	assert.match(await beneath.innerText(), /لا يُعتد بها/);
	const direction = (at) => at.evaluate((e) => getComputedStyle(e).direction);
	assert.equal(await direction(original), "ltr");
	assert.equal(await direction(beneath.locator('[lang="ar"]')), "rtl");
	assert.equal(await original.evaluate((e) => e.nextElementSibling.className), "courtesy");
}

/* From the inbox to what was sent, and never a mouse; the focus is never lost. */
async function acknowledges(desk, reference, fields) {
	const { page } = desk;
	const press = (key) => page.keyboard.press(key);
	await desk.go("#/inbox");
	await page.waitForSelector(`[data-ref="${reference}"]`);
	await press("j");
	await desk.focused(".list");
	await press("Enter");
	await page.waitForSelector(".rhead");
	await desk.focused("#main");
	await press("r");
	await desk.focused('.reply [data-act="ack"]');
	await press("Escape");
	await page.locator(".reply").waitFor({ state: "detached" });
	await desk.focused("#main");
	await press("r");
	await desk.focused('.reply [data-act="ack"]');
	for (const [name, value] of Object.entries(fields)) {
		await desk.reach(`.reply-form details:not([open]) > summary, [data-field="/${name}"] input`);
		if (await page.evaluate(() => document.activeElement.matches("summary"))) await press("Enter");
		await desk.reach(`[data-field="/${name}"] input`);
		await page.keyboard.type(value);
	}
	await desk.reach('[data-do="compose"]');
	await press("Enter");
	await page.waitForSelector("dialog");
	await press("Escape");
	await desk.focused('[data-do="compose"]');
	await press("Enter");
	await desk.reach('[data-do="send"]');
	await press("Enter");
	await page.locator(".reply").waitFor({ state: "detached" });
	await desk.focused("#main");
	await press("Escape");
	await page.waitForSelector(".list");
	await desk.focused("#main");
}

const SCREENS = [
	["inbox", "#/inbox", ".row"],
	["outbox", "#/outbox", ".col"],
	["tasks", "#/tasks", ".page"],
	["persons", "#/persons", ".why-words"],
	["lists", "#/lists/un", ".imports"],
	["new", "#/new", ".kind"],
];

/* Nothing is told without a reason; with one, why the name is proposed. */
async function searches(desk, reference) {
	const { page } = desk;
	await desk.go("#/persons");
	await page.fill("#q-name", "Salim El Mithali");
	await desk.do("search");
	await page.waitForSelector('[role="alert"]');
	await page.fill("#q-reason", "identité d’un voyageur (exemple fictif)");
	await desk.do("search");
	await page.waitForSelector(".why-words");
	assert.ok((await page.locator(".cand").innerText()).includes(reference));
	assert.equal(await page.locator(".exp .btn.p").count(), 0, "an answer is preselected");
}

/* Both sides see that the second person's key signed the act. */
async function isSignedByKey(desk, reference, act) {
	const acts = await desk.page.evaluate(async (ref) => (await (await fetch(`/v1/dossiers/${ref}`)).json()).acts, reference);
	assert.notEqual(acts.find((a) => a.act === act).passkey ?? null, null, `${act} carries no passkey`);
}

async function comesBackByKey(desk) {
	const { page } = desk;
	await page.click(".duty .btn");
	await desk.do("passkey");
	await page.waitForSelector(".app");
}

/* A list comes in by its file; a second person may have to agree. */
async function imports(desk) {
	const { page } = desk;
	await desk.go("#/lists");
	await desk.do("import");
	await page.fill("#i-list", "un");
	await page.fill("#i-source", "Nations unies (exemple)");
	await page.fill("#i-basis", "exemple fictif");
	await page.fill("#i-retention", "2099-12-31");
	await page.setInputFiles("#i-file", told.list);
	await desk.do("import-send");
	await desk.do("import-close");
	await page.waitForSelector(".imports li");
}

/* Every screen, in three languages and both themes. */
async function looksAt(desk, reference) {
	const { page } = desk;
	for (const [language, theme] of LOOKS) {
		await desk.look(language, theme);
		const name = (screen) => `${screen}-${language}-${theme}`;
		const see = async (screen) => {
			await desk.axe(name(screen));
			if (language !== "en") await desk.shot(name(screen));
		};
		for (const [screen, hash, ready] of SCREENS) {
			await desk.go(hash);
			await page.waitForSelector(ready);
			await see(screen);
		}
		await page.click('[data-kind="arrest"]');
		for (const step of ["whom", "ask", "law", "review"]) {
			await page.click(`[data-step="${step}"]`);
			await page.waitForSelector(step === "review" ? ".sealed" : "[data-field]");
			await see(step === "whom" ? "request" : `request-${step}`);
		}
		await page.click(".acts-line .btn");
		await page.click("dialog .btn.d");
		await page.waitForSelector(".kind");
		await desk.go("#/approve");
		await page.click(".drow");
		await page.waitForSelector(".sealed");
		await see("approve");
		await desk.go(`#/dossier/${reference}`);
		await page.waitForSelector(".ev");
		await see("dossier");
		await desk.do("reply");
		await page.waitForSelector(".reply[data-ready]");
		await see("composer");
		await page.keyboard.press("Escape");
		await page.keyboard.press("?");
		await page.waitForSelector("dialog .help");
		await see("help");
		await page.keyboard.press("Escape");
		await page.locator("dialog").waitFor({ state: "detached" });
		await page.keyboard.press("Control+k");
		await page.waitForSelector(".palette li");
		await see("palette");
		await page.keyboard.press("Escape");
		await page.locator("dialog").waitFor({ state: "detached" });
	}
	await page.setViewportSize({ width: 360, height: 740 });
	for (const screen of ["inbox", "approve", `dossier/${reference}`]) {
		await desk.go(`#/${screen}`);
		await page.waitForSelector(".h1");
		await desk.shot(`${screen.split("/")[0]}-small`);
		const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		assert.ok(over <= 0, `${screen} is ${over} px too wide for a telephone`);
	}
	await page.setViewportSize({ width: 1440, height: 900 });
}

const HOUSE = ["health", "partners", "users", "duty", "sessions", "security"];

/* Who keeps the node and its keys opens no dossier, and is told so. */
async function keepsTheHouse(amal, reference) {
	const { page } = amal;
	assert.equal(await page.locator('.rail a[href="#/persons"]').count(), 0);
	for (const [language, theme] of LOOKS) {
		await amal.look(language, theme);
		for (const part of HOUSE) {
			await amal.go(`#/admin/${part}`);
			await page.waitForSelector(`.fl.on[href$="${part}"]`);
			await page.locator(".scroll .loading").waitFor({ state: "detached" });
			await amal.axe(`${part}-${language}-${theme}`);
			if (language !== "en") await amal.shot(`admin-${part}-${language}-${theme}`);
		}
	}
	await amal.go(`#/dossier/${reference}`);
	await page.waitForSelector(".notice");
	assert.equal(await page.locator(".names").count(), 0);
}

async function looksAtIt(desk, name) {
	for (const [language, theme] of LOOKS) {
		await desk.look(language, theme);
		await desk.axe(`${name}-${language}-${theme}`);
		if (language !== "en") await desk.shot(`${name}-${language}-${theme}`);
	}
}

async function looksAtTheDoor(side) {
	const desk = await openDesk(side, "nobody", "ar");
	await desk.page.goto(`${told[side].origin}/`);
	await looksAtIt(desk, "door");
	await desk.page.fill("#name", "nobody");
	await desk.page.fill("#password", "a wrong password");
	await desk.page.click("form .btn.p");
	await desk.page.waitForSelector('[role="alert"]');
	await desk.close();
}

await play(async () => {
	const [olivier, valerie, dalal, omar, zineb, amal] = await Promise.all([
		officer("paris", "olivier", "fr"),
		officer("paris", "valerie", "fr"),
		officer("rabat", "dalal", "ar"),
		officer("rabat", "omar", "ar"),
		officer("rabat", "zineb", "ar"),
		officer("rabat", "amal", "ar", (desk) => looksAtIt(desk, "enrol")),
		looksAtTheDoor("rabat"),
	]);
	say("six officers have set their passwords");
	const reference = await asks(olivier);
	say(`${reference} waits for a second person`);
	await valerie.approve(reference);
	await dalal.sees(reference, "sent");
	say("Paris has asked");
	await browses(dalal, reference);
	await acknowledges(dalal, reference, example("arrest-ack"));
	await dalal.sees(reference, "acknowledged");
	await readsBoth(dalal, reference);
	await omar.act(reference, "accept", example("arrest-accept"));
	await searches(zineb, reference);
	await imports(zineb);
	await Promise.all([looksAt(zineb, reference), keepsTheHouse(amal, reference)]);
	say("every screen looked at");
	await zineb.makesAKey();
	await zineb.approve(reference);
	await olivier.sees(reference, "accepted");
	await isSignedByKey(olivier, reference, "accept");
	await comesBackByKey(zineb);
	say("Rabat has accepted, four eyes");
	await dalal.act(reference, "arrested", { ...example("arrest-arrested"), arrested_at: hoursFromNow(-1), custody_until: hoursFromNow(47) });
	await olivier.sees(reference, "custody");
	say("arrested");
	await dalal.act(reference, "fate", { ...example("arrest-fate-freed"), fate_at: hoursFromNow(0) });
	await olivier.sees(reference, "answered");
	await olivier.act(reference, "assess", example("arrest-assess"));
	await olivier.act(reference, "close", example("arrest-close-freed"));
	await valerie.page.setViewportSize({ width: 390, height: 800 });
	await valerie.approve(reference);
	await dalal.sees(reference, "closed");
	await olivier.sees(reference, "closed");
	say("closed on both sides");
});
