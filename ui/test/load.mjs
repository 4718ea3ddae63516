/* A module of src/, compiled for a test. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

export const ui = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

export async function load(file) {
	const built = await esbuild.build({
		entryPoints: [path.join(ui, "src", file)],
		bundle: true,
		format: "esm",
		write: false,
		jsx: "automatic",
		jsxImportSource: "preact",
		define: { TEXTS: "{}" },
	});
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), "wasl-ui-"));
	try {
		const at = path.join(dir, "module.mjs");
		fs.writeFileSync(at, built.outputFiles[0].contents);
		return await import(at);
	} finally {
		fs.rmSync(dir, { recursive: true });
	}
}
