-- The next epoch of a line, as persons of this side ask for it (spec §7). One
-- row a line: the first person's decision, and the second's when second_id is
-- not 0. A note is empty where no entry of that log counts.
CREATE TABLE epoch_ask (
	peer_id INTEGER PRIMARY KEY REFERENCES peer (id),
	number INTEGER NOT NULL CHECK (number >= 2),
	own_note BLOB NOT NULL,
	partner_note BLOB NOT NULL,
	first_id INTEGER NOT NULL REFERENCES officer (id),
	first_at INTEGER NOT NULL,
	second_id INTEGER NOT NULL DEFAULT 0,
	second_at INTEGER NOT NULL DEFAULT 0,
	CHECK (second_id <> first_id)
) STRICT;
