-- name: change_insert
INSERT INTO change (at, what, list_id, generation, number, dossier_id)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: change_since
SELECT id, at, what, list_id, generation, number, dossier_id FROM change
WHERE id > $1 ORDER BY id LIMIT $2;

-- name: change_ends
SELECT COALESCE((SELECT MIN(id) FROM change), 0) AS first,
	COALESCE((SELECT MAX(id) FROM change), 0) AS last;

-- The newest stays, so that the numbers before it are known to be gone.
-- name: change_prune
DELETE FROM change WHERE id IN (
	SELECT id FROM change
	WHERE at < $1 AND id < (SELECT MAX(id) FROM change)
	ORDER BY id LIMIT $2);

-- name: watch_list_insert
INSERT INTO watch_list (uid, name, source, basis, retention_at)
VALUES ($1, $2, $3, $4, $5)
RETURNING id;

-- name: watch_list_key
UPDATE watch_list SET wrapped = $2 WHERE id = $1;

-- name: watch_list_all
SELECT id, uid, name, wrapped, source, basis, retention_at, generation, records,
	imported_at
FROM watch_list ORDER BY name;

-- name: watch_list_by_name
SELECT id, uid, name, wrapped, source, basis, retention_at, generation, records,
	imported_at
FROM watch_list WHERE name = $1;

-- name: watch_list_by_id
SELECT id, uid, name, wrapped, source, basis, retention_at, generation, records,
	imported_at
FROM watch_list WHERE id = $1;

-- name: watch_list_count
SELECT COUNT(*) AS n FROM watch_list;

-- name: watch_list_switch
UPDATE watch_list SET generation = $2, records = $3, imported_at = $4,
	source = $5, basis = $6, retention_at = $7
WHERE id = $1;

-- The name is free at once; the key is gone.
-- name: watch_list_drop
UPDATE watch_list SET wrapped = NULL, name = $2, source = '', basis = '',
	generation = 0, records = 0
WHERE id = $1;

-- name: watch_list_delete
DELETE FROM watch_list WHERE id = $1;

-- name: watch_record_find
SELECT id, born, hash FROM watch_record
WHERE list_id = $1 AND ref = $2 AND (ended = 0 OR ended > $3);

-- name: watch_record_insert
INSERT INTO watch_record (list_id, ref, born, hash, expires_at, sealed)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: watch_record_end
UPDATE watch_record SET ended = $2 WHERE id = $1;

-- In force in a generation, in order of their rows.
-- name: watch_record_current
SELECT id, list_id, ref, born, expires_at, sealed FROM watch_record
WHERE id > $2 AND +list_id = $1 AND born <= $3 AND (ended = 0 OR ended > $3)
ORDER BY id LIMIT $4;

-- name: watch_record_page
SELECT r.id, r.list_id, r.ref, r.born, r.expires_at, r.sealed
FROM watch_record AS r CROSS JOIN watch_list AS l
WHERE r.id > $1 AND l.id = r.list_id AND l.wrapped IS NOT NULL
	AND r.born <= l.generation
	AND (r.ended = 0 OR r.ended > l.generation)
	AND l.retention_at > $2 AND (r.expires_at = 0 OR r.expires_at > $2)
ORDER BY r.id LIMIT $3;

-- name: watch_record_get
SELECT r.id, r.list_id, r.ref, r.born, r.expires_at, r.sealed
FROM watch_record AS r CROSS JOIN watch_list AS l
WHERE r.id = $1 AND l.id = r.list_id AND l.wrapped IS NOT NULL
	AND r.born <= l.generation
	AND (r.ended = 0 OR r.ended > l.generation)
	AND l.retention_at > $2 AND (r.expires_at = 0 OR r.expires_at > $2);

-- Of one list, by the keyed numbers: a record that changes keeps its place.
-- name: watch_record_listed
SELECT r.id, r.list_id, r.ref, r.born, r.sealed
FROM watch_list AS l CROSS JOIN watch_record AS r
WHERE l.id = $1 AND l.wrapped IS NOT NULL AND l.retention_at > $3
	AND r.list_id = $1 AND r.ref > $2 AND r.born <= l.generation
	AND (r.ended = 0 OR r.ended > l.generation)
	AND (r.expires_at = 0 OR r.expires_at > $3)
