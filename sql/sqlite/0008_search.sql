-- Searches for persons as a supervisor sees them; the access log has each
-- person. None of it travels.

-- unmatched: the search cited no dossier, or one of another person. asked,
-- found: persons; a file is one row. drawn: 0, or the month whose draw named
-- it. subject: keyed, of one person; null for a file.
CREATE TABLE consultation (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	at INTEGER NOT NULL,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	dossier_id BLOB,
	subject BLOB,
	reason TEXT NOT NULL,
	unmatched INTEGER NOT NULL CHECK (unmatched IN (0, 1)),
	asked INTEGER NOT NULL,
	found INTEGER NOT NULL,
	drawn INTEGER NOT NULL DEFAULT 0,
	reviewer_id INTEGER REFERENCES officer (id),
	reviewed_at INTEGER NOT NULL DEFAULT 0,
	note TEXT NOT NULL DEFAULT '',
	CHECK (reviewer_id IS NULL OR reviewer_id <> officer_id)
) STRICT;

CREATE INDEX consultation_at ON consultation (at);

-- Random searches of a month (12 × year + month - 1), drawn once. seed: with it
-- anyone can draw again and must come to the same ids.
CREATE TABLE draw (
	month INTEGER PRIMARY KEY,
	seed BLOB NOT NULL CHECK (length(seed) = 32),
	at INTEGER NOT NULL,
	searches INTEGER NOT NULL,
	drawn INTEGER NOT NULL
) STRICT;

-- Keys of this house that keyd wraps (node/subject.h).
CREATE TABLE home_key (
	name TEXT PRIMARY KEY,
	uid BLOB NOT NULL CHECK (length(uid) = 16),
	wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;
