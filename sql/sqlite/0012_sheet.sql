-- Monthly sheets of both sides (spec §13), a projection of the line dossiers.
-- cut: how much of each log the figures are about, by the order of origins.
-- fields: the record as it was signed; hash: its SHA-256, the same of two
-- equal sheets. verdict: node/sheet.h; fact: what differs from our own figures.
CREATE TABLE sheet (
	peer_id INTEGER NOT NULL REFERENCES peer (id),
	own INTEGER NOT NULL CHECK (own IN (0, 1)),
	epoch INTEGER NOT NULL,
	idx INTEGER NOT NULL,
	at INTEGER NOT NULL,
	month TEXT NOT NULL,
	cut_epoch INTEGER NOT NULL,
	cut_first INTEGER NOT NULL,
	cut_second INTEGER NOT NULL,
	fields BLOB NOT NULL,
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	verdict INTEGER NOT NULL DEFAULT 0 CHECK (verdict IN (0, 1, 2)),
	fact TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (peer_id, own, epoch, idx)
) STRICT, WITHOUT ROWID;

CREATE INDEX sheet_month ON sheet (peer_id, month);
