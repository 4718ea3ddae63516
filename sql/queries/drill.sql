-- name: drill_put
INSERT INTO drill (dossier_id, peer_id, own, opened_at, due_at, acked_at,
	outcome)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (dossier_id) DO UPDATE SET acked_at = excluded.acked_at,
	due_at = excluded.due_at, outcome = excluded.outcome;

-- name: drill_since
SELECT COUNT(*) AS n FROM dossier
WHERE peer_id = $1 AND own = 1 AND kind = 'drill' AND opened_at >= $2;

-- name: drill_running
SELECT dossier_id, peer_id, opened_at, due_at, acked_at FROM drill
WHERE own = 1 AND outcome = '' ORDER BY opened_at LIMIT $1;

-- name: drill_last
SELECT d.ref, r.own, r.outcome FROM drill AS r
	JOIN dossier AS d ON d.id = r.dossier_id
WHERE r.peer_id = $1 AND r.outcome <> '' AND r.opened_at = (
	SELECT MAX(o.opened_at) FROM drill AS o
	WHERE o.peer_id = r.peer_id AND o.own = r.own AND o.outcome <> '')
ORDER BY r.own;
