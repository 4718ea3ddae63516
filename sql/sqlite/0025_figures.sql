-- Of which version of the figures a sheet is (spec §13); before there were two,
-- all were of the first.
ALTER TABLE sheet ADD COLUMN version INTEGER NOT NULL DEFAULT 1
	CHECK (version >= 1);
