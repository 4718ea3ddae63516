-- The desk: officers, drafts, who looked at what. None of it travels.

-- until: Unix seconds, 0 without end. roles: words of kind/role.def with
-- commas between; so also below.
CREATE TABLE officer (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	pseudonym TEXT NOT NULL UNIQUE,
	unit TEXT NOT NULL,
	roles TEXT NOT NULL,
	until_at INTEGER NOT NULL,
	disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1))
) STRICT;

-- state: desk/draft.h. The record is sealed by the node. The same person may
-- not stand on both sides of a draft, whatever the code above believes; only
-- the author's own return is his.
CREATE TABLE draft (
	id INTEGER PRIMARY KEY,
	author_id INTEGER NOT NULL REFERENCES officer (id),
	peer_id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	act TEXT NOT NULL,
	roles TEXT NOT NULL,
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	sealed BLOB NOT NULL,
	view_own INTEGER NOT NULL,
	view_partner INTEGER NOT NULL,
	digest BLOB NOT NULL CHECK (length(digest) = 32),
	state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
	reason TEXT NOT NULL DEFAULT '',
	second_id INTEGER REFERENCES officer (id),
	created_at INTEGER NOT NULL,
	decided_at INTEGER NOT NULL DEFAULT 0,
	CHECK (state <> 1 OR (second_id IS NOT NULL AND second_id <> author_id))
) STRICT;

CREATE INDEX draft_waiting ON draft (state, id);

-- Persons appear only as a keyed id.
CREATE TABLE access (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	what INTEGER NOT NULL,
	purpose TEXT NOT NULL,
	dossier_id BLOB,
	subject BLOB
) STRICT;

CREATE INDEX access_at ON access (at);

-- The last number given to a reference of a side, year and kind.
CREATE TABLE reference (
	side TEXT NOT NULL,
	year INTEGER NOT NULL,
	code TEXT NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (side, year, code)
) STRICT, WITHOUT ROWID;
