/* What POST /v1/screen answers; figures are thousandths. */

export interface Part {
	a: string;
	b: string;
	how: "word" | "core" | "pair" | "initial";
	list: "" | "same" | "other";
	score: number;
	units: string;
	if_agreed: number;
}

export interface Opinion {
	by: string;
	at: string;
	answer: "same" | "not-same" | "cannot-tell";
}

export interface Decision {
	id: number;
	state: "second" | "differs" | "decided";
	answer: "" | Opinion["answer"];
	changed: boolean;
	opinions: Opinion[];
}

export interface Hit {
	probability: number;
	verdict: "probable" | "maybe" | "no";
	source: "list" | "dossier" | "draft";
	list: string;
	basis: string;
	reference: string;
	kind: string;
	state: string;
	name: string;
	born: string;
	sex: string;
	document: boolean;
	cited: boolean;
	/* What was said of it for the dossier that is cited. */
	decision: Decision | null;
	explanation: {
		parts: Part[];
		alone_a: string[];
		alone_b: string[];
		shares: { [feature: string]: number };
		text: string;
	};
}

export interface Answer {
	asked: string;
	notes: string[];
	hits: Hit[];
	elsewhere: { unit: string }[];
	hidden: number;
	unmatched: boolean;
	complete: boolean;
	position: number;
	head: number;
}
