-- Who signed a relief with his passkey: whoever offered it, whoever took it.
-- Kept as it was made, with the key, so that it can be checked again.
CREATE TABLE relief_sign (
	relief_id INTEGER NOT NULL REFERENCES relief (id),
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	at INTEGER NOT NULL,
	key BLOB NOT NULL,
	data BLOB NOT NULL,
	client BLOB NOT NULL,
	signature BLOB NOT NULL,
	PRIMARY KEY (relief_id, officer_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER relief_sign_stays BEFORE UPDATE ON relief_sign
BEGIN SELECT RAISE(ABORT, 'a signature stays as it is'); END;
CREATE TRIGGER relief_sign_kept BEFORE DELETE ON relief_sign
BEGIN SELECT RAISE(ABORT, 'a signature stays'); END;
