/* Whom a dossier is about, wherever its fields name them. */
import type { Fields, Value } from "../../api/types";
import type { KindFile } from "../../kinds/file";
import { isObj, Person, Told } from "../../kinds/show";
import type { Said } from "../../kinds/words";

export interface Concerned {
	v: Value;
	pointer: string;
}

export function persons(file: KindFile, fields: Fields | null | undefined): Concerned[] {
	const out: Concerned[] = [];
	for (const [name, v] of Object.entries(fields ?? {})) {
		const def = file.fields[name];
		if (def?.type === "person") out.push({ v, pointer: `/${name}` });
		if (def?.type === "list" && def.item?.type === "person" && Array.isArray(v)) out.push(...v.map((p, i) => ({ v: p, pointer: `/${name}/${i}` })));
	}
	return out;
}

/** `said`: of the free text at a pointer. */
export function Persons({ file, of, said }: { file: KindFile; of: Concerned[]; said: (pointer: string) => Said }) {
	return <Told.Provider value={said}>{of.map(({ v, pointer }) => isObj(v) && <Person key={pointer} file={file} v={v} pointer={pointer} />)}</Told.Provider>;
}
