/* What the API answers (docs/api.md). */

export interface Session {
	officer: string;
	unit: string;
	side: string;
	roles: string[];
	rights: string[];
	language: string | null;
	csrf: string | null;
	expires: string | null;
	second?: { totp: boolean; passkeys: number };
}

export interface Finding {
	pointer: string;
	rule: string;
	source: string;
	severity: "error" | "note";
	/** English, with figures. */
	text: string;
	/** The sentence in the language of the screens; of the node's findings. */
	say?: string;
	/** Whose rule it is, where it is a kind's. */
	kind?: string;
}

export interface Local {
	side: string;
	zone: string;
	at: string;
}

export interface Row {
	reference: string;
	kind: string;
	peer: string;
	state: string | null;
	outcome: string;
	urgency: string;
	sector: string;
	own: boolean;
	closed: boolean;
	crossed: number;
	opened_at: string;
	changed_at: string;
	due_at: string | null;
	due: string | null;
	due_local: Local[];
	due_since: string | null;
	handling: string;
	desk: string | null;
	receipted: boolean;
	unread: boolean;
	assigned: { unit?: string; officer?: string }[];
	tasks: string[];
	/* That asks; "" where the kind does not say. */
	unit: string;
	/* The officer put it aside until then. */
	aside_until: string | null;
}

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };
export type Fields = { [name: string]: Value };

export interface Act {
	node: string;
	own: boolean;
	act: string;
	at: string;
	stored_at: string;
	author: string;
	approver: string;
	effect: "took" | "crossed" | "void" | "rejected" | "lost" | "waiting" | "sealed";
	code: string | null;
	state: string | null;
	bound: boolean;
	alone: boolean;
	passkey?: "checked" | "unknown" | "bad" | null;
	position: { epoch: number; index: number; seen: number } | null;
	receipt: { size: number; at: string } | null;
	fields: Fields | null;
	true_ground?: { code: string; why: string };
}

export interface Clock {
	name: string;
	late: string | null;
	due_at: string | null;
	due_local: Local[];
	stopped: boolean;
	paused: boolean;
	expires: boolean;
	overdue: boolean;
	item?: number;
	entry?: number;
}

export interface StoredFile {
	id: string;
	sealed: string;
	size: number;
	sha256: string;
	type: string;
	name: string;
	own: boolean;
	state: string;
	moved: number;
	chunks: number;
	fits: boolean;
}

/** A dossier that this one belongs to, or that belongs to this one. */
export interface Kin {
	reference: string;
	kind: string;
	peer: string;
	state: string | null;
	outcome: string;
	urgency: string;
	own: boolean;
	closed: boolean;
	due_at: string | null;
	due: string | null;
}

export interface Dossier extends Row {
	id: string;
	kind_hash: string;
	profile_hash: string | null;
	unbound: number;
	can: string[];
	acts: Act[];
	clocks: Clock[];
	files: StoredFile[];
	alone: number;
	kin: { parent: Kin | null; children: Kin[]; hidden: number };
	cases: { reference: string; title: string }[];
	items?: { [name: string]: { all: number; open: number; codes: { [code: string]: number } } };
}

export interface Desk {
	state: string;
	by: string;
	since: string | null;
	readers: { unit?: string; officer?: string; why: string; by: string; at: string; until: string | null }[];
}

export interface Check {
	what: "article3" | "protection";
	answer: string;
	sources: string;
	by: string;
	second: string;
	counts: boolean;
	at: string;
}

export interface Checks {
	checks: Check[];
	refused_before: { refused_in: string; name: string; percent: number; cleared: boolean; reason: string }[];
}

export interface Draft {
	id: number;
	kind: string;
	act: string;
	peer: string;
	reference: string;
	author: string;
	roles: string[];
	state: string;
	at: string;
	yours: boolean;
	digest: string;
	challenge?: string;
	rpId?: string;
	allowCredentials?: unknown[];
	passkeyNeeded?: boolean;
	fields?: Fields;
	findings?: Finding[];
	true_ground?: { code: string; why: string };
	view?: { own: number; partner: number };
}

export interface Task {
	id: string;
	sort: string;
	reference: string;
	kind: string;
	peer: string;
	urgency: string;
	what: string;
	person: string;
	roles: string[];
	since: string;
	due_at: string | null;
	due_local: Local[];
	overdue: boolean;
	rung: number;
	draft: number | null;
	by_hand: boolean;
}

export interface Line {
	peer: string;
	phase: string;
	ready: boolean;
	state: string;
	profile: string | null;
	own: { size: number; receipted: number; bound: number; receipt_at: string | null; frozen: boolean };
	mirror: { size: number; cosigned: number; frozen: boolean };
	waiting: number;
	waiting_since: string | null;
}

export interface Status {
	node: string;
	side: string;
	version: string;
	drafts: number;
	lines: Line[];
	alarms: { peer: string; code: string; fact: string; say: string; at: string }[];
	seconds: { what: string; said: string; officer: string; at: string }[];
	config_fault: string;
	persons: { persons: number; names: number; complete: boolean; building: boolean };
}

export interface Made {
	reference: string;
	act: string;
	draft?: number;
	waiting: boolean;
	findings: Finding[];
}

export interface Peer {
	name: string;
	side: string;
	endpoint: string;
	state: string;
	phase: string;
	profile: string | null;
	card: { serial: number };
	/* What each side named last, agreed or not. */
	named: { own: string | null; partner: string | null };
	keys: {
		own_log: string;
		partner_log: string;
		partner_mirror: string;
		rotation: "settled" | "sent" | "in-force";
		own_renewed: string | null;
		partner_renewed: string | null;
	};
}

export interface Duty {
	officer: string;
	role: string;
	function: string;
	languages: string;
	telephone: string;
	from: string;
	until: string;
	place: string;
}

/** A duty card of either side of a line. */
export interface Card {
	peer: string;
	side: string;
	own: boolean;
	function: string;
	languages: string[];
	telephone: string;
	until: string;
	over: boolean;
}

export interface Relief {
	id: number;
	state: "offered" | "taken" | "withdrawn";
	officer: string;
	second: string;
	offered_at: string;
	at: string;
	until: string;
	late: boolean;
	form: number;
	ended_at: string | null;
	form_first: number;
	form_last: number;
	digest: string;
}

/** A running clock, as a watch looks at it. */
export interface Vital {
	reference: string;
	kind: string;
	peer: string;
	clock: string;
	ours: boolean;
	suspended: boolean;
	due_at: string;
	rung: number;
}

export interface ReliefSheet {
	node: string;
	officer: string;
	at: string;
	until: string;
	text: string;
	notes: { reference: string; text: string }[];
	open: { reference: string; kind: string; peer: string; own: boolean; urgency: string; state: string; due: string; due_at: string | null; waits: "" | "ours" | "theirs" }[];
	clocks: Vital[];
	tasks: { id: string; sort: string; reference: string; kind: string; what: string; person: string; due_at: string | null }[];
	lines: { peer: string; state: string; ready: boolean; frozen: boolean; waiting: number; receipt_at: string | null; heard_at: string | null }[];
	cards: Card[];
	duty: { officer: string; function: string; telephone: string; from: string; until: string }[];
	left_out: number;
}

export interface WallEntry {
	id: number;
	reference: string;
	kind: string;
	side: string;
	urgency: string;
	sector: string;
	state: string;
	act: string;
	at: string;
	at_local: Local[];
	codes: { [name: string]: string | string[] };
	due: string;
	due_at: string | null;
	due_local: Local[];
}

export interface Wall {
	side: string;
	at: string;
	entries: WallEntry[];
}
