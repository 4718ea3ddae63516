-- What two persons must say, and who said it first. what: desk/second.h.
CREATE TABLE second (
	what TEXT PRIMARY KEY,
	said TEXT NOT NULL,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

DROP TABLE settlement;
