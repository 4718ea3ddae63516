-- What changed, now also on the desk: more sorts, and a number for those that
-- are about a draft, a partner or an officer. The newest row is always kept, so
-- that no position is given twice.
CREATE TABLE changed (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	at INTEGER NOT NULL,
	what INTEGER NOT NULL CHECK (what BETWEEN 1 AND 9),
	list_id INTEGER NOT NULL DEFAULT 0,
	generation INTEGER NOT NULL DEFAULT 0,
	number INTEGER NOT NULL DEFAULT 0,
	dossier_id BLOB
) STRICT;

INSERT INTO changed (id, at, what, list_id, generation, dossier_id)
SELECT id, at, what, list_id, generation, dossier_id FROM change;

DROP TABLE change;
ALTER TABLE changed RENAME TO change;
