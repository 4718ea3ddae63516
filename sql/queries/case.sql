-- name: case_put
INSERT INTO casefile (uid, ref, kind, officer_id, at, title, draft)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: case_draft
UPDATE casefile SET draft = $2 WHERE uid = $1;

-- name: case_by_ref
SELECT c.uid, c.ref, c.kind, c.at, c.title, c.draft, o.name AS officer
FROM casefile AS c JOIN officer AS o ON o.id = c.officer_id WHERE c.ref = $1;

-- Newest first, behind ($5, $6); those that are for the officer by the case
-- itself or by one of its dossiers.
-- name: case_list
SELECT c.uid, c.ref, c.kind, c.at, c.title, o.name AS officer,
	(SELECT COUNT(*) FROM casefile_dossier AS m WHERE m.uid = c.uid) AS n
FROM casefile AS c JOIN officer AS o ON o.id = c.officer_id
WHERE ($1 = 1 OR {need_of c.uid} OR EXISTS (SELECT 1 FROM casefile_dossier AS m
		WHERE m.uid = c.uid AND {need_of m.dossier_id}))
	AND c.at <= $5 AND (c.at < $5 OR c.ref < $6)
ORDER BY c.at DESC, c.ref DESC LIMIT $7;

-- name: case_add
INSERT INTO casefile_dossier (uid, dossier_id, officer_id, at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (uid, dossier_id) DO NOTHING;

-- name: case_remove
DELETE FROM casefile_dossier WHERE uid = $1 AND dossier_id = $2;

-- name: case_has
SELECT dossier_id FROM casefile_dossier WHERE uid = $1 AND dossier_id = $2;

-- name: case_dossiers
SELECT d.id, d.peer_id, p.name AS peer, d.ref, d.kind, d.state, d.outcome,
	d.closed, d.own, d.changed_at, d.profile_hash
FROM casefile_dossier AS m JOIN dossier AS d ON d.id = m.dossier_id
	JOIN peer AS p ON p.id = d.peer_id
WHERE m.uid = $1 ORDER BY m.at, d.ref LIMIT $2;

-- Cases none of whose dossiers is open, oldest first.
-- name: case_ended
SELECT c.uid, c.ref, c.kind, c.at, c.title, o.name AS officer
FROM casefile AS c JOIN officer AS o ON o.id = c.officer_id
WHERE NOT EXISTS (
	SELECT 1 FROM casefile_dossier AS m JOIN dossier AS d ON d.id = m.dossier_id
	WHERE m.uid = c.uid AND d.closed = 0)
ORDER BY c.at, c.ref LIMIT $1;

-- name: case_delete_dossiers
DELETE FROM casefile_dossier WHERE uid = $1;

-- name: case_delete_need
DELETE FROM need WHERE dossier_id = $1;

-- name: case_delete
DELETE FROM casefile WHERE uid = $1;

-- name: case_of_dossier
SELECT c.uid, c.ref, c.kind, c.at, c.title, o.name AS officer
FROM casefile_dossier AS m JOIN casefile AS c ON c.uid = m.uid
	JOIN officer AS o ON o.id = c.officer_id
WHERE m.dossier_id = $1 ORDER BY c.ref LIMIT $2;

-- name: batch_put
INSERT INTO batch (dossier_id, hash, peer_id, own, persons, at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (dossier_id, hash) DO NOTHING;

-- name: batch_drop
DELETE FROM batch WHERE dossier_id = $1;

-- name: batch_of_dossier
SELECT b.hash, b.peer_id, b.own, b.persons, b.checked_at, b.faults, b.fault,
	d.kind_hash
FROM batch AS b JOIN dossier AS d ON d.id = b.dossier_id
WHERE b.dossier_id = $1 ORDER BY b.at, b.hash;

-- name: batch_unchecked
SELECT b.dossier_id, b.hash, b.peer_id, b.persons, d.kind_hash
FROM batch AS b JOIN dossier AS d ON d.id = b.dossier_id
WHERE b.checked_at = 0 ORDER BY b.at, b.hash LIMIT $1;

-- name: batch_checked
UPDATE batch SET checked_at = $3, faults = $4, fault = $5
WHERE dossier_id = $1 AND hash = $2;

-- Of dossiers from $6 to $7.
-- name: task_batches
SELECT d.id, d.ref, d.kind, d.urgency, p.name AS peer, b.hash, b.checked_at
FROM batch AS b JOIN dossier AS d ON d.id = b.dossier_id
	JOIN peer AS p ON p.id = d.peer_id
WHERE b.own = 0 AND d.closed = 0 AND (b.faults > 0 OR b.fault <> '')
	AND ($1 = 1 OR {need_of d.id})
	AND b.dossier_id BETWEEN $6 AND $7
ORDER BY b.checked_at, b.hash LIMIT $5;
