-- name: vet_next
SELECT b.dossier_id, COUNT(*) AS tables FROM batch AS b
GROUP BY b.dossier_id
HAVING MIN(b.checked_at) > 0 AND COUNT(*) > COALESCE(
	(SELECT v.tables FROM batch_vetted AS v
	WHERE v.dossier_id = b.dossier_id), 0)
ORDER BY MIN(b.at), b.dossier_id LIMIT 1;

-- name: vet_known
INSERT INTO batch_known (dossier_id, number, refused, lists, dossiers)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (dossier_id, number) DO UPDATE
SET refused = $3, lists = $4, dossiers = $5;

-- name: vet_done
INSERT INTO batch_vetted (dossier_id, tables, at) VALUES ($1, $2, $3)
ON CONFLICT (dossier_id) DO UPDATE SET tables = $2, at = $3;

-- name: vet_list
SELECT number, refused, lists, dossiers FROM batch_known
WHERE dossier_id = $1 ORDER BY number LIMIT $2;

-- name: vet_at
SELECT at FROM batch_vetted WHERE dossier_id = $1;
