-- How far each list was compared with the persons of open dossiers: with all
-- generations up to this one, and of the next with the rows up to row_id.
CREATE TABLE list_compared (
	list_id INTEGER PRIMARY KEY,
	generation INTEGER NOT NULL,
	row_id INTEGER NOT NULL
) STRICT;

-- Of which dossier's persons somebody stands on which list, as the desk was
-- told: with the list's generation of then. Who it was is not here.
CREATE TABLE known_list (
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	list_id INTEGER NOT NULL,
	generation INTEGER NOT NULL,
	PRIMARY KEY (dossier_id, list_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX known_list_list ON known_list (list_id);

-- Dossiers that were erased (spec §10): nobody of them is known here any more.
CREATE TABLE erased (
	dossier_id BLOB PRIMARY KEY CHECK (length(dossier_id) = 16),
	at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
