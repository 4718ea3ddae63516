-- name: need_put
INSERT INTO need (dossier_id, unit, officer_id, why, given_by, given_at,
	until_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (dossier_id, unit, officer_id) DO UPDATE SET why = excluded.why,
	given_by = excluded.given_by, given_at = excluded.given_at,
	until_at = excluded.until_at;

-- name: need_end
DELETE FROM need WHERE dossier_id = $1 AND why = $2
	AND NOT (unit = $3 AND officer_id = $4);

-- What a unit ($2) or an officer ($3) was given, and still has at a time ($4).
-- part: need_held
(n.unit = $2 OR n.officer_id = $3) AND (n.until_at = 0 OR n.until_at > $4)

-- Need-to-know of a dossier (%1).
-- part: need_of
EXISTS (SELECT 1 FROM need AS n WHERE n.dossier_id = %1 AND {need_held})

-- name: need_may
SELECT n.why FROM need AS n WHERE n.dossier_id = $1 AND {need_held} LIMIT 1;

-- name: need_list
SELECT n.unit, COALESCE(o.name, '') AS officer, n.why, g.name AS given_by,
	n.given_at, n.until_at
FROM need AS n LEFT JOIN officer AS o ON o.id = n.officer_id
	JOIN officer AS g ON g.id = n.given_by
WHERE n.dossier_id = $1 AND (n.until_at = 0 OR n.until_at > $2)
ORDER BY n.given_at, n.unit, n.officer_id;

-- name: desk_state_put
INSERT INTO desk_state (dossier_id, state, officer_id, since)
VALUES ($1, $2, $3, $4)
ON CONFLICT (dossier_id) DO UPDATE SET state = excluded.state,
	officer_id = excluded.officer_id, since = excluded.since;

-- name: dossier_looked
UPDATE dossier SET looked = 1 WHERE id = $1;

-- name: desk_state_get
SELECT s.state, o.name AS officer, s.since
FROM desk_state AS s JOIN officer AS o ON o.id = s.officer_id
WHERE s.dossier_id = $1;

-- name: unit_known
SELECT id FROM officer WHERE unit = $1 AND disabled = 0 LIMIT 1;
