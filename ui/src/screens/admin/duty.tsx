/* Who is awake, and when nobody is. */
import { useEffect, useState } from "preact/hooks";
import { get, may, post, type Problem, session } from "../../api/client";
import { feed } from "../../api/store";
import type { Roster } from "../../api/types";
import { t } from "../../i18n/fluent";
import { home, moment } from "../../i18n/time";
import { fromLocal } from "../../i18n/zone";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Icon } from "../../widgets/icon";
import { Avatar, Button, Mono } from "../../widgets/parts";
import { explain, Notice, Ready } from "../../widgets/state";
import { tell } from "../../widgets/toast";

const DAYS = 14;
const roster = feed<Roster>(() => get("/v1/duty", { role: "duty", days: DAYS }));

function Add({ onClose }: { onClose: () => void }) {
	const [f, setF] = useState({ officer: session.value?.officer ?? "", role: "duty", function: "", languages: "ar,fr", telephone: "", from: "", until: "" });
	const [fault, setFault] = useState<Problem | null>(null);
	const zone = home();
	async function submit(e: Event) {
		e.preventDefault();
		try {
			await post("/v1/duty", { ...f, from: fromLocal(f.from, zone), until: fromLocal(f.until, zone) });
			void roster.read();
			onClose();
		} catch (e) {
			setFault(e as Problem);
		}
	}
	const text = (name: "officer" | "function" | "languages" | "telephone", ltr = false) => (
		<div class="in">
			<label for={`d-${name}`}>{t(`duty-${name}`)}</label>
			<input id={`d-${name}`} required value={f[name]} dir={ltr ? "ltr" : "auto"} autocomplete="off" onInput={(e) => setF({ ...f, [name]: e.currentTarget.value })} />
		</div>
	);
	const when = (name: "from" | "until") => (
		<div class="in">
			<label for={`d-${name}`}>{t(`duty-${name}`)}</label>
			<input id={`d-${name}`} type="datetime-local" required value={f[name]} dir="ltr" onInput={(e) => setF({ ...f, [name]: e.currentTarget.value })} />
		</div>
	);
	return (
		<Dialog title={t("duty-add")} onClose={onClose} wide>
			<form class="stack-form" onSubmit={submit}>
				<div class="grid">
					{text("officer")}
					{text("function")}
					{text("languages", true)}
					{text("telephone", true)}
					{when("from")}
					{when("until")}
				</div>
				<DialogFoot fault={fault} does={t("save")} onClose={onClose} />
			</form>
		</Dialog>
	);
}

export function DutyRoster() {
	const [adding, setAdding] = useState(false);
	useEffect(() => void roster.read(), []);
	const remove = (id: number) =>
		post("/v1/duty/{id}/remove", {}, { id }).then(
			() => roster.read(),
			(e: Problem) => tell(() => explain(e), "warn"),
		);
	return (
		<Ready of={roster}>
			{({ duty, gaps }) => (
				<>
					<div class="line spaced">
						<span class="sub">{t("duty-days", { n: DAYS })}</span>
						<span class="gap" />
						{may("duty") && (
							<Button look="p" icon="plus" onClick={() => setAdding(true)}>
								{t("duty-add")}
							</Button>
						)}
					</div>
					{gaps.map((g) => (
						<p key={g.from} class="callout warn">
							<Icon name="warn" small />
							<span>{t("duty-gap", { from: moment(g.from), until: moment(g.until) })}</span>
						</p>
					))}
					{duty.length === 0 && <Notice icon="moon" title={t("duty-nobody")} />}
					<ul class="imports">
						{duty.map((d) => (
							<li key={d.id} class="card">
								<div class="line">
									<Avatar name={d.officer} />
									<b>
										<bdi>{d.officer}</bdi>
									</b>
									<bdi>{d.function}</bdi>
									<Mono>{d.telephone}</Mono>
									<span class="gap" />
									<span>
										{moment(d.from)} – {moment(d.until)}
									</span>
									{may("duty") && (
										<Button look="q" icon="trash" onClick={() => void remove(d.id)}>
											{t("duty-remove")}
										</Button>
									)}
								</div>
							</li>
						))}
					</ul>
					{adding && <Add onClose={() => setAdding(false)} />}
				</>
			)}
		</Ready>
	);
}
