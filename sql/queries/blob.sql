-- A file was sealed here; it comes back if it was about to go.
-- name: blob_new
INSERT INTO blob (peer_id, hash, dossier_id, own, bytes, ref, used, at)
VALUES ($1, $2, $3, 1, $4, $5, 0, $6)
ON CONFLICT (peer_id, hash) DO UPDATE
SET gone = 0, at = excluded.at WHERE blob.dossier_id = excluded.dossier_id;

-- An act refers to it.
-- name: blob_used
INSERT INTO blob (peer_id, hash, dossier_id, own, bytes, ref, used, at)
VALUES ($1, $2, $3, $4, $5, $6, 1, $7)
ON CONFLICT (peer_id, hash) DO UPDATE
SET used = 1 WHERE blob.used = 0 AND blob.gone = 0;

-- name: blob_get
SELECT dossier_id, own, bytes, ref, used, there FROM blob
WHERE peer_id = $1 AND hash = $2 AND gone = 0;

-- name: blob_of_dossier
SELECT peer_id, hash, own, bytes, ref, used, there FROM blob
WHERE dossier_id = $1 AND gone = 0 ORDER BY at, hash;

-- Acts never wait for files, and files follow their acts: what still waits in
-- the outbox goes first.
-- name: blob_to_push
SELECT hash, bytes FROM blob AS b
WHERE peer_id = $1 AND own = 1 AND used = 1 AND there = 0 AND gone = 0
	AND NOT EXISTS (SELECT 1 FROM outbox AS o
		WHERE o.dossier_id = b.dossier_id)
ORDER BY at, hash LIMIT 32;

-- name: blob_of_peer
SELECT hash, own, bytes, at FROM blob
WHERE peer_id = $1 AND used = 1 AND gone = 0 ORDER BY at, hash;

-- name: blob_there
UPDATE blob SET there = 1 WHERE peer_id = $1 AND hash = $2;

-- name: blob_draft_put
INSERT INTO blob_draft (draft_id, peer_id, hash) VALUES ($1, $2, $3)
ON CONFLICT (draft_id, peer_id, hash) DO NOTHING;

-- What only this draft refers to.
-- name: blob_draft_drop
UPDATE blob SET gone = 1
WHERE used = 0
	AND EXISTS (SELECT 1 FROM blob_draft AS d WHERE d.draft_id = $1
		AND d.peer_id = blob.peer_id AND d.hash = blob.hash)
	AND NOT EXISTS (SELECT 1 FROM blob_draft AS d WHERE d.draft_id <> $1
		AND d.peer_id = blob.peer_id AND d.hash = blob.hash);

-- name: blob_draft_clear
DELETE FROM blob_draft WHERE draft_id = $1;

-- name: blob_expire
UPDATE blob SET gone = 1
WHERE used = 0 AND at < $1 AND gone = 0
	AND NOT EXISTS (SELECT 1 FROM blob_draft AS d
		WHERE d.peer_id = blob.peer_id AND d.hash = blob.hash);

-- Dossiers of which something goes once both sides have erased them.
-- name: blob_dossiers
SELECT dossier_id, peer_id FROM blob WHERE gone = 0
UNION
SELECT d.id, d.peer_id FROM decision AS c JOIN dossier AS d
	ON d.id = c.dossier_id OR (c.list_id = 0 AND d.id = c.other);

-- name: blob_drop
UPDATE blob SET gone = 1 WHERE dossier_id = $1;

-- name: blob_gone
SELECT peer_id, hash FROM blob WHERE gone = 1;

-- name: blob_delete
DELETE FROM blob WHERE peer_id = $1 AND hash = $2 AND gone = 1;
