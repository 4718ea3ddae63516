-- What an inbox shows of a dossier beside its state. The columns are made again
-- from the logs like the rest of the row (NODE_TODO_VERSION).

-- due_*: the next clock that runs; the largest number where none does, so that
-- it sorts last. heard: acts of the partner.
ALTER TABLE dossier ADD COLUMN handling TEXT NOT NULL DEFAULT '';
ALTER TABLE dossier ADD COLUMN due_at INTEGER NOT NULL
	DEFAULT 9223372036854775807;
ALTER TABLE dossier ADD COLUMN due_name TEXT NOT NULL DEFAULT '';
ALTER TABLE dossier ADD COLUMN due_since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dossier ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;

-- With what the filters ask, so that rows are read only where they are shown.
CREATE INDEX dossier_due ON dossier (closed, due_at, id, own, kind, state,
	peer_id);
CREATE INDEX outbox_dossier ON outbox (dossier_id);
CREATE INDEX need_officer ON need (officer_id);
CREATE INDEX draft_dossier ON draft (dossier_id, state);

-- How many acts of the partner an officer has seen of a dossier.
CREATE TABLE read_mark (
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	heard INTEGER NOT NULL,
	PRIMARY KEY (officer_id, dossier_id)
) STRICT, WITHOUT ROWID;

-- Calls that officers named, so that they are done once (node/once.h). http 0:
-- under way, or nobody knows. sealed: the answer, by the house's own key.
CREATE TABLE once (
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	key BLOB NOT NULL CHECK (length(key) = 32),
	request BLOB NOT NULL CHECK (length(request) = 32),
	at INTEGER NOT NULL,
	http INTEGER NOT NULL,
	uid BLOB CHECK (length(uid) = 16),
	sealed BLOB,
	PRIMARY KEY (officer_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX once_at ON once (at);
