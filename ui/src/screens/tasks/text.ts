import type { Task } from "../../api/types";
import { label, t } from "../../i18n/fluent";

/** What there is to do, in words. */
export function taskText(task: Pick<Task, "kind" | "sort" | "what">): string {
	const what = task.what ? label(task.kind || "common", `${task.sort === "clock" ? "clock" : "done"}-${task.what}`) : "";
	return t(`task-${task.sort}`, { what });
}
