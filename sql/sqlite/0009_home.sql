-- What a side keeps to itself: sealed records, budgets, the register of
-- transfers. None of it travels.

-- sort, state: desk/home.h. officer_id: NULL: the node itself. link: uid of the record it is about, or empty.
CREATE TABLE home (
	id INTEGER PRIMARY KEY,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	sort INTEGER NOT NULL,
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) IN (0, 16)),
	link BLOB NOT NULL CHECK (length(link) IN (0, 16)),
	officer_id INTEGER REFERENCES officer (id),
	second_id INTEGER REFERENCES officer (id),
	at INTEGER NOT NULL,
	decided_at INTEGER NOT NULL DEFAULT 0,
	due_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	state INTEGER NOT NULL,
	sealed BLOB NOT NULL,
	CHECK (second_id IS NULL OR officer_id IS NULL
		OR second_id <> officer_id)
) STRICT;

CREATE INDEX home_sort ON home (sort, dossier_id);

-- Requests opened in a day (UTC, days since 1970) by a unit, of ours or the
-- partner's; most: what the profile allows, 0 without limit.
CREATE TABLE budget (
	own INTEGER NOT NULL CHECK (own IN (0, 1)),
	peer_id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	unit TEXT NOT NULL,
	day INTEGER NOT NULL,
	n INTEGER NOT NULL,
	most INTEGER NOT NULL,
	PRIMARY KEY (own, peer_id, kind, unit, day)
) STRICT, WITHOUT ROWID;

-- Acts with personal data that left: on which ground, which fields. sealed:
-- why it was necessary, under the dossier's key, so that a purge takes it.
CREATE TABLE transfer (
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	peer_id INTEGER NOT NULL,
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	act TEXT NOT NULL,
	basis TEXT NOT NULL,
	fields TEXT NOT NULL,
	author TEXT NOT NULL,
	approver TEXT NOT NULL,
	sealed BLOB NOT NULL
) STRICT;

CREATE INDEX transfer_at ON transfer (at);
