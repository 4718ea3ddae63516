/* The kinds and examples of the repository, for tests. */
import fs from "node:fs";
import path from "node:path";
import { ui } from "./load.mjs";

export const read = (at) => JSON.parse(fs.readFileSync(path.join(ui, "..", at), "utf8"));

/* `with` merged, deep enough for what is tested here. */
export function kind(name) {
	const file = read(`kinds/${name}.json`);
	for (const other of (file.with ?? []).map((n) => read(`kinds/${n}.json`)))
		for (const part of ["codes", "blocks", "fields", "groups", "acts"]) file[part] = { ...other[part], ...file[part] };
	for (const act of Object.values(file.acts)) if (Array.isArray(act?.fields)) act.fields = act.fields.flatMap((n) => (n.startsWith("@") ? (file.groups?.[n.slice(1)] ?? []) : [n]));
	const rules = (file.with ?? []).flatMap((n) => read(`kinds/${n}.json`).rules ?? []);
	file.rules = [...(file.rules ?? []), ...rules];
	return file;
}
