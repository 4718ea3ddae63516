-- The unit that asks, of the opening: shown in lists. Made again from the logs
-- like the rest of the row (NODE_TODO_VERSION).
ALTER TABLE dossier ADD COLUMN unit TEXT NOT NULL DEFAULT '';

-- Dossiers that an officer put aside until a day: for himself alone. heard:
-- acts of the partner at that time; a later one brings it back at once.
CREATE TABLE aside (
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	until_at INTEGER NOT NULL,
	heard INTEGER NOT NULL,
	PRIMARY KEY (officer_id, dossier_id)
) STRICT, WITHOUT ROWID;

-- Openings that are being written (node/writing.h): sealed by the house's own key,
-- of their author and his unit. version: raised by each change.
CREATE TABLE writing (
	id INTEGER PRIMARY KEY,
	uid BLOB NOT NULL CHECK (length(uid) = 16),
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	editor_id INTEGER NOT NULL REFERENCES officer (id),
	unit TEXT NOT NULL,
	kind TEXT NOT NULL,
	peer TEXT NOT NULL,
	ref TEXT NOT NULL,
	version INTEGER NOT NULL,
	at INTEGER NOT NULL,
	sealed BLOB NOT NULL
) STRICT;

CREATE INDEX writing_unit ON writing (unit);
CREATE INDEX writing_at ON writing (at);
