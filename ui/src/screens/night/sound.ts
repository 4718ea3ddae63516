/* The alarm that a room hears. Browsers let a page sound only after somebody
 * has touched it, so it is asked for when the watch begins; what they refuse is
 * told. It goes on whatever screen is open, until a person has acknowledged. */
import { computed, effect, signal } from "@preact/signals";
import { heardAt, online, session } from "../../api/client";
import { mute } from "../../app/shell";
import { unanswered, vital } from "../../api/store";
import { now } from "../../i18n/time";

export type Sound = "off" | "on" | "blocked";
export const sound = signal<Sound>("off");

/** Without an answer for so long, what is shown is old. */
const STALE_MS = 35_000;
/** How often the node is asked whether it is there. */
const ASK_MS = 10_000;
/** A refusal is silent: the browser just does not begin. */
const BLOCKED_MS = 1500;
const BEAT_MS = 1100;

export const lost = computed(() => session.value !== null && (!online.value || now.value - heardAt.value > STALE_MS));

export type Alarm = "vital" | "lost" | "quiet";
export const alarm = computed<Alarm>(() => (session.value === null ? "quiet" : unanswered.value.length > 0 ? "vital" : lost.value ? "lost" : "quiet"));

let context: AudioContext | null = null;

/** Two tones that nobody takes for a telephone; a low one where the node is gone. */
const tones: Record<Exclude<Alarm, "quiet">, [number, number]> = { vital: [932, 698], lost: [311, 311] };

function tone(hertz: number, from: number, seconds: number): void {
	if (!context) return;
	const source = context.createOscillator();
	const level = context.createGain();
	source.type = "square";
	source.frequency.value = hertz;
	level.gain.setValueAtTime(0, from);
	level.gain.linearRampToValueAtTime(0.25, from + 0.02);
	level.gain.setValueAtTime(0.25, from + seconds - 0.03);
	level.gain.linearRampToValueAtTime(0, from + seconds);
	source.connect(level).connect(context.destination);
	source.start(from);
	source.stop(from + seconds);
}

function beat(which: Exclude<Alarm, "quiet">): void {
	if (context?.state !== "running") return;
	const [first, second] = tones[which];
	tone(first, context.currentTime, 0.42);
	tone(second, context.currentTime + 0.46, 0.42);
}

/** Called by a click; sounds once, so that the room hears that it works. */
export async function soundOn(): Promise<void> {
	context ??= new AudioContext();
	context.onstatechange = () => {
		if (sound.peek() !== "off") sound.value = context?.state === "running" ? "on" : "blocked";
	};
	const resumed = context.resume();
	await Promise.race([resumed, new Promise((done) => setTimeout(done, BLOCKED_MS))]);
	sound.value = context.state === "running" ? "on" : "blocked";
	if (sound.value === "on" && alarm.peek() === "quiet") tone(698, context.currentTime, 0.2);
}

let beating = 0;
effect(() => {
	const which = alarm.value;
	clearInterval(beating);
	if (which === "quiet" || sound.value !== "on") return;
	beat(which);
	beating = setInterval(() => beat(which), BEAT_MS) as unknown as number;
});

/* A sound that nobody hears is told wherever one is. */
effect(() => {
	mute.value = sound.value === "on" ? "" : sound.value;
});

/* Once the watch is kept here, the node is asked on every screen. */
setInterval(() => {
	if (session.peek() === null) return;
	void vital.read();
}, ASK_MS);
