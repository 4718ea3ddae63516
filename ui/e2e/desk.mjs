/* An officer at his desk: a browser of his own, in his language. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { pagesOf } from "./pdf.mjs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
/* What a slow machine may take for one step. */
const PATIENCE_MS = Number(process.env.WASL_STEP_MS ?? 120_000) * Number(process.env.WASL_PATIENCE ?? 1);

/* Of the Tab key, from the beginning of a screen to its end. */
const STEPS_MAX = 120;

export async function browser() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		/* The sandbox needs a user that root is not. */
		args: process.getuid() === 0 ? ["--no-sandbox"] : [],
	});
}

export class Desk {
	/** side: {origin, links}; `shots`: where pictures go. */
	static async open(chrome, side, officer, language, shots) {
		const desk = new Desk();
		desk.context = await chrome.newContext({ viewport: { width: 1440, height: 900 }, locale: "fr-FR", reducedMotion: "reduce" });
		await desk.context.addInitScript((l) => localStorage.getItem("wasl.language") ?? localStorage.setItem("wasl.language", l), language);
		desk.page = await desk.context.newPage();
		desk.page.setDefaultTimeout(PATIENCE_MS);
		Object.assign(desk, { side, officer, language, shots, faults: [], password: `une phrase pour ${officer}` });
		desk.page.on("pageerror", (e) => desk.faults.push(`${officer}: ${e.stack ?? e}`));
		/* A policy that was broken, a bug of ours; not an answer of 401. */
		desk.page.on("console", (m) => {
			if (m.type() === "error" && !m.text().startsWith("Failed to load resource")) desk.faults.push(`${officer}: ${m.text()}`);
		});
		return desk;
	}

	/** The first time by the link, with a password; then by that. */
	async enter(look = async () => undefined) {
		await this.page.goto(this.side.links[this.officer]);
		await this.page.waitForSelector("#again");
		await look(this);
		await this.page.fill("#new-password", this.password);
		await this.page.fill("#again", this.password);
		await this.page.click("form .btn.p");
		await this.page.waitForSelector('.app, [role="alert"]');
		if (await this.page.locator(".app").count()) return;
		await this.signIn();
	}

	async signIn() {
		await this.page.goto(`${this.side.origin}/`);
		await this.page.fill("#name", this.officer);
		await this.page.fill("#password", this.password);
		await this.page.click("form .btn.p");
		await this.page.waitForSelector(".app");
	}

	async go(hash) {
		await this.page.evaluate((h) => (location.hash = h), hash);
	}

	/** By the keyboard alone, to what a selector names. */
	async reach(selector) {
		const isThere = () => this.page.evaluate((s) => document.activeElement.matches(s), selector);
		for (let i = 0; !(await isThere()); i++) {
			assert.ok(i < STEPS_MAX, `${selector} is not reached by the keyboard`);
			await this.page.keyboard.press("Tab");
		}
	}

	/** What is painted next may take the focus; until it has it. */
	async focused(selector) {
		await this.page.waitForFunction((s) => document.activeElement.matches(s), selector);
	}

	async do(name) {
		await this.page.locator(`[data-do="${name}"]`).last().click();
	}

	/** The session is over, and he does not know yet: what he does goes on under
	 * the question that may come at any moment and would take keys and clicks. */
	async ends(selector, value) {
		await this.context.clearCookies();
		await this.page.locator(selector).last().evaluate((box, text) => {
			if (text === undefined) return box.click();
			box.value = text;
			box.dispatchEvent(new Event("input", { bubbles: true }));
		}, value);
		await this.page.fill("dialog #password", this.password);
		await this.page.click("dialog .sign .btn.p");
		await this.page.locator("dialog .sign").waitFor({ state: "detached" });
	}

	/** Until what the API says there is so. page.waitForFunction takes a promise
	 * for a yes: it does not wait for what has to be asked. */
	async until(path, holds) {
		const end = Date.now() + PATIENCE_MS;
		while (!holds(await this.page.evaluate(async (at) => (await fetch(at, { cache: "no-store" })).json(), path))) {
			assert.ok(Date.now() < end, `${this.officer}: ${path} never was as ${holds}`);
			await this.page.waitForTimeout(300);
		}
	}

	/** Until a dossier is in the state, by its row: nothing is opened. */
	async sees(reference, state) {
		await this.until("/v1/dossiers?limit=100", ({ dossiers }) => dossiers.some((d) => d.reference === reference && d.state === state));
	}

	/** Fill a form made from a kind; `under` is a pointer. */
	async fill(fields, under = "") {
		for (const [name, value] of Object.entries(fields))
			if (`${under}/${name}` === "/words") for (const w of value) await this.translates(w);
			else await this.field(`${under}/${name}`, value);
	}

	async field(pointer, value) {
		const box = this.page.locator(`[data-field="${pointer}"]`);
		if (Array.isArray(value)) return this.list(box, pointer, value);
		if (value !== null && typeof value === "object") return this.fill(value, pointer);
		/* What is folded away is opened first. */
		await box.evaluate((e) => { for (let d = e.closest("details"); d; d = d.parentElement.closest("details")) d.open = true; });
		const select = box.locator(":scope > select");
		if ((await select.count()) > 0) return select.selectOption(value === true ? "yes" : value === false ? "no" : String(value));
		const input = box.locator("input, textarea").first();
		const isInstant = (await input.getAttribute("type")) === "datetime-local";
		await input.fill(isInstant ? await this.local(value) : String(value));
	}

