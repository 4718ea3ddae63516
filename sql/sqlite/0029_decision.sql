-- What two persons decide of a hit: is the person of a dossier the one of a
-- list's record, or of another dossier? None of it travels. subject: keyed, of
-- the dossier's person. list_id 0: other is a dossier, other_subject its
-- person; else other is the keyed reference of a record, as in watch_record,
-- and record_id the row that was looked at. state, answer: node/decision.h.
-- name: sealed under the dossier's key, with uid.
CREATE TABLE decision (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	subject BLOB NOT NULL CHECK (length(subject) = 32),
	list_id INTEGER NOT NULL,
	record_id INTEGER NOT NULL,
	other BLOB NOT NULL CHECK (length(other) = 16),
	other_subject BLOB NOT NULL CHECK (length(other_subject) = 32),
	state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
	answer INTEGER NOT NULL CHECK (answer IN (0, 1, 2, 3)),
	at INTEGER NOT NULL,
	name BLOB NOT NULL
) STRICT;

CREATE INDEX decision_dossier ON decision (dossier_id);
CREATE INDEX decision_other ON decision (list_id, other);
CREATE INDEX decision_open ON decision (state) WHERE state < 2;

-- What each of them thinks; turn 1, 2, and 3 where those differ. sealed: why,
-- as name.
CREATE TABLE opinion (
	decision_id INTEGER NOT NULL REFERENCES decision (id),
	turn INTEGER NOT NULL CHECK (turn IN (1, 2, 3)),
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	at INTEGER NOT NULL,
	answer INTEGER NOT NULL CHECK (answer IN (1, 2, 3)),
	sealed BLOB NOT NULL,
	PRIMARY KEY (decision_id, turn),
	UNIQUE (decision_id, officer_id)
) STRICT, WITHOUT ROWID;
