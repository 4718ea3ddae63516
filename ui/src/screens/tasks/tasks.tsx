/* What waits for me, or for anybody of this desk. */
import { useEffect, useState } from "preact/hooks";
import { may, post, type Problem } from "../../api/client";
import { follow, lookedMine, mine, tasks } from "../../api/store";
import type { Task } from "../../api/types";
import { href } from "../../app/router";
import { label, t } from "../../i18n/fluent";
import { now } from "../../i18n/time";
import { useKeys } from "../../keys/keys";
import { Dialog, DialogFoot } from "../../widgets/dialog";
import { Avatar, Button, Chip, Due, Mono, More, Urgency } from "../../widgets/parts";
import { some } from "../../widgets/some";
import { Notice, Ready } from "../../widgets/state";
import { groupOf, groups } from "../inbox/group";
import { taskText } from "./text";

type Whose = "mine" | "all";

const target = (x: Task): string => (x.draft !== null ? href("approve", x.draft) : href("dossier", x.reference));

function Done({ task, onClose }: { task: Task; onClose: () => void }) {
	const [note, setNote] = useState("");
	const [fault, setFault] = useState<Problem | null>(null);
	async function submit(e: Event) {
		e.preventDefault();
		try {
			await post("/v1/tasks/{id}/done", { note }, { id: task.id });
			void follow();
			onClose();
		} catch (e) {
			setFault(e as Problem);
		}
	}
	return (
		<Dialog title={t("task-done-title")} onClose={onClose}>
			<form class="stack-form" onSubmit={submit}>
				<p>{taskText(task)}</p>
				<div class="in">
					<label for="note">{t("task-note")}</label>
					<input id="note" data-first required value={note} dir="auto" onInput={(e) => setNote(e.currentTarget.value)} />
				</div>
				<DialogFoot fault={fault} does={t("task-done")} onClose={onClose} />
			</form>
		</Dialog>
	);
}

export default function Tasks() {
	const [whose, setWhose] = useState<Whose>("mine");
	const [at, setAt] = useState(0);
	const [closing, setClosing] = useState<Task | null>(null);
	const source = whose === "mine" ? mine : tasks;
	useEffect(() => {
		lookedMine.value = whose === "mine";
		if (lookedMine.peek()) void mine.read();
		return () => void (lookedMine.value = false);
	}, [whose]);
	const list = source.value.value ?? [];
	/* What is not here yet is due later than what is. */
	const further = source.next.value ? groups.filter((g) => list.some((x) => groupOf(x.due_at, now.value) === g)).at(-1) : undefined;
	const step = (by: number) => setAt(Math.min(list.length - 1, Math.max(0, at + by)));
	useKeys({
		KeyJ: () => step(1),
		ArrowDown: () => step(1),
		KeyK: () => step(-1),
		ArrowUp: () => step(-1),
		Enter: () => {
			const x = list[at];
			if (x) location.hash = target(x);
		},
	});
	return (
		<div class="page">
			<div class="head">
				<h1 class="h1">
					{t("nav-tasks")}{" "}
					<small>{some(t("tasks-count", { n: list.length }), further !== undefined)}</small>
				</h1>
				<span class="gap" />
				<div class="seg" role="group" aria-label={t("filters")}>
					{(["mine", "all"] as Whose[]).map((w) => (
						<button key={w} type="button" class={w === whose ? "on" : ""} aria-pressed={w === whose} onClick={() => setWhose(w)}>
							{t(`tasks-${w}`)}
						</button>
					))}
				</div>
			</div>
			<div class="scroll">
				<Ready of={source} empty={() => <Notice icon="check" title={t("tasks-empty")} />}>
					{() =>
							groups.map((g) => {
								const rows = list.filter((x) => groupOf(x.due_at, now.value) === g);
								return rows.length === 0 ? null : (
									<section key={g}>
										<h2 class={`grp ${g}`}>
											{t(`group-${g}`)} <span>{some(rows.length, further === g)}</span>
										</h2>
										<ul>
											{rows.map((x) => (
												<li key={x.id} class={`trow${x === list[at] ? " sel" : ""}`} aria-current={x === list[at] ? "true" : undefined}>
													{x.urgency ? <Urgency code={x.urgency} /> : <span />}
													<div class="what">
														<a class="t" href={target(x)}>
															{taskText(x)}
														</a>
														<div class="m">
															<Mono>{x.reference}</Mono>
															{x.kind && <span class="cut">· {label(x.kind, "kind")}</span>}
														</div>
													</div>
													{x.due_at ? <Due at={x.due_at} since={x.since} /> : <span />}
													<span>
														{x.rung > 0 && (
															<Chip look="bad" icon="alarm">
																{t("rung", { n: x.rung })}
															</Chip>
														)}
													</span>
													{x.by_hand && may("read") ? <Button onClick={() => setClosing(x)}>{t("task-done")}</Button> : <Avatar name={x.person} />}
												</li>
											))}
										</ul>
									</section>
								);
							})
					}
				</Ready>
				{source.next.value && <More more={source.more} />}
			</div>
			{closing && <Done task={closing} onClose={() => setClosing(null)} />}
		</div>
	);
}

