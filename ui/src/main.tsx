/* The officer's desk. */
import { effect } from "@preact/signals";
import { render, type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { may, session } from "./api/client";
import { boxes, made } from "./api/store";
import "./app/print";
import { go, place } from "./app/router";
import { begun, resumeSession } from "./app/session";
import { paint, theme } from "./app/settings";
import { built, myWays, Shell, ways } from "./app/shell";
import { speak, t, texts, type Lang } from "./i18n/fluent";
import { firstLanguage } from "./i18n/language";
import { toScreen } from "./keys/focus";
import { onKey } from "./keys/keys";
import { Box } from "./screens/inbox/inbox";
import { SignIn, SignInAgain } from "./screens/signin/signin";
import { Loading, Notice } from "./widgets/state";

type Screen = ComponentType<{ args: string[] }>;

/* The first screens are here, so that they are painted at once. */
const loaded = new Map<string, Screen>([
	["inbox", () => <Box key="in" out={false} />],
	["outbox", () => <Box key="out" out={true} />],
]);

/* Those behind them are fetched when they are gone to. */
const screens: Record<string, () => Promise<{ default: Screen }>> = {
	tasks: () => import("./screens/tasks/tasks"),
	dossier: () => import("./screens/dossier/dossier"),
	approve: () => import("./screens/approve/approve"),
	lists: () => import("./screens/lists/lists"),
	screening: () => import("./screens/lists/screening"),
	admin: () => import("./screens/admin/admin"),
	persons: () => import("./screens/persons/persons"),
	new: () => import("./screens/request/request"),
	room: () => import("./screens/event/room"),
	cases: () => import("./screens/cases/cases"),
	roadmap: () => import("./screens/roadmap/roadmap"),
	stats: () => import("./screens/stats/stats"),
	sheet: () => import("./screens/sheet/sheet"),
	night: () => import("./screens/night/night"),
	wall: () => import("./screens/wall/wall"),
};
for (const name of [...loaded.keys(), ...Object.keys(screens)]) built.add(name);

const load = async (name: string): Promise<void> => void loaded.set(name, (await screens[name]!()).default);

/* Behind the first rows, the screen that they lead to. */
function lookAhead(): void {
	let done = false;
	effect(() => {
		if (done || !boxes["in-all"].value.value) return;
		done = true;
		requestIdleCallback(() => load("dossier").catch(() => undefined));
	});
}

function Now() {
	const { screen, args } = place.value;
	const [, again] = useState(0);
	const [failed, setFailed] = useState("");
	const known = loaded.get(screen);
	useEffect(() => {
		if (known || !screens[screen]) return;
		load(screen).then(
			() => again((n) => n + 1),
			() => setFailed(screen),
		);
	}, [screen]);
	useEffect(toScreen, [screen, args.join("/"), known]);
	/* Whoever may not see a screen is shown one that is his, or told so. */
	const way = ways.find((w) => w.screen === screen);
	const first = myWays()[0];
	if (way && !may(way.right)) {
		if (place.peek().args.length === 0 && screen === "inbox" && first) go(first.screen);
		return <Notice icon="lock" title={t("fault-DENIED")} />;
	}
	if (known) {
		const It = known;
		return <It key={`${screen} ${args.join("/")}`} args={args} />;
	}
	if (!screens[screen]) return <Notice icon="unknown" title={t("no-such-screen")} />;
	return failed === screen ? <Notice icon="offline" title={t("fault-NO_ANSWER")} /> : <Loading />;
}

/* A screen in a room: #wall=TOKEN, or #wall=TOKEN/ar. Nobody is signed in. */
const room = /^#wall=(wasl_[\w-]+)(?:\/(ar|fr|en))?$/.exec(location.hash);

function App() {
	const token = /^#enrol=(.+)$/.exec(location.hash)?.[1] ?? null;
	if (!texts.value) return null;
	void place.value;
	if (!session.value || token) return <SignIn token={token} />;
	return (
		<>
			<Shell>
				<Now />
			</Shell>
			<SignInAgain />
		</>
	);
}

const PATIENCE_MS = 150;

async function begin(root: HTMLElement): Promise<void> {
	if (room) {
		await speak((room[2] as Lang | undefined) ?? firstLanguage());
		const { Room } = await import("./screens/wall/wall");
		return render(<Room token={room[1]!} />, root);
	}
	if (location.hash.startsWith("#enrol=")) await speak(firstLanguage());
	else {
		await Promise.all([speak(firstLanguage()), resumeSession()]);
		/* Painted once, with its rows, unless they keep us waiting. */
		await Promise.race([begun.catch(() => undefined), new Promise((done) => setTimeout(done, PATIENCE_MS))]);
	}
	render(<App />, root);
	made();
	lookAhead();
}

/* Letters of the first screen, whatever its language: asked for before something
 * is written in them, and behind what it is written with. */
for (const face of ["400 1em Plex", "500 1em Plex", "600 1em Plex", "400 1em PlexMono", "500 1em PlexMono"]) void document.fonts.load(face, "a").catch(() => undefined);
void document.fonts.load("400 1em Plex", "ع").catch(() => undefined);

paint(theme.value);
document.addEventListener("keydown", onKey);
const root = document.getElementById("app");
if (root) void begin(root);
