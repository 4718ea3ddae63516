-- name: listed_next
SELECT l.id, COALESCE(c.generation, 0) + 1 AS generation,
	COALESCE(c.row_id, 0) AS row_id
FROM watch_list AS l LEFT JOIN list_compared AS c ON c.list_id = l.id
WHERE l.wrapped IS NOT NULL AND l.retention_at > $1
	AND l.generation > COALESCE(c.generation, 0)
ORDER BY l.id LIMIT 1;

-- name: listed_mark
INSERT INTO list_compared (list_id, generation, row_id)
SELECT id, $2, $3 FROM watch_list WHERE id = $1 AND wrapped IS NOT NULL
ON CONFLICT (list_id) DO UPDATE
SET generation = excluded.generation, row_id = excluded.row_id;

-- generation 0: the one in force. Changes a row where it is news.
-- name: listed_put
INSERT INTO known_list (dossier_id, list_id, generation)
SELECT $1, id, CASE WHEN $3 = 0 THEN generation ELSE $3 END FROM watch_list
WHERE id = $2 AND wrapped IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM erased AS e WHERE e.dossier_id = $1)
ON CONFLICT (dossier_id, list_id) DO UPDATE
SET generation = excluded.generation
WHERE excluded.generation > known_list.generation;

-- name: listed_task
INSERT INTO known_before (dossier_id, at, lists, dossiers)
SELECT $1, $2, COUNT(*), 0 FROM known_list AS k WHERE k.dossier_id = $1
ON CONFLICT (dossier_id) DO UPDATE SET at = excluded.at,
	lists = CASE WHEN excluded.lists > lists THEN excluded.lists
		ELSE lists END;

-- Its persons are compared anew, who have numbers.
-- name: listed_again
DELETE FROM batch_vetted WHERE dossier_id = $1;

-- A list is destroyed: what was said of it goes, and tasks that said no more.
-- name: listed_less
UPDATE known_before SET lists = lists - 1
WHERE lists > 0 AND dossier_id IN (
	SELECT k.dossier_id FROM known_list AS k WHERE k.list_id = $1);

-- name: listed_none
DELETE FROM known_before WHERE lists = 0 AND dossiers = 0;

-- name: listed_drop
DELETE FROM known_list WHERE list_id = $1;

-- name: listed_forget
DELETE FROM list_compared WHERE list_id = $1;

-- name: erased_put
INSERT INTO erased (dossier_id, at)
SELECT id, $2 FROM dossier WHERE id = $1 AND peer_id = $3
ON CONFLICT DO NOTHING;

-- name: erased_get
SELECT at FROM erased WHERE dossier_id = $1;

-- name: erased_known
DELETE FROM known_before WHERE dossier_id = $1;

-- name: erased_listed
DELETE FROM known_list WHERE dossier_id = $1;

-- name: erased_batch
DELETE FROM batch_known WHERE dossier_id = $1;
