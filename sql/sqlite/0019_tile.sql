-- Roots of the complete subtrees of 4,096 entries, of which the tree of a log is
-- made at the start. They are the entries' own: what is not here is read there.
CREATE TABLE tile (
	log_id INTEGER NOT NULL REFERENCES log (id),
	idx INTEGER NOT NULL,
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	PRIMARY KEY (log_id, idx)
) STRICT, WITHOUT ROWID;
