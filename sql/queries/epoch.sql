-- name: epoch_ask_put
INSERT INTO epoch_ask (peer_id, number, own_note, partner_note, first_id,
	first_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (peer_id) DO UPDATE SET number = excluded.number,
	own_note = excluded.own_note, partner_note = excluded.partner_note,
	first_id = excluded.first_id, first_at = excluded.first_at,
	second_id = 0, second_at = 0;

-- name: epoch_ask_second
UPDATE epoch_ask SET second_id = $2, second_at = $3 WHERE peer_id = $1;

-- name: epoch_ask_get
SELECT number, own_note, partner_note, first_id, first_at, second_id, second_at
FROM epoch_ask WHERE peer_id = $1;

-- name: epoch_ask_delete
DELETE FROM epoch_ask WHERE peer_id = $1;

-- name: entry_cut
UPDATE entry SET reject = $3 WHERE log_id = $1 AND idx >= $2;

-- Entries behind two ends, by dossier.
-- name: entry_beyond
SELECT e.dossier_id, COALESCE(d.ref, '') AS ref,
	SUM(CASE WHEN e.log_id = $1 THEN 1 ELSE 0 END) AS own,
	SUM(CASE WHEN e.log_id = $3 THEN 1 ELSE 0 END) AS partner
FROM entry AS e LEFT JOIN dossier AS d ON d.id = e.dossier_id
WHERE e.dossier_id IS NOT NULL AND ((e.log_id = $1 AND e.idx >= $2)
	OR (e.log_id = $3 AND e.idx >= $4))
GROUP BY e.dossier_id, d.ref ORDER BY d.ref, e.dossier_id;

-- Entries that were lost with earlier epochs, by dossier.
-- name: entry_lost
SELECT e.dossier_id, COALESCE(d.ref, '') AS ref,
	SUM(CASE WHEN l.own = 1 THEN 1 ELSE 0 END) AS own,
	SUM(CASE WHEN l.own = 0 THEN 1 ELSE 0 END) AS partner
FROM log AS l JOIN entry AS e ON e.log_id = l.id
	LEFT JOIN dossier AS d ON d.id = e.dossier_id
WHERE l.peer_id = $1 AND l.epoch < $2 AND e.reject = $3
	AND e.dossier_id IS NOT NULL
GROUP BY e.dossier_id, d.ref ORDER BY d.ref, e.dossier_id;

-- name: draft_anew
UPDATE draft SET view_own = 0, view_partner = 0
WHERE peer_id = $1 AND state = 0;

-- name: draft_lost
UPDATE draft SET state = 2, reason = $3, decided_at = $4
WHERE peer_id = $1 AND dossier_id = $2 AND state = 0;

-- name: alarm_count
SELECT COUNT(*) AS n FROM alarm WHERE peer_id = $1 AND code = $2;

-- What stood about the old logs is over; what was lost with them is not.
-- name: alarm_anew
UPDATE alarm SET cleared_at = $2
WHERE peer_id = $1 AND cleared_at IS NULL AND code <> 'EPOCH_LOST';
