-- The line: partners, logs, receipts, dossiers and what is derived from them.
-- Everything below `entry` and `checkpoint` is a projection or a cache of the
-- logs, and can be rebuilt from them; personal text is sealed (spec §10).

CREATE TABLE peer (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	side TEXT NOT NULL,
	endpoint TEXT NOT NULL,
	own_card BLOB NOT NULL,
	card BLOB NOT NULL,
	added_at INTEGER NOT NULL
) STRICT;

-- One log per direction and epoch of a line (spec §4).
CREATE TABLE log (
	id INTEGER PRIMARY KEY,
	peer_id INTEGER NOT NULL REFERENCES peer (id),
	own INTEGER NOT NULL CHECK (own IN (0, 1)),
	epoch INTEGER NOT NULL,
	origin TEXT NOT NULL UNIQUE,
	UNIQUE (peer_id, own, epoch)
) STRICT;

-- A table with row ids: envelopes are long, and in the other sort each would
-- spill into a page of its own.
-- act: its number in the kind, 0 where the plaintext could not be read.
-- reject: 0, or the number of the T code that takes the act out of both folds.
CREATE TABLE entry (
	log_id INTEGER NOT NULL REFERENCES log (id),
	idx INTEGER NOT NULL,
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	envelope BLOB,
	dossier_id BLOB,
	seen INTEGER NOT NULL,
	act INTEGER NOT NULL,
	reject INTEGER NOT NULL DEFAULT 0,
	stored_at INTEGER NOT NULL,
	PRIMARY KEY (log_id, idx)
) STRICT;

CREATE INDEX entry_dossier ON entry (dossier_id, log_id, idx);

-- Cosigned checkpoints, verbatim. For an own log: the partner's receipts, with
-- the `own log's size` told with each (spec §8); for a mirror: those we gave.
CREATE TABLE checkpoint (
	log_id INTEGER NOT NULL REFERENCES log (id),
	size INTEGER NOT NULL,
	partner_size INTEGER NOT NULL,
	cosigned_at INTEGER NOT NULL,
	note BLOB NOT NULL,
	PRIMARY KEY (log_id, size, partner_size)
) STRICT, WITHOUT ROWID;

-- Kind files and treaty profiles, named by hash; many versions are held.
CREATE TABLE file (
	hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
	sort TEXT NOT NULL CHECK (sort IN ('kind', 'profile')),
	body BLOB NOT NULL
) STRICT;

CREATE TABLE dossier (
	id BLOB PRIMARY KEY CHECK (length(id) = 16),
	peer_id INTEGER NOT NULL REFERENCES peer (id),
	kind TEXT NOT NULL,
	kind_hash BLOB NOT NULL,
	profile_hash BLOB NOT NULL,
	ref TEXT NOT NULL,
	own INTEGER NOT NULL CHECK (own IN (0, 1)),
	state TEXT NOT NULL,
	outcome TEXT NOT NULL,
	urgency TEXT NOT NULL,
	sector TEXT NOT NULL,
	crossed INTEGER NOT NULL,
	opened_at INTEGER NOT NULL,
	changed_at INTEGER NOT NULL,
	closed INTEGER NOT NULL,
	wrapped BLOB
) STRICT;

-- Not unique: a partner may give a reference twice, which is its own mistake.
CREATE INDEX dossier_ref ON dossier (ref, peer_id);
CREATE INDEX dossier_changed ON dossier (changed_at);

-- Shared clocks of a dossier: instants only, overdue is a view (spec §8).
CREATE TABLE clock (
	dossier_id BLOB NOT NULL REFERENCES dossier (id),
	number INTEGER NOT NULL,
	name TEXT NOT NULL,
	due_at INTEGER NOT NULL,
	stopped INTEGER NOT NULL,
	PRIMARY KEY (dossier_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX clock_due ON clock (stopped, due_at);

-- Acts that wait for the line: without index, sealed at rest (spec §7, Start).
CREATE TABLE outbox (
	id INTEGER PRIMARY KEY,
	peer_id INTEGER NOT NULL REFERENCES peer (id),
	dossier_id BLOB NOT NULL,
	grant_bytes BLOB,
	sealed BLOB NOT NULL,
	queued_at INTEGER NOT NULL
) STRICT;

-- Who of two decided first to end the freeze of a log (spec §7).
CREATE TABLE settlement (
	peer_id INTEGER NOT NULL REFERENCES peer (id),
	own INTEGER NOT NULL CHECK (own IN (0, 1)),
	officer_id INTEGER NOT NULL,
	asked_at INTEGER NOT NULL,
	PRIMARY KEY (peer_id, own)
) STRICT, WITHOUT ROWID;

CREATE TABLE alarm (
	id INTEGER PRIMARY KEY,
	peer_id INTEGER NOT NULL REFERENCES peer (id),
	code TEXT NOT NULL,
	fact TEXT NOT NULL,
	evidence BLOB,
	raised_at INTEGER NOT NULL,
	cleared_at INTEGER
) STRICT;
