/* An officer's browser before a node of bench/screens.py: what the page itself
 * measures, from its start or from the event to the frame that shows it. */
import fs from "node:fs";
import { browser } from "../ui/e2e/desk.mjs";

const told = JSON.parse(fs.readFileSync(0, "utf8"));
const LOADS = 11;
const ROUNDS = 20;
const FIRST_MS = 300;
const CLICK_MS = 100;
/* A browser that opens a window is busy with it (its own pages, processes). */
const SETTLED_MS = 1500;

const at = (all, share) => [...all].sort((a, b) => a - b)[Math.max(0, Math.ceil(all.length * share) - 1)];
const column = (ms) => ms.toFixed(0).padStart(8);
let over = 0;

/* `share` of all must be within the limit: half of them, or 95 of 100. */
function say(what, all, share, limit) {
	const late = at(all, share) > limit;
	if (late) over++;
	console.log(`${what.padEnd(46)} ${column(at(all, 0.5))} ${column(at(all, 0.95))} ${column(Math.max(...all))}   limit ${limit} ms at p${100 * share}${late ? ": OVER" : ""}`);
}

/* In the page: when `probe` first holds in a frame that was painted. */
function watch() {
	window.painted = (probe, since) =>
		new Promise((done, failed) => {
			const end = performance.now() + 30_000;
			const look = () => {
				if (performance.now() > end) return failed(new Error("not on the screen after 30 s"));
				if (!probe()) return requestAnimationFrame(look);
				/* This frame shows it: what it posts comes behind it. */
				const seen = new MessageChannel();
				seen.port1.onmessage = () => done(performance.now() - since());
				seen.port2.postMessage(0);
			};
			requestAnimationFrame(look);
		});
	let at = 0;
	addEventListener("click", (e) => (at = e.timeStamp), true);
	addEventListener("keydown", (e) => (at = e.timeStamp), true);
	window.clicked = () => at;
	window.first = new Promise((done) => addEventListener("DOMContentLoaded", () => done(window.painted(() => document.querySelector(".row[data-ref]"), () => 0))));
}

const chrome = await browser();
const host = new URL(told.origin);
const [name, value] = told.cookie.split("=");

async function context() {
	const it = await chrome.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
	await it.addCookies([{ name, value, domain: host.hostname, path: "/", httpOnly: true, sameSite: "Strict" }]);
	await it.addInitScript(watch);
	await it.addInitScript(() => localStorage.setItem("wasl.language", "fr"));
	return it;
}

/* The first visit of a browser, in a window that it is still opening and in one
 * that is there; then further ones. */
async function firstPaint() {
	const opening = [], cold = [], warm = [];
	for (let i = 0; i < LOADS; i++)
		for (const first of [opening, cold]) {
			const fresh = await context();
			const page = await fresh.newPage();
			for (const to of first === cold ? [cold, warm] : [opening]) {
				if (to !== opening) await page.waitForTimeout(SETTLED_MS);
				await page.goto(`${told.origin}/`);
				to.push(await page.evaluate(() => window.first));
			}
			await fresh.close();
		}
	say("first row painted, nothing cached, new window", opening, 0.5, FIRST_MS);
	say("first row painted, nothing cached", cold, 0.5, FIRST_MS);
	say("first row painted, files cached", warm, 0.5, FIRST_MS);
}

/* `act` clicks or types; `shown` is asked in the page. */
async function click(page, act, shown, arg) {
	await page.evaluate(`{
		const a = ${JSON.stringify(arg)}, before = window.clicked();
		window.result = window.painted(() => window.clicked() !== before && (${shown}), window.clicked);
		null;
	}`);
	await act();
	return page.evaluate(() => window.result);
}

