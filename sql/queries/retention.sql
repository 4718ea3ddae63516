-- name: retention_groups
SELECT peer_id, kind, profile_hash, COUNT(*) AS n, SUM(closed) AS closed,
	COALESCE(MIN(CASE WHEN closed = 1 THEN changed_at END), 0) AS first
FROM dossier WHERE wrapped IS NOT NULL
GROUP BY peer_id, kind, profile_hash ORDER BY peer_id, kind, profile_hash;

-- name: retention_due
SELECT COUNT(*) AS n FROM dossier
WHERE peer_id = $1 AND kind = $2 AND profile_hash = $3 AND closed = 1
	AND wrapped IS NOT NULL AND changed_at <= $4;
