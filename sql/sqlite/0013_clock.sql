-- A clock has a row for each instant at which one of its runs is due: of acts
-- that wait for their second person, of items. And what expires is told some
-- days before: chain 2 of the escalation.
CREATE TABLE clock_run (
	dossier_id BLOB NOT NULL REFERENCES dossier (id),
	number INTEGER NOT NULL,
	due_at INTEGER NOT NULL,
	name TEXT NOT NULL,
	stopped INTEGER NOT NULL,
	ours INTEGER NOT NULL DEFAULT 0,
	started_at INTEGER NOT NULL DEFAULT 0,
	next_at INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (dossier_id, number, due_at)
) STRICT, WITHOUT ROWID;

INSERT INTO clock_run (dossier_id, number, due_at, name, stopped, ours,
	started_at, next_at)
SELECT dossier_id, number, due_at, name, stopped, ours, started_at, next_at
FROM clock;

DROP TABLE clock;
ALTER TABLE clock_run RENAME TO clock;

CREATE INDEX clock_due ON clock (stopped, due_at);
CREATE INDEX clock_next_at ON clock (next_at);

CREATE TABLE rung (
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	number INTEGER NOT NULL,
	due_at INTEGER NOT NULL,
	chain INTEGER NOT NULL CHECK (chain IN (0, 1, 2)),
	rung INTEGER NOT NULL,
	clock TEXT NOT NULL,
	role TEXT NOT NULL,
	reached_at INTEGER NOT NULL,
	told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
	woke INTEGER NOT NULL DEFAULT 0 CHECK (woke IN (0, 1, 2, 3)),
	PRIMARY KEY (dossier_id, number, due_at, chain, rung)
) STRICT, WITHOUT ROWID;

INSERT INTO rung (dossier_id, number, due_at, chain, rung, clock, role,
	reached_at, told, woke)
SELECT dossier_id, number, due_at, chain, rung, clock, role, reached_at, told,
	woke
FROM escalation;

DROP TABLE escalation;
ALTER TABLE rung RENAME TO escalation;

CREATE INDEX escalation_at ON escalation (reached_at);
