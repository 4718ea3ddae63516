/* The labels of kinds: lines `id = text`, comments, empty lines (src/kind). */
export function parseLabels(text) {
	const labels = {};
	for (const line of text.split("\n")) {
		const at = line.indexOf(" = ");
		if (at > 0 && !line.startsWith("#"))
			labels[line.slice(0, at)] = line.slice(at + 3).trim();
	}
	return labels;
}
