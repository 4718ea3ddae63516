-- Which dossiers a list shows: their ids alone, each from an index that holds
-- all that is asked. Of a kind ($1), in a state ($2), with a partner ($3);
-- $4: 0 the partner's, 1 ours, -1 both; behind ($5, $6).

-- part: inbox_asked
($1 = '' OR d.kind = $1) AND ($2 = '' OR d.state = $2)
	AND ($3 = '' OR d.peer_id = (SELECT id FROM peer WHERE name = $3))
	AND ($4 < 0 OR d.own = $4)

-- part: inbox_behind
d.due_at >= $5 AND (d.due_at > $5 OR d.id > $6)

-- part: inbox_older
d.changed_at <= $5 AND (d.changed_at < $5 OR d.id > $6)

-- Not put aside by an officer (%1) at a time (%2).
-- part: inbox_stands
NOT EXISTS (SELECT 1 FROM aside AS a
		WHERE a.officer_id = %1 AND a.dossier_id = d.id
			AND a.until_at > %2 AND d.due_at > %2
			AND a.heard = d.heard)

-- name: inbox_newest
SELECT d.id, d.due_at FROM dossier AS d
WHERE {inbox_asked}
	AND {inbox_older}
ORDER BY d.changed_at DESC, d.id LIMIT $7;

-- Without those that an officer ($8; 0: nobody) has put aside at the time $9.
-- name: inbox_soonest
SELECT d.id, d.due_at FROM dossier AS d
WHERE d.closed = 0
	AND {inbox_asked} AND {inbox_behind}
	AND {inbox_stands $8 $9}
ORDER BY d.due_at, d.id LIMIT $7;

-- Those alone.
-- name: inbox_aside
SELECT d.id, d.due_at FROM aside AS a CROSS JOIN dossier AS d
WHERE a.officer_id = $8 AND a.until_at > $9 AND d.id = a.dossier_id
	AND d.closed = 0 AND d.due_at > $9 AND d.heard = a.heard
	AND {inbox_asked} AND {inbox_behind}
ORDER BY d.due_at, d.id LIMIT $7;

-- In which acts crossed.
-- name: inbox_crossed
SELECT d.id, d.due_at FROM dossier AS d
WHERE d.closed = 0 AND d.crossed > 0
	AND {inbox_asked} AND {inbox_behind}
ORDER BY d.due_at, d.id LIMIT $7;

-- That came in, and nobody looked at.
-- name: inbox_triage
SELECT d.id, d.due_at FROM dossier AS d
WHERE d.own = 0 AND d.closed = 0 AND d.looked = 0
	AND {inbox_asked} AND {inbox_behind}
ORDER BY d.due_at, d.id LIMIT $7;

-- With a draft that waits, whoever may approve it.
-- name: inbox_approve
SELECT d.id, d.due_at FROM (SELECT DISTINCT dossier_id FROM draft
		WHERE state = 0) AS f CROSS JOIN dossier AS d
WHERE d.id = f.dossier_id AND d.closed = 0
	AND {inbox_asked} AND {inbox_behind}
ORDER BY d.due_at, d.id LIMIT $7;

-- The + keeps the planner from collecting and sorting all closed ones.
-- name: inbox_closed
SELECT d.id, d.due_at FROM dossier AS d
WHERE {inbox_asked} AND +d.closed = 1
	AND {inbox_older}
ORDER BY d.changed_at DESC, d.id LIMIT $7;

-- Of those that a unit ($8) or an officer ($9) was given, assigned only ($11,
-- $12); $13: 1 by -changed_at, 0 open ones by due_at; $14: 1 closed ones only;
-- $15: as $8 of inbox_soonest.
-- The planner would walk all dossiers in order; CROSS JOIN has it begin with
-- what was given.
-- name: inbox_given
SELECT d.id, d.due_at FROM (SELECT dossier_id FROM need
		WHERE unit = $8 AND officer_id = 0
			AND (until_at = 0 OR until_at > $10)
			AND ($11 = 0 OR why = $12)
		UNION ALL SELECT n.dossier_id FROM need AS n
		WHERE n.unit = '' AND n.officer_id = $9
			AND (n.until_at = 0 OR n.until_at > $10)
			AND ($11 = 0 OR n.why = $12)
			AND NOT EXISTS (SELECT 1 FROM need AS u
				WHERE u.dossier_id = n.dossier_id
				AND u.unit = $8 AND u.officer_id = 0
				AND (u.until_at = 0 OR u.until_at > $10)
				AND ($11 = 0 OR u.why = $12))) AS m
	CROSS JOIN dossier AS d
WHERE d.id = m.dossier_id AND d.closed BETWEEN $14 AND $13
	AND {inbox_asked}
	AND CASE $13 WHEN 0 THEN d.due_at ELSE -d.changed_at END >= $5
	AND (CASE $13 WHEN 0 THEN d.due_at ELSE -d.changed_at END > $5
		OR d.id > $6)
	AND {inbox_stands $15 $10}
ORDER BY CASE $13 WHEN 0 THEN d.due_at ELSE -d.changed_at END, d.id LIMIT $7;

-- Whether a unit ($1) was given very much.
-- name: inbox_given_count
SELECT COUNT(*) AS n FROM (SELECT 1 FROM need
	WHERE unit = $1 AND officer_id = 0 LIMIT $2);

-- Of a list that is walked in order: was it given, as inbox_given has it?
-- name: inbox_is_given
SELECT why FROM need
WHERE dossier_id = $1 AND ((unit = $2 AND officer_id = 0)
		OR (unit = '' AND officer_id = $3))
	AND (until_at = 0 OR until_at > $4) AND ($5 = 0 OR why = $6)
LIMIT 1;

-- Entries of our log up to its last act ($2), whether acts wait, where it stands
-- on the desk, how much of it the officer ($3) has seen.
-- name: inbox_more
SELECT COALESCE((SELECT MAX(e.idx) + 1 FROM entry AS e
		WHERE e.dossier_id = $1 AND e.log_id = $2), 0) AS own_size,
	(SELECT COUNT(*) FROM outbox AS o WHERE o.dossier_id = $1) AS waiting,
	COALESCE((SELECT s.state FROM desk_state AS s
		WHERE s.dossier_id = $1), -1) AS desk,
	COALESCE((SELECT r.heard FROM read_mark AS r
		WHERE r.officer_id = $3 AND r.dossier_id = $1), 0) AS seen,
	COALESCE((SELECT a.until_at FROM aside AS a
		WHERE a.officer_id = $3 AND a.dossier_id = $1
			AND a.heard = $4), 0) AS aside;

-- name: inbox_assigned
SELECT n.unit, COALESCE(o.name, '') AS officer
FROM need AS n LEFT JOIN officer AS o ON o.id = n.officer_id
WHERE n.dossier_id = $1 AND n.why = $2
ORDER BY n.given_at, n.unit, n.officer_id LIMIT $3;

-- name: inbox_todo
SELECT DISTINCT sort, author FROM todo WHERE dossier_id = $1
ORDER BY sort, author LIMIT $2;

-- name: inbox_drafts
SELECT author_id, roles FROM draft WHERE dossier_id = $1 AND state = 0
ORDER BY id LIMIT $2;

-- name: inbox_receipted
SELECT COALESCE(MAX(size), 0) AS size FROM checkpoint WHERE log_id = $1;

-- name: read_mark_put
INSERT INTO read_mark (officer_id, dossier_id, heard) VALUES ($1, $2, $3)
ON CONFLICT (officer_id, dossier_id) DO UPDATE SET heard = excluded.heard;
