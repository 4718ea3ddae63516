-- Sealed files (spec §3). What is in a file is in DIR/blob, named by `hash`,
-- and how far a transfer has come is how long the file is: only what the files
-- cannot tell stands here.

-- hash: of the ciphertext. own: sealed here, so the partner must get it.
-- bytes: of the ciphertext. ref: the reference of spec §3, sealed (spec §10).
-- used: an act refers to it. there: the partner has all of it. gone: its file
-- goes, then the row.
CREATE TABLE blob (
	peer_id INTEGER NOT NULL REFERENCES peer (id),
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	own INTEGER NOT NULL CHECK (own IN (0, 1)),
	bytes INTEGER NOT NULL,
	ref BLOB NOT NULL,
	used INTEGER NOT NULL CHECK (used IN (0, 1)),
	there INTEGER NOT NULL DEFAULT 0 CHECK (there IN (0, 1)),
	gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
	at INTEGER NOT NULL,
	PRIMARY KEY (peer_id, hash)
) STRICT;

CREATE INDEX blob_dossier ON blob (dossier_id);

-- Drafts that refer to a file: it goes with the last of them.
CREATE TABLE blob_draft (
	draft_id INTEGER NOT NULL REFERENCES draft (id),
	peer_id INTEGER NOT NULL,
	hash BLOB NOT NULL,
	PRIMARY KEY (draft_id, peer_id, hash)
) STRICT, WITHOUT ROWID;