	/** A courtesy translation of a free text that stands in the form. */
	async translates({ at, courtesy_language, courtesy_text }) {
		const aside = this.page.locator(`[data-words="${at}"]`);
		await aside.locator("summary").click();
		await aside.locator('.courtesy select').selectOption(courtesy_language);
		await aside.locator(".courtesy textarea").fill(courtesy_text);
	}

	async list(box, pointer, values) {
		const ticks = box.locator(".ticks");
		const chosen = box.locator(".chosen > select");
		const isTicks = (await ticks.count()) > 0;
		const isChosen = !isTicks && (await chosen.count()) > 0;
		for (const [i, v] of values.entries()) {
			if (isTicks) await ticks.locator(`input[value="${v}"]`).check();
			else if (isChosen) await chosen.selectOption(v);
			else {
				if ((await box.locator(":scope > .rows > .rowbox, :scope > .rows > .rowline").count()) <= i) await box.locator(":scope > .rows > .btn").click();
				if (typeof v === "object") await this.fill(v, `${pointer}/${i}`);
				else await box.locator(":scope > .rows > .rowline input").nth(i).fill(v);
			}
		}
	}

	/** An instant on the wall clock of this side, as its node reckons. */
	async local(instant) {
		this.offsets ??= await this.page.evaluate(async () => {
			const read = async (path) => (await fetch(path)).json();
			const { side } = await read("/v1/session");
			const { peers } = await read("/v1/peers");
			return (await read(`/v1/profiles/${peers[0].profile}`)).zones[side].offsets;
		});
		const at = Date.parse(instant);
		const step = this.offsets.filter((s) => Date.parse(s.at) <= at).at(-1);
		return new Date(at + step.offset_s * 1000).toISOString().slice(0, 16);
	}

	/** Open a dossier and do an act; `fields` by name, needed ones first. */
	async act(reference, act, fields = {}) {
		await this.go(`#/dossier/${reference}`);
		await this.page.waitForSelector(".rhead");
		await this.page.locator(`[data-do="reply"]`).click();
		await this.page.click(`[data-acts~="${act}"]`);
		await this.page.click(`[data-act="${act}"]`);
		await this.page.waitForSelector(`.reply[data-ready="${act}"]`);
		for (const d of await this.page.locator(".reply-form > details:not([open]) > summary").all()) await d.click();
		await this.fill(fields);
		await this.do("compose");
		await this.page.locator("dialog").waitFor();
		await this.do("send");
		await this.page.locator(".reply").waitFor({ state: "detached" });
	}

	/** The second person: read it, then seal it. */
	async approve(reference) {
		await this.go("#/approve");
		await this.page.locator(".drow", { hasText: reference }).click();
		await this.do("approve");
		await this.do("seal");
		await this.page.locator(".drow", { hasText: reference }).waitFor({ state: "detached" });
	}

	/** A key of his own, as the browser's virtual authenticator holds it. */
	async makesAKey() {
		const cdp = await this.context.newCDPSession(this.page);
		await cdp.send("WebAuthn.enable");
		await cdp.send("WebAuthn.addVirtualAuthenticator", {
			options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
		});
		await this.go("#/admin/security");
		await this.page.fill("#passkey-name", "clé de test");
		await this.do("passkey-add");
		await this.page.waitForSelector(".imports li");
	}

	/** By the switches of the frame; a dialog is over them: then by script. */
	async look(language, theme) {
		const press = (at) => this.page.locator(at).evaluate((button) => button.click());
		await press(`.seg > [lang="${language}"]`);
		if ((await this.page.getAttribute("html", "data-theme")) !== theme) await press(".seg + .btn.icon");
		await this.page.waitForSelector(`html[lang="${language}"][data-theme="${theme}"]`);
		await this.page.evaluate(() => document.fonts.ready);
	}

	async shot(name) {
		fs.mkdirSync(this.shots, { recursive: true });
		await this.page.screenshot({ path: path.join(this.shots, `${name}.png`) });
	}

	/** No violation of accessibility on what is shown. */
	async axe(name) {
		if (!(await this.page.evaluate(() => "axe" in window))) await this.page.evaluate(axe);
		const found = await this.page.evaluate(async () => (await window.axe.run({ resultTypes: ["violations"] })).violations);
		for (const v of found) for (const n of v.nodes.slice(0, 3)) this.faults.push(`${name}: ${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary?.split("\n")[1] ?? ""}`);
	}

	/** Printed: each page says which of how many it is and whose it may be; the
	 * whole says `told`, and nothing of the desk. Out: how many pages. */
	async paper(name, told, handling) {
		const data = await this.page.pdf({ preferCSSPageSize: true });
		fs.writeFileSync(path.join(this.shots, `${name}.pdf`), data);
		const pages = pagesOf(data);
		for (const [i, text] of pages.entries()) {
			assert.ok(text.includes(`${i + 1} / ${pages.length}`), `page ${i + 1} of ${name}: ${text}`);
			assert.ok(text.includes(handling), `page ${i + 1} of ${name} has no handling code`);
		}
		const whole = pages.join("");
		for (const part of told) assert.ok(whole.includes(part), `${part} is not in ${name}: ${whole}`);
		assert.ok(!whole.includes("Ctrl"), whole);
		return pages.length;
	}

	async close() {
		await this.context.close();
	}
}

const FAULTS_TOLD = 20;

export function clean(desks) {
	const faults = desks.flatMap((d) => d.faults);
	assert.equal(faults.length, 0, `${faults.length} faults:\n${faults.slice(0, FAULTS_TOLD).join("\n")}`);
}
