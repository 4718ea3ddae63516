/* The room of an event (docs/api.md, Cases): its lines, as the kind of events
 * names what was said on them. */
import type { Kin, Value } from "../../api/types";
import type { Entry } from "../../widgets/wall-switch";

export interface Said {
	node: string;
	said_at: string;
	/* Once it is in a log. */
	entry?: Entry;
}

/** What is said of its free text, as in an act. */
export interface Told {
	language?: string;
	words?: Value;
}

export interface Phase {
	number: number;
	name: string;
	from: string;
	to: string;
}

export interface Site {
	number: number;
	name: string;
	type: string;
	level: string;
	capacity?: number;
	place?: { [name: string]: Value };
}

export interface EventContact extends Said {
	function: string;
	languages?: string[];
	telephone?: string;
	from?: string;
	to?: string;
}

/** Of an incident: its status now, in words. */
export interface Update extends Said, Told {
	at: string;
	status: string;
	text?: string;
}

export interface Incident extends Said, Told {
	number: number;
	at: string;
	site: number;
	type: string;
	severity: string;
	text?: string;
	measures?: string;
	owner: string;
	due: string;
	status: string;
	updated_at?: string;
	update?: Update;
}

export interface Situation extends Said {
	situation_at: string;
	situation?: { language: string; text: string; courtesy_language?: string; courtesy_text?: string };
}

export type HandOver = Said & { [name: string]: Value };

export interface Line {
	reference: string;
	peer: string;
	state: string;
	own: boolean;
	handling: string;
	name?: string;
	competition?: string;
	phases?: Phase[];
	sites?: Site[];
	radio?: string;
	threat?: { level: string; author: string; text?: { [name: string]: Value } };
	threat_until?: string;
	threat_node?: string;
	cleared_at?: string;
	contacts: EventContact[];
	on_call: EventContact[];
	incidents: Incident[];
	situations: Situation[];
	hand_overs: HandOver[];
	children: Kin[];
	children_hidden: number;
}

export interface Room {
	case: string | null;
	title: string | null;
	lines: Line[];
	hidden: number;
}
