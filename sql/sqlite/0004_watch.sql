-- Lists of persons (spec §10). uid: what the wrapped key is bound to. wrapped:
-- the list's own key; null: destroyed, the rows are being deleted.
-- generation: the one in force; 0: none yet.
CREATE TABLE watch_list (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	uid BLOB NOT NULL CHECK (length(uid) = 16),
	name TEXT NOT NULL UNIQUE,
	wrapped BLOB,
	source TEXT NOT NULL,
	basis TEXT NOT NULL,
	retention_at INTEGER NOT NULL,
	generation INTEGER NOT NULL DEFAULT 0,
	records INTEGER NOT NULL DEFAULT 0,
	imported_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A record is in force in generations born <= g < ended; ended 0: without end.
-- So a generation is written beside the one in force, and comes into force by
-- one number. ref, hash: keyed, of the list's own number and of the content.
-- What has ended keeps its row without them, for those who follow the changes.
CREATE TABLE watch_record (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	list_id INTEGER NOT NULL REFERENCES watch_list (id),
	ref BLOB,
	born INTEGER NOT NULL,
	ended INTEGER NOT NULL DEFAULT 0,
	hash BLOB,
	expires_at INTEGER NOT NULL,
	sealed BLOB,
	UNIQUE (list_id, ref, born)
) STRICT;

CREATE INDEX watch_record_born ON watch_record (list_id, born);
CREATE INDEX watch_record_ended ON watch_record (list_id, ended)
WHERE ended <> 0;

-- Each import, for the list's history. state: watch/import.h. The terms are
-- the list's once the import is in force. sealed: which references changed
-- and which lines were refused, under the list's key.
CREATE TABLE watch_import (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	list_id INTEGER NOT NULL REFERENCES watch_list (id),
	generation INTEGER NOT NULL,
	state INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3)),
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	second_id INTEGER REFERENCES officer (id),
	format TEXT NOT NULL,
	source TEXT NOT NULL,
	basis TEXT NOT NULL,
	retention_at INTEGER NOT NULL,
	begun_at INTEGER NOT NULL,
	ended_at INTEGER NOT NULL DEFAULT 0,
	records INTEGER NOT NULL DEFAULT 0,
	added INTEGER NOT NULL DEFAULT 0,
	changed INTEGER NOT NULL DEFAULT 0,
	unchanged INTEGER NOT NULL DEFAULT 0,
	removed INTEGER NOT NULL DEFAULT 0,
	skipped INTEGER NOT NULL DEFAULT 0,
	sealed BLOB,
	CHECK (second_id IS NULL OR second_id <> officer_id)
) STRICT;

CREATE INDEX watch_import_list ON watch_import (list_id, id);

-- What changed, for whoever keeps a copy: the name index, event streams.
CREATE TABLE change (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	at INTEGER NOT NULL,
	what INTEGER NOT NULL CHECK (what IN (1, 2, 3, 4)),
	list_id INTEGER NOT NULL DEFAULT 0,
	generation INTEGER NOT NULL DEFAULT 0,
	dossier_id BLOB
) STRICT;
