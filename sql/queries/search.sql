-- name: consultation_insert
INSERT INTO consultation (at, officer_id, dossier_id, subject, reason,
	unmatched, asked, found)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
RETURNING id;

-- name: consultation_add
UPDATE consultation SET asked = asked + $2, found = found + $3,
	unmatched = CASE WHEN $4 = 1 THEN 1 ELSE unmatched END
WHERE id = $1;

-- name: consultation_list
SELECT c.id, c.at, o.name AS officer, o.unit, c.dossier_id, c.subject,
	c.reason, c.unmatched, c.asked, c.found, c.drawn, c.reviewed_at, c.note,
	COALESCE(v.name, '') AS reviewer, COALESCE(d.ref, '') AS ref
FROM consultation AS c JOIN officer AS o ON o.id = c.officer_id
	LEFT JOIN officer AS v ON v.id = c.reviewer_id
	LEFT JOIN dossier AS d ON d.id = c.dossier_id
WHERE c.at >= $1 AND (c.unmatched = 1 OR c.drawn <> 0)
	AND ($2 = 1 OR c.reviewed_at = 0)
ORDER BY c.at, c.id LIMIT $3;

-- name: consultation_review
UPDATE consultation SET reviewer_id = $2, reviewed_at = $3, note = $4
WHERE id = $1 AND reviewed_at = 0 AND officer_id <> $2
	AND (unmatched = 1 OR drawn <> 0);

-- name: consultation_of
SELECT officer_id, reviewed_at, unmatched, drawn FROM consultation
WHERE id = $1;

-- name: consultation_between
SELECT id FROM consultation WHERE at >= $1 AND at < $2 AND id > $3
ORDER BY id LIMIT $4;

-- name: consultation_first
SELECT COALESCE(MIN(at), 0) AS at FROM consultation
WHERE at >= $1;

-- name: consultation_drawn
UPDATE consultation SET drawn = $2 WHERE id = $1;

-- name: draw_insert
INSERT INTO draw (month, seed, at, searches, drawn)
VALUES ($1, $2, $3, $4, $5);

-- name: draw_last
SELECT COALESCE(MAX(month), 0) AS month FROM draw;

-- name: draw_list
SELECT month, seed, at, searches, drawn FROM draw ORDER BY month DESC LIMIT $1;

-- name: home_key_get
SELECT uid, wrapped FROM home_key WHERE name = $1;

-- name: home_key_put
INSERT INTO home_key (name, uid, wrapped) VALUES ($1, $2, $3)
ON CONFLICT (name) DO UPDATE SET uid = excluded.uid,
	wrapped = excluded.wrapped;

-- name: draft_of_dossier
SELECT sealed FROM draft WHERE dossier_id = $1 AND state = 0 ORDER BY id;
