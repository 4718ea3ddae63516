-- Batches (table batch) whose persons were compared with what is known at home:
-- with so many tables. None of it travels.
CREATE TABLE batch_vetted (
	dossier_id BLOB PRIMARY KEY CHECK (length(dossier_id) = 16),
	tables INTEGER NOT NULL,
	at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Persons of them of whom something is known: a remembered refusal, so many
-- lists, so many open dossiers. Who it is stands in the sealed table alone.
CREATE TABLE batch_known (
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	number INTEGER NOT NULL,
	refused INTEGER NOT NULL CHECK (refused IN (0, 1)),
	lists INTEGER NOT NULL,
	dossiers INTEGER NOT NULL,
	PRIMARY KEY (dossier_id, number)
) STRICT, WITHOUT ROWID;
