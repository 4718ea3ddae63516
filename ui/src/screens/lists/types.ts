/* Lists and imports, as the API tells them. */

export interface CountsOf {
	records: number;
	added: number;
	changed: number;
	unchanged: number;
	removed: number;
	skipped: number;
}

export interface ReportOf {
	added: string[];
	changed: string[];
	removed: string[];
	refused: { line: number; field: string; rule: string }[];
}

export interface ImportOf {
	id: number;
	list: string;
	state: string;
	format: string;
	size: number;
	received: number;
	counts: CountsOf;
	code: string;
	detail: string;
	report?: ReportOf;
}

export interface List {
	name: string;
	source: string;
	basis: string;
	retention: string | null;
	expired: boolean;
	waits: boolean;
	generation: number;
	records: number;
	imported_at: string | null;
	imports: { id: number; state: string; officer: string; second: string; format: string; begun_at: string | null; counts: CountsOf }[];
	report?: ReportOf;
}
