/* Room of an event, roadmap, statistics, cases, the prosecutor's sheet; and what
 * else a desk does besides the arrest story. All of it is invented.
 *
 * In: as stage.mjs says, and references: event, case, arrest. */
import assert from "node:assert/strict";
import { LOOKS, officer, play, say, told } from "./stage.mjs";

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

await play(async () => {
	const zineb = await officer("rabat", "zineb", "ar");
	await looks(zineb);
	say("room, roadmap, figures, cases and sheet looked at");
});
