-- Dossiers that came of whose persons something was known already: so many
-- lists, so many open dossiers. A task of the desk; who it was is not here.
CREATE TABLE known_before (
	dossier_id BLOB PRIMARY KEY CHECK (length(dossier_id) = 16),
	at INTEGER NOT NULL,
	lists INTEGER NOT NULL,
	dossiers INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
