-- Tasks, escalation, duty. Local; `todo` and the columns of `clock` are
-- projections of the logs and can be made again from them.

-- Whether this side must act before it is due, when it began, and when its
-- next rung of escalation comes (0: none).
ALTER TABLE clock ADD COLUMN ours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clock ADD COLUMN started_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clock ADD COLUMN next_at INTEGER NOT NULL DEFAULT 0;

CREATE INDEX clock_next_at ON clock (next_at);

-- What acts leave to be done at home. sort: desk/task.h. author: pseudonym
-- whose task it is, or ''.
CREATE TABLE todo (
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	own INTEGER NOT NULL CHECK (own IN (0, 1)),
	epoch INTEGER NOT NULL,
	idx INTEGER NOT NULL,
	sort INTEGER NOT NULL,
	act TEXT NOT NULL,
	author TEXT NOT NULL,
	since INTEGER NOT NULL,
	PRIMARY KEY (dossier_id, own, epoch, idx, sort)
) STRICT, WITHOUT ROWID;

-- By which version of the node `todo` was made.
CREATE TABLE todo_made (
	version INTEGER PRIMARY KEY
) STRICT;

-- Tasks that a person did or set aside, by their key (desk/task.h).
CREATE TABLE task_done (
	key TEXT PRIMARY KEY,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	note TEXT NOT NULL,
	done_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Rungs that a clock's escalation has reached. chain: 0 by percent, 1 the U0
-- chain. told: the partner was told. woke: 0 no command, 1 called, 2 it ended
-- well, 3 it failed.
CREATE TABLE escalation (
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	number INTEGER NOT NULL,
	due_at INTEGER NOT NULL,
	chain INTEGER NOT NULL CHECK (chain IN (0, 1)),
	rung INTEGER NOT NULL,
	clock TEXT NOT NULL,
	role TEXT NOT NULL,
	reached_at INTEGER NOT NULL,
	told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
	woke INTEGER NOT NULL DEFAULT 0 CHECK (woke IN (0, 1, 2, 3)),
	PRIMARY KEY (dossier_id, number, due_at, chain, rung)
) STRICT, WITHOUT ROWID;

CREATE INDEX escalation_at ON escalation (reached_at);

-- Who is on duty when. place: of several at once, in this order.
CREATE TABLE duty (
	id INTEGER PRIMARY KEY,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	role TEXT NOT NULL,
	function TEXT NOT NULL,
	languages TEXT NOT NULL,
	telephone TEXT NOT NULL,
	from_at INTEGER NOT NULL,
	until_at INTEGER NOT NULL,
	place INTEGER NOT NULL,
	CHECK (until_at > from_at)
) STRICT;

CREATE INDEX duty_until ON duty (until_at);
