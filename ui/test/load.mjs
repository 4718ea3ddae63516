/* A module of src/, compiled for a test. */
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
	const code = Buffer.from(built.outputFiles[0].contents).toString("base64");
	return import(`data:text/javascript;base64,${code}`);
}
