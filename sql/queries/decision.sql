-- The same pair, from either dossier's side, the newest first.
-- name: decision_of
SELECT id, state, answer, at, record_id FROM decision
WHERE (dossier_id = $1 AND subject = $2 AND list_id = $3 AND other = $4
		AND other_subject = $5)
	OR ($3 = 0 AND list_id = 0 AND dossier_id = $4 AND subject = $5
		AND other = $1 AND other_subject = $2)
ORDER BY id DESC LIMIT 1;

-- name: decision_get
SELECT id, uid, dossier_id, subject, list_id, other, state, answer
FROM decision WHERE id = $1;

-- name: decision_insert
INSERT INTO decision (uid, dossier_id, subject, list_id, record_id, other,
	other_subject, state, answer, at, name)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9)
RETURNING id;

-- name: decision_set
UPDATE decision SET state = $2, answer = $3, at = $4 WHERE id = $1;

-- name: decision_list
SELECT d.id, d.uid, d.dossier_id, d.list_id, d.other, d.state, d.answer, d.at,
	d.name, o.wrapped, COALESCE(o.ref, '') AS ref,
	COALESCE(f.ref, '') AS far_ref, COALESCE(l.name, '') AS list,
	CASE WHEN d.list_id = 0 OR EXISTS (
		SELECT 1 FROM watch_record AS r
		WHERE r.id = d.record_id AND r.list_id = d.list_id
			AND r.born <= l.generation
			AND (r.ended = 0 OR r.ended > l.generation))
		THEN 0 ELSE 1 END AS changed
FROM decision AS d LEFT JOIN dossier AS o ON o.id = d.dossier_id
	LEFT JOIN dossier AS f ON f.id = d.other AND d.list_id = 0
	LEFT JOIN watch_list AS l ON l.id = d.list_id
WHERE d.dossier_id = $1 OR (d.list_id = 0 AND d.other = $1)
ORDER BY d.id LIMIT $2;

-- name: opinion_list
SELECT p.turn, p.officer_id, p.at, p.answer, p.sealed, u.name AS officer
FROM opinion AS p JOIN officer AS u ON u.id = p.officer_id
WHERE p.decision_id = $1 ORDER BY p.turn;

-- name: opinion_insert
INSERT INTO opinion (decision_id, turn, officer_id, at, answer, sealed)
VALUES ($1, $2, $3, $4, $5, $6);

-- The keyed reference of a list's record, whatever became of it.
-- name: decision_record
SELECT ref FROM watch_record WHERE id = $1 AND ref IS NOT NULL;

-- What waits for another person: not for those who said what they think, nor
-- for whom one of the two dossiers is not.
-- name: task_decisions
SELECT d.id, d.ref, d.kind, d.urgency, p.name AS peer, c.id AS decision,
	c.state, c.at
FROM decision AS c JOIN dossier AS d ON d.id = c.dossier_id
	JOIN peer AS p ON p.id = d.peer_id
WHERE c.state < 2 AND d.closed = 0
	AND NOT EXISTS (SELECT 1 FROM opinion AS o
		WHERE o.decision_id = c.id AND o.officer_id = $3)
	AND ($1 = 1 OR ({need_of d.id}
		AND (c.list_id <> 0 OR {need_of c.other})))
ORDER BY c.at, c.id LIMIT $5;

-- What was decided of a person goes with him.
-- name: opinion_drop_dossier
DELETE FROM opinion WHERE decision_id IN (
	SELECT id FROM decision
	WHERE dossier_id = $1 OR (list_id = 0 AND other = $1));

-- name: decision_drop_dossier
DELETE FROM decision
WHERE dossier_id = $1 OR (list_id = 0 AND other = $1);

-- name: opinion_drop_list
DELETE FROM opinion WHERE decision_id IN (
	SELECT id FROM decision WHERE list_id = $1);

-- name: decision_drop_list
DELETE FROM decision WHERE list_id = $1;
