/* Files of a dossier: sent piece by piece, resumed where they stopped. */
import { download } from "../kinds/download";
import { bytes, post, Problem, put } from "./client";
import { plainName } from "../i18n/plain";
import type { FileRef, StoredFile } from "./types";

const LOOK_MS = 300;

async function hash(file: File): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
	return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join("");
}

/** Send it; `told` hears the share that is there. */
export async function upload(reference: string, file: File, told: (share: number) => void): Promise<FileRef> {
	const sha256 = await hash(file);
	const ask = { name: file.name, size: String(file.size), sha256 };
	for (;;) {
		const state = await post("/v1/dossiers/{ref}/blobs", ask, { ref: reference });
		if (state.file) return state.file;
		if (state.checking) {
			await new Promise((done) => setTimeout(done, LOOK_MS));
			continue;
		}
		if (state.held >= state.pieces) throw new Problem(0, "BUG", "");
		for (let n = state.held; n < state.pieces; n++) {
			told(n / state.pieces);
			const piece = file.slice(n * state.piece_bytes, (n + 1) * state.piece_bytes);
			await put("/v1/dossiers/{ref}/blobs/{sha256}/{n}", piece, { ref: reference, sha256, n, size: file.size });
		}
	}
}

/** Fetch it and hand it to the browser to keep, under a name without marks that
 * turn it around; `told` hears the share that is here. */
export async function keep(reference: string, file: StoredFile, told: (share: number) => void): Promise<void> {
	const blob = await bytes("/v1/dossiers/{ref}/blobs/{sealed}", { ref: reference, sealed: file.sealed }, (n) => told(file.size ? n / file.size : 1));
	download(plainName(file.name), blob);
}
