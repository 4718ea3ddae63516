/* A kind's opening in steps: whom it is about, what is asked, under which law. */
import { actFields, type KindFile } from "../../kinds/file";

export type Step = "what" | "whom" | "ask" | "law" | "review";
export const steps: Step[] = ["what", "whom", "ask", "law", "review"];

/* Common fields that tell what happened and what is wanted. */
const ASKING = ["facts", "asked", "held_reason", "offence_or_danger", "sources", "attachments"];
/* Numbers of common fields begin here (kinds/common.json). */
const COMMON = 100;

export function fieldsOf(file: KindFile, step: Step): string[] {
	const names = actFields(file, "open").filter((n) => file.fields[n]);
	const def = (n: string) => file.fields[n]!;
	const number = (n: string) => def(n).n ?? 0;
	const own = names.filter((n) => number(n) < COMMON);
	const persons = own.filter((n) => def(n).type === "person" || def(n).item?.type === "person");
	const whom = persons.length > 0 ? persons : own;
	switch (step) {
		case "whom":
			return whom;
		case "ask":
			return [...own.filter((n) => !whom.includes(n)), ...names.filter((n) => ASKING.includes(n))];
		case "law":
			return names.filter((n) => number(n) >= COMMON && !ASKING.includes(n));
		default:
			return [];
	}
}

/** Which step shows a pointer. */
export function stepOf(file: KindFile, pointer: string): Step {
	const name = pointer.split("/")[1] ?? "";
	return steps.find((s) => fieldsOf(file, s).includes(name)) ?? "review";
}
