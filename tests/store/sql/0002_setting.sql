CREATE TABLE setting (
	name TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;
INSERT INTO setting (name, value)
	SELECT 'items', CAST(count(*) AS TEXT) FROM item;
