-- Acts that are being written: of their author ($1) and his unit ($2).

-- name: writing_list
SELECT f.id, f.uid, f.unit, f.kind, f.peer, f.ref, f.act, f.version, f.at,
	o.name AS officer, e.name AS editor, f.sealed
FROM writing AS f JOIN officer AS o ON o.id = f.officer_id
	JOIN officer AS e ON e.id = f.editor_id
WHERE f.officer_id = $1 OR f.unit = $2
ORDER BY f.at DESC, f.id LIMIT $3;

-- name: writing_get
SELECT f.id, f.uid, f.unit, f.kind, f.peer, f.ref, f.act, f.version, f.at,
	o.name AS officer, e.name AS editor, f.sealed
FROM writing AS f JOIN officer AS o ON o.id = f.officer_id
	JOIN officer AS e ON e.id = f.editor_id
WHERE (f.officer_id = $1 OR f.unit = $2) AND f.id = $3;

-- name: writing_count
SELECT COUNT(*) AS n FROM writing WHERE officer_id = $1;

-- name: writing_insert
INSERT INTO writing (uid, officer_id, editor_id, unit, kind, peer, ref, act,
	version, at, sealed)
VALUES ($1, $2, $2, $3, $4, $5, $6, $7, 1, $8, $9) RETURNING id;

-- name: writing_reply
SELECT COUNT(*) AS n FROM writing WHERE unit = $1 AND ref = $2 AND act = $3
	AND act <> '';

-- name: writing_update
UPDATE writing SET ref = $2, version = version + 1, at = $3, editor_id = $4,
	sealed = $5
WHERE id = $1;

-- name: writing_remove
DELETE FROM writing WHERE id = $1;

-- What was written of a dossier goes with it.
-- name: writing_erased
DELETE FROM writing
WHERE ref <> '' AND ref IN (SELECT ref FROM dossier WHERE id = $1);

-- name: writing_expire
DELETE FROM writing WHERE at < $1;
