-- What a side keeps together or looked at itself. None of it travels.

-- A case: dossiers that belong together, over one line or several. Its uid
-- stands in `need` like a dossier's. kind: of the dossiers it opens, or ''.
-- title, draft: sealed (spec §10); the draft is the fields of an opening.
CREATE TABLE casefile (
	uid BLOB PRIMARY KEY CHECK (length(uid) = 16),
	ref TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	at INTEGER NOT NULL,
	title BLOB NOT NULL,
	draft BLOB
) STRICT, WITHOUT ROWID;

CREATE INDEX casefile_at ON casefile (at);

CREATE TABLE casefile_dossier (
	uid BLOB NOT NULL REFERENCES casefile (uid),
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	at INTEGER NOT NULL,
	PRIMARY KEY (uid, dossier_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX casefile_of ON casefile_dossier (dossier_id);

-- Tables of persons that acts brought (spec §12 Items). persons: as the act
-- counts them. checked_at: 0 until this node has read every row; faults: how
-- many it found; fault: why the table could not be read at all.
CREATE TABLE batch (
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	peer_id INTEGER NOT NULL REFERENCES peer (id),
	own INTEGER NOT NULL CHECK (own IN (0, 1)),
	persons INTEGER NOT NULL,
	at INTEGER NOT NULL,
	checked_at INTEGER NOT NULL DEFAULT 0,
	faults INTEGER NOT NULL DEFAULT 0,
	fault TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (dossier_id, hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX batch_checked ON batch (checked_at);