async function clicks() {
	const desk = await context();
	const page = await desk.newPage();
	await page.goto(`${told.origin}/`);
	await page.evaluate(() => window.first);
	await page.waitForSelector(".rail .n");
	const rows = await page.$$eval(".row[data-ref]", (all) => all.length);
	console.log(`rows on the screen: ${rows}; elements: ${await page.evaluate(() => document.querySelectorAll("*").length)}`);
	const acts = {
		"a click on a row, its preview": [() => page.locator(".row[data-ref]").nth(7).click(), `document.querySelectorAll(".row[data-ref]")[7].getAttribute("aria-selected") === "true"`],
		"J, the next row": [() => page.keyboard.press("j"), `document.querySelectorAll(".row[data-ref]")[8].getAttribute("aria-selected") === "true"`],
		"K, the row before": [() => page.keyboard.press("k"), `document.querySelectorAll(".row[data-ref]")[7].getAttribute("aria-selected") === "true"`],
		"another filter": [() => page.locator(".fl").last().click(), `[...document.querySelectorAll(".fl")].at(-1).classList.contains("on") && document.querySelector(".row[data-ref]")`],
		"the first filter again": [() => page.locator(".fl").first().click(), `document.querySelector(".fl").classList.contains("on") && document.querySelector(".row[data-ref]")`],
		"the outbox": [() => page.locator('.rail [href$="outbox"]').click(), `document.querySelector('.rail .on[href$="outbox"]') && document.querySelector(".row[data-ref]")`],
		"the inbox again": [() => page.locator('.rail [href$="inbox"]').click(), `document.querySelector('.rail .on[href$="inbox"]') && document.querySelector(".row[data-ref]")`],
		"more rows": [() => page.locator('[data-do="more"]').click(), `document.querySelectorAll(".row[data-ref]").length > a`],
		"the dossier's row": [() => page.locator(`.row[data-ref="${told.reference}"]`).click(), `document.querySelector('.row[data-ref="${told.reference}"]').getAttribute("aria-selected") === "true"`],
		"Enter, a dossier": [() => page.keyboard.press("Enter"), `document.querySelector(".rhead")`],
		"Escape, the inbox from a dossier": [() => page.keyboard.press("Escape"), `document.querySelector(".row[data-ref]")`],
		"the tasks": [() => page.locator('.rail [href$="tasks"]').click(), `document.querySelector(".page .seg")`],
		"tasks of all": [() => page.locator(".page .seg button").last().click(), `document.querySelector(".trow")`],
		"persons": [() => page.locator('.rail [href$="persons"]').click(), `document.querySelector('.rail .on[href$="persons"]') && document.querySelector("main form")`],
		"Ctrl-K": [() => page.keyboard.press("Control+k"), `document.querySelector("#palette-list > li")`],
		"a reference is typed there": [() => page.locator(".palette input").press("1"), `document.querySelector("#palette-list .mono")`],
	};
	const took = Object.fromEntries(Object.keys(acts).map((k) => [k, []]));
	for (let i = 0; i < ROUNDS; i++) {
		/* What was read further is forgotten: each round is the same. */
		await page.evaluate(() => history.replaceState(null, "", "/"));
		await page.reload();
		await page.evaluate(() => window.first);
		await page.waitForSelector(".rail .n");
		for (const [what, [act, shown]] of Object.entries(acts)) {
			const arg = await page.$$eval(".row[data-ref]", (all) => all.length);
			if (what === "more rows" && (await page.locator('[data-do="more"]').count()) === 0) continue;
			took[what].push(await click(page, act, shown, arg).catch((e) => Promise.reject(new Error(`${what}: ${e.message}`))));
		}
	}
	for (const [what, all] of Object.entries(took)) if (all.length > 0) say(what, all, 0.95, CLICK_MS);
	await desk.close();
}

console.log(`${"in the page".padEnd(46)} ${"p50 ms".padStart(8)} ${"p95".padStart(8)} ${"max".padStart(8)}`);
await firstPaint();
await clicks();
await chrome.close();
console.log(over ? `${over} are over their limit` : "all within their limits");
