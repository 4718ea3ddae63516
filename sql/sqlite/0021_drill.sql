-- Drills of the warning chain: a projection of their dossiers. own: begun by
-- this side. outcome: of the result, '' before it.
CREATE TABLE drill (
	dossier_id BLOB PRIMARY KEY REFERENCES dossier (id),
	peer_id INTEGER NOT NULL REFERENCES peer (id),
	own INTEGER NOT NULL CHECK (own IN (0, 1)),
	opened_at INTEGER NOT NULL,
	due_at INTEGER NOT NULL,
	acked_at INTEGER NOT NULL,
	outcome TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX drill_peer ON drill (peer_id, own, opened_at);
