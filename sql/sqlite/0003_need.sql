-- Who may read a dossier, and where it stands on this side's desk. None of it
-- travels.

-- A unit or one officer: the other is '' or 0. why: desk/need.h. until_at:
-- Unix seconds, 0 without end. What was taken away is in the access log.
CREATE TABLE need (
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	unit TEXT NOT NULL,
	officer_id INTEGER NOT NULL,
	why INTEGER NOT NULL CHECK (why IN (0, 1, 2)),
	given_by INTEGER NOT NULL REFERENCES officer (id),
	given_at INTEGER NOT NULL,
	until_at INTEGER NOT NULL,
	PRIMARY KEY (dossier_id, unit, officer_id),
	CHECK ((unit = '') <> (officer_id = 0))
) STRICT, WITHOUT ROWID;

CREATE INDEX need_unit ON need (unit, officer_id);

-- Desk states (desk/need.h): they stay at home.
CREATE TABLE desk_state (
	dossier_id BLOB PRIMARY KEY CHECK (length(dossier_id) = 16),
	state INTEGER NOT NULL,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
