/* What waits in one dossier, asked for when somebody looks at it. */
import { useEffect, useState } from "preact/hooks";
import { get, may } from "../../api/client";
import { watch } from "../../api/store";
import type { Task } from "../../api/types";

const MOST = 100;
/* Rows that are only passed are not asked about. */
const REST_MS = 120;
const none: Task[] = [];

export function useTasksOf(dossier: string | null): Task[] {
	const [held, setHeld] = useState<{ dossier: string; tasks: Task[] } | null>(null);
	useEffect(() => {
		if (!dossier || !may("status")) return;
		let gone = false;
		const read = () =>
			void get("/v1/tasks", { dossier, limit: MOST }).then(
				({ tasks }) => gone || setHeld({ dossier, tasks }),
				() => undefined,
			);
		const timer = setTimeout(read, REST_MS);
		const deaf = watch((changed) => {
			if (changed === null || changed === dossier) read();
		});
		return () => {
			gone = true;
			clearTimeout(timer);
			deaf();
		};
	}, [dossier]);
	return held?.dossier === dossier ? held.tasks : none;
}
