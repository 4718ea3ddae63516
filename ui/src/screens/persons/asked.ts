/* Whom one looks for: typed here, or taken from a request in the making. */
import { signal } from "@preact/signals";
import type { Value } from "../../api/types";

export interface Asked {
	name: string;
	born: string;
	sex: string;
	place: string;
	document: string;
	reference: string;
	reason: string;
}

export const nobody: Asked = { name: "", born: "", sex: "", place: "", document: "", reference: "", reason: "" };
export const asked = signal<Asked>(nobody);

/** The person of a form, as a search; null while it has no name. */
export function askedOf(person: Value | undefined, reason: Value | undefined): Asked | null {
	if (person === null || typeof person !== "object" || Array.isArray(person)) return null;
	const text = (name: string): string => (typeof person[name] === "string" ? person[name] : "");
	const latin = `${text("given_names_latin")} ${text("family_name_latin")}`.trim();
	const own = `${text("given_names")} ${text("family_name")}`.trim();
	const name = own || latin;
	if (!name) return null;
	return { ...nobody, name, born: text("birth_date"), sex: text("sex"), reason: typeof reason === "string" ? reason : "" };
}
