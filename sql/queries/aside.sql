-- name: aside_put
INSERT INTO aside (officer_id, dossier_id, until_at, heard)
VALUES ($1, $2, $3, (SELECT heard FROM dossier WHERE id = $2))
ON CONFLICT (officer_id, dossier_id) DO UPDATE SET
	until_at = excluded.until_at, heard = excluded.heard;

-- name: aside_remove
DELETE FROM aside WHERE officer_id = $1 AND dossier_id = $2 AND $3 = 0;
