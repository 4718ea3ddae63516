/** Hand something to the browser to keep, under a name. */
export function download(name: string, it: Blob): void {
	const url = URL.createObjectURL(it);
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	URL.revokeObjectURL(url);
}
