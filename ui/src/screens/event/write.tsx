/* An entry of the room: an act of one line, which its partner and nobody else
 * reads. What two are to know is said on both, each time by decision. */
import { useEffect, useState } from "preact/hooks";
import { get, type Problem } from "../../api/client";
import type { Dossier } from "../../api/types";
import { t } from "../../i18n/fluent";
import { Under } from "../../kinds/basis";
import type { KindFile } from "../../kinds/file";
import { kind as readKind } from "../../kinds/kind";
import { Fault, Loading } from "../../widgets/state";
import { Composer } from "../dossier/composer";
import { whole } from "../dossier/read";
import type { Line } from "./types";

export function Write(props: { lines: Line[]; line: Line; act: string; choose: (line: Line) => void; done: () => Promise<void>; close: () => void }) {
	const { lines, line } = props;
	const [dossier, setDossier] = useState<Dossier | null>(null);
	const [file, setFile] = useState<KindFile | null>(null);
	const [fault, setFault] = useState<Problem | null>(null);
	async function read(): Promise<void> {
		try {
			const found = await whole(await get("/v1/dossiers/{ref}", { ref: line.reference }));
			setFile((await readKind(found.kind)).file);
			setDossier(found);
		} catch (e) {
			setFault(e as Problem);
		}
	}
	useEffect(() => {
		setDossier(null);
		void read();
	}, [line.reference]);
	return (
		<>
			{lines.length > 1 && (
				<div class="in narrow">
					<label for="room-line">{t("room-to-line")}</label>
					<select id="room-line" value={line.reference} onChange={(e) => props.choose(lines.find((l) => l.reference === e.currentTarget.value) ?? line)}>
						{lines.map((l) => (
							<option key={l.reference} value={l.reference}>
								{l.peer}
							</option>
						))}
					</select>
				</div>
			)}
			{fault && <Fault fault={fault} />}
			{!fault && (!dossier || !file) && <Loading />}
			{dossier && file && dossier.can.length === 0 && <p class="callout info">{t("room-cannot")}</p>}
			{dossier && file && dossier.can.length > 0 && (
				<Under hash={dossier.profile_hash}>
					<Composer key={`${line.reference} ${props.act}`} file={file} dossier={dossier} first={props.act} done={props.done} close={props.close} />
				</Under>
			)}
		</>
	);
}