ORDER BY r.ref LIMIT $4;

-- name: watch_record_added
SELECT id, list_id, ref, born, expires_at, sealed FROM watch_record
WHERE list_id = $1 AND born = $2 AND id > $3 AND sealed IS NOT NULL
ORDER BY id LIMIT $4;

-- name: watch_record_ended
SELECT id FROM watch_record
WHERE list_id = $1 AND ended = $2 AND ended <> 0 AND id > $3
ORDER BY id LIMIT $4;

-- What an import left that never came into force.
-- name: watch_sweep_born
DELETE FROM watch_record WHERE id IN (
	SELECT id FROM watch_record WHERE list_id = $1 AND born > $2 LIMIT $3);

-- name: watch_sweep_unend
UPDATE watch_record SET ended = 0 WHERE id IN (
	SELECT id FROM watch_record
	WHERE list_id = $1 AND ended > $2 AND ended <> 0 LIMIT $3);

-- What has ended: nothing personal stays.
-- name: watch_sweep_blank
UPDATE watch_record SET ref = NULL, hash = NULL, sealed = NULL WHERE id IN (
	SELECT id FROM watch_record
	WHERE list_id = $1 AND ended <= $2 AND ended <> 0
		AND sealed IS NOT NULL
	LIMIT $3);

-- Nobody follows from before the oldest change that is kept.
-- name: watch_sweep_tombs
DELETE FROM watch_record WHERE id IN (
	SELECT id FROM watch_record
	WHERE list_id = $1 AND ended <> 0 AND ended <= $2 AND ended < COALESCE(
		(SELECT MIN(generation) FROM change
		WHERE what = 1 AND change.list_id = $1), $2 + 1)
	LIMIT $3);

-- name: watch_sweep_all
DELETE FROM watch_record WHERE id IN (
	SELECT id FROM watch_record WHERE list_id = $1 LIMIT $2);

-- name: watch_import_insert
INSERT INTO watch_import (list_id, generation, state, officer_id, format,
	source, basis, retention_at, begun_at)
VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8)
RETURNING id;

-- name: watch_import_finish
UPDATE watch_import SET state = $2, ended_at = $3, records = $4, added = $5,
	changed = $6, unchanged = $7, removed = $8, skipped = $9, sealed = $10
WHERE id = $1;

-- name: watch_import_decide
UPDATE watch_import SET state = $2, second_id = $3, ended_at = $4
WHERE id = $1 AND state = 1;

-- One at a time: under way, or waiting for the second person.
-- name: watch_import_open
SELECT id, list_id, generation, state, officer_id, second_id, format, source,
	basis, retention_at, begun_at, ended_at, records, added, changed,
	unchanged, removed, skipped, sealed
FROM watch_import WHERE list_id = $1 AND state < 2 ORDER BY id DESC LIMIT 1;

-- name: watch_import_list
SELECT id, list_id, generation, state, officer_id, second_id, format, source,
	basis, retention_at, begun_at, ended_at, records, added, changed,
	unchanged, removed, skipped, sealed
FROM watch_import WHERE list_id = $1 ORDER BY id DESC LIMIT $2;

-- The process that ran them is gone.
-- name: watch_import_lost
UPDATE watch_import SET state = 3, ended_at = $1 WHERE state = 0;

-- The report names references: only the newest keeps it.
-- name: watch_import_blank
UPDATE watch_import SET sealed = NULL
WHERE list_id = $1 AND id < $2 AND sealed IS NOT NULL;

-- name: watch_import_delete
DELETE FROM watch_import WHERE list_id = $1;

-- name: watch_import_report
SELECT sealed FROM watch_import
WHERE id = $1 AND list_id = $2 AND sealed IS NOT NULL;

-- Rows of an import that never came into force and are not swept yet.
-- name: watch_record_left
SELECT (SELECT COUNT(*) FROM (SELECT id FROM watch_record
		WHERE list_id = $1 AND born > $2 LIMIT 1) AS a)
	+ (SELECT COUNT(*) FROM (SELECT id FROM watch_record
		WHERE list_id = $1 AND ended > $2 AND ended <> 0 LIMIT 1) AS b)
	AS n;
