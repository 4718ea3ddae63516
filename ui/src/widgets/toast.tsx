/* A word about what was just done; it can be read, and goes by itself. It speaks
 * the language of the screen, also when that changes. */
import { signal } from "@preact/signals";
import { Icon, type IconName } from "./icon";

const shown = signal<{ say: () => string; icon: IconName } | null>(null);
const STAYS_MS = 6000;
let timer = 0;

export function tell(say: () => string, icon: IconName = "check"): void {
	shown.value = { say, icon };
	clearTimeout(timer);
	timer = setTimeout(() => (shown.value = null), STAYS_MS) as unknown as number;
}

export function Toast() {
	const it = shown.value;
	return (
		<div class="toast-place" role="status" aria-live="polite">
			{it && (
				<div class="toast">
					<Icon name={it.icon} small />
					{it.say()}
				</div>
			)}
		</div>
	);
}
