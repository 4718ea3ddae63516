/* Tables of comma-separated values as the node reads them (src/base/csv.h), for
 * a preview and for screening; and as they are written. Pure.
 *
 *	state    quote    separator  line end  else
 *	START    QUOTED   next       end       PLAIN
 *	PLAIN    bad      next       end       PLAIN
 *	QUOTED   CLOSED   QUOTED     QUOTED    QUOTED
 *	CLOSED   QUOTED   next       end       bad
 *	BAD      BAD      BAD        end       BAD
 */

export interface CsvRow {
	/** Where it began, from 1. */
	line: number;
	fields: string[];
	/** It is no row: a quote out of place, bytes that are no text, too long. */
	bad: boolean;
}

/* As WASL_CSV_COLUMNS_MAX and WASL_CSV_ROW_MAX. */
const COLUMNS_MAX = 64;
const ROW_MAX = 32 * 1024;
const NO_TEXT = /[\0\uFFFD]/;

type State = "START" | "PLAIN" | "QUOTED" | "CLOSED" | "BAD";

export class Csv {
	/** The first of comma, semicolon, tab outside quotes; "" before it. */
	separator = "";
	private state: State = "START";
	private field = "";
	private fields: string[] = [];
	private size = 0;
	private cr = false;
	private line = 1;
	private began = 1;

	/** Rows that end in this text; what is left waits for the next. */
	feed(text: string): CsvRow[] {
		const out: CsvRow[] = [];
		for (const ch of text) this.take(ch, out);
		return out;
	}

	/** Nothing follows: the last row may lack its line end. */
	finish(): CsvRow[] {
		const out: CsvRow[] = [];
		if (this.state === "QUOTED") this.state = "BAD";
		this.end(out);
		return out;
	}

	private take(ch: string, out: CsvRow[]): void {
		const isEnd = ch === "\n" || ch === "\r";
		const isSecond = ch === "\n" && this.cr;
		this.cr = ch === "\r";
		if (isEnd && !isSecond) this.line++;
		if (NO_TEXT.test(ch) || ++this.size > ROW_MAX) this.state = "BAD";
		if (this.state === "QUOTED") {
			if (ch === '"') this.state = "CLOSED";
			else if (!isSecond) this.field += ch === "\r" ? "\n" : ch;
		} else if (isEnd) {
			if (!isSecond) this.end(out);
		} else if (this.state !== "BAD") this.letter(ch);
	}

	private letter(ch: string): void {
		if (this.separator === "" && (ch === "," || ch === ";" || ch === "\t")) this.separator = ch;
		if (ch === this.separator) {
			this.next();
		} else if (ch === '"') {
			if (this.state === "CLOSED") this.field += ch;
			this.state = this.state === "PLAIN" ? "BAD" : "QUOTED";
		} else if (this.state === "CLOSED") {
			this.state = "BAD";
		} else {
			this.field += ch;
			this.state = "PLAIN";
		}
	}

	private next(): void {
		this.fields.push(this.field.trim());
		this.field = "";
		this.state = this.fields.length < COLUMNS_MAX ? "START" : "BAD";
	}

	private end(out: CsvRow[]): void {
		const isBlank = this.fields.length === 0 && this.state === "START";
		const bad = this.state === "BAD";
		if (!isBlank) out.push({ line: this.began, fields: [...this.fields, this.field.trim()], bad });
		Object.assign(this, { state: "START", field: "", fields: [], size: 0, began: this.line });
	}
}

const PIECE = 64 * 1024;

/** The rows of a file, a piece at a time, and how many bytes were read. */
export async function* pieces(file: Blob): AsyncGenerator<{ rows: CsvRow[]; read: number }> {
	const csv = new Csv();
	const text = new TextDecoder();
	for (let from = 0; from < file.size; from += PIECE) {
		const to = Math.min(file.size, from + PIECE);
		const bytes = await file.slice(from, to).arrayBuffer();
		yield { rows: csv.feed(text.decode(bytes, { stream: to < file.size })), read: to };
	}
	yield { rows: csv.finish(), read: file.size };
}

/** The heading and the first `n` rows of a table. */
export async function peek(file: Blob, n: number): Promise<CsvRow[]> {
	const rows: CsvRow[] = [];
	for await (const piece of pieces(file)) {
		rows.push(...piece.rows);
		if (rows.length > n) break;
	}
	return rows.slice(0, n + 1);
}

/** A line of a table; no table program takes a field for a formula. */
export const csvLine = (fields: (string | number)[]): string =>
	`${fields
		.map((f) => (/^[=+\-@]/.test(String(f)) ? `'${f}` : String(f)))
		.map((f) => (/[",\r\n]/.test(f) ? `"${f.replaceAll('"', '""')}"` : f))
		.join(",")}\n`;
