/* The node's housekeeping: health, partners, what is agreed with them, kinds,
 * keys, officers, duty, sessions. No body
 * of an act is shown here, whoever asks. */
import type { ComponentType } from "preact";
import { may } from "../../api/client";
import { href } from "../../app/router";
import { t } from "../../i18n/fluent";
import { Notice } from "../../widgets/state";
import { DutyRoster } from "./duty";
import { Health } from "./health";
import { Keys } from "./keys";
import { Kinds } from "./kinds";
import { Partners } from "./partners";
import { Profiles } from "./profile";
import { Retention } from "./retention";
import { Security } from "./security";
import { Sessions } from "./sessions";
import { Users } from "./users";

const parts: { name: string; right: string; it: ComponentType }[] = [
	{ name: "health", right: "status", it: Health },
	{ name: "partners", right: "status", it: Partners },
	{ name: "profile", right: "status", it: Profiles },
	{ name: "kinds", right: "status", it: Kinds },
	{ name: "keys", right: "status", it: Keys },
	{ name: "retention", right: "status", it: Retention },
	{ name: "users", right: "users", it: Users },
	{ name: "duty", right: "status", it: DutyRoster },
	{ name: "sessions", right: "status", it: Sessions },
	{ name: "security", right: "status", it: Security },
];

export default function Admin({ args }: { args: string[] }) {
	const mine = parts.filter((p) => may(p.right));
	const here = mine.find((p) => p.name === (args[0] ?? "health"));
	const It = here?.it;
	return (
		<div class="page">
			<div class="head">
				<h1 class="h1">{t("nav-admin")}</h1>
			</div>
			<nav class="filters" aria-label={t("nav-admin")}>
				{mine.map((p) => (
					<a key={p.name} class={`fl${p === here ? " on" : ""}`} href={href("admin", p.name)} aria-current={p === here ? "page" : undefined}>
						{t(`admin-${p.name}`)}
					</a>
				))}
			</nav>
			<div class="scroll pad" tabIndex={0}>
				{It ? <It key={here.name} /> : <Notice icon="lock" title={t("fault-DENIED")} />}
			</div>
		</div>
	);
}
