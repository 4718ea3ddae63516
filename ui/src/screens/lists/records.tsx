/* The records of a list, a page at a time: each that is shown is an access on
 * record, so somebody says first why he looks. */
import { useState } from "preact/hooks";
import { get, type Problem } from "../../api/client";
import type { Person } from "../../api/types";
import { t } from "../../i18n/fluent";
import { Button, Mono, More } from "../../widgets/parts";
import { Refusal } from "../../widgets/state";

function One({ person }: { person: Person }) {
	const names = person.names.map((n) => n.text);
	const born = person.births.map((b) => b.date).filter((d) => d !== "0000");
	return (
		<li class="card">
			<div class="line">
				<Mono>{person.ref}</Mono>
				<bdi class="t">{names[0] ?? "—"}</bdi>
				<span class="gap" />
				{person.nationalities.length > 0 && <bdi dir="ltr">{person.nationalities.join(" ")}</bdi>}
			</div>
			{(names.length > 1 || born.length > 0) && (
				<p class="sub">
					{born.length > 0 && (
						<>
							{t("person-born")}: <bdi dir="ltr">{born.join(" · ")}</bdi>{" "}
						</>
					)}
					{names.slice(1).map((n) => (
						<>
							<bdi key={n}>{n}</bdi>{" "}
						</>
					))}
				</p>
			)}
		</li>
	);
}

export function Records({ name }: { name: string }) {
	const [purpose, setPurpose] = useState("");
	const [found, setFound] = useState<Person[] | null>(null);
	const [next, setNext] = useState<string | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	async function read(after: string | null) {
		try {
			const page = await get("/v1/lists/{name}/records", { name, purpose, after: after ?? undefined });
			setFound(after && found ? [...found, ...page.records] : page.records);
			setNext(page.next);
			setFault(null);
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<section>
			<h3 class="lbl">{t("list-records")}</h3>
			{!found && (
				<form
					class="stack-form"
					onSubmit={(e) => {
						e.preventDefault();
						void read(null);
					}}
				>
					<div class="in">
						<label for="records-purpose">{t("list-records-purpose")}</label>
						<input id="records-purpose" required maxLength={200} dir="auto" value={purpose} onInput={(e) => setPurpose(e.currentTarget.value)} />
					</div>
					<Button type="submit" name="records-open">
						{t("list-records-open")}
					</Button>
				</form>
			)}
			<Refusal fault={fault} />
			{found?.length === 0 && <p class="sub">{t("list-records-empty")}</p>}
			{found && found.length > 0 && (
				<ul class="imports">
					{found.map((p) => (
						<One key={p.ref} person={p} />
					))}
				</ul>
			)}
			{next && <More more={() => read(next)} />}
		</section>
	);
}
