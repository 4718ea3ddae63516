-- name: todo_clear
DELETE FROM todo WHERE dossier_id = $1;

-- name: todo_any
SELECT sort FROM todo WHERE dossier_id = $1 LIMIT 1;

-- name: todo_put
INSERT INTO todo (dossier_id, own, epoch, idx, sort, act, author, since)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: todo_dossiers
SELECT id, peer_id FROM dossier WHERE id > $1 ORDER BY id LIMIT $2;

-- name: todo_made_get
SELECT version FROM todo_made WHERE version = $1;

-- name: todo_made_put
INSERT INTO todo_made (version) VALUES ($1) ON CONFLICT (version) DO NOTHING;

-- name: task_done_put
INSERT INTO task_done (key, officer_id, note, done_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (key) DO NOTHING;

-- name: task_done_get
SELECT done_at FROM task_done WHERE key = $1;

-- name: task_clocks
SELECT c.* FROM clock_running AS c
WHERE c.stands = 0 AND c.ends_at >= $6 AND c.task
	AND ($1 = 1 OR {need_of c.id})
ORDER BY c.ends_at, c.started_at, c.id LIMIT $5;

-- name: task_clocks_of
SELECT c.* FROM clock_running AS c
WHERE c.id = $1 AND +c.stands = 0 AND c.task
ORDER BY c.ends_at, c.started_at LIMIT $2;

-- Those that ran out by $5; $6 and more are not counted.
-- name: task_late
SELECT COUNT(*) AS n FROM (SELECT 1 FROM clock_running AS c
	WHERE c.stands = 0 AND c.ends_at < $5 AND c.task
		AND ($1 = 1 OR {need_of c.id})
	LIMIT $6);

-- Was it given to an officer ($2), or a unit ($3, '' none)? Not by glass ($4).
-- name: task_given
SELECT why FROM need
WHERE dossier_id = $1 AND (officer_id = $2 OR (unit = $3 AND unit <> ''))
	AND why <> $4 AND (until_at = 0 OR until_at > $5)
LIMIT 1;

-- Of dossiers from $8 to $9.
-- name: task_todos
SELECT d.id, d.ref, d.kind, d.urgency, p.name AS peer, t.own, t.epoch, t.idx,
	t.sort, t.act, t.author, t.since
FROM todo AS t JOIN dossier AS d ON d.id = t.dossier_id
	JOIN peer AS p ON p.id = d.peer_id
WHERE ($1 = 1 OR {need_of d.id}
	OR t.author = $5) AND t.since >= $7
	AND t.dossier_id BETWEEN $8 AND $9
ORDER BY t.since, d.id, t.own, t.idx LIMIT $6;

-- Of dossiers from $7 to $8.
-- name: task_known
SELECT d.id, d.ref, d.kind, d.urgency, p.name AS peer, k.at, k.lists, k.dossiers
FROM known_before AS k CROSS JOIN dossier AS d ON d.id = k.dossier_id
	JOIN peer AS p ON p.id = d.peer_id
WHERE +d.closed = 0 AND ($1 = 1 OR {need_of d.id})
	AND k.at >= $6 AND k.dossier_id BETWEEN $7 AND $8
ORDER BY k.at, d.id LIMIT $5;

-- name: known_before_put
INSERT INTO known_before (dossier_id, at, lists, dossiers)
VALUES ($1, $2, $3, $4) ON CONFLICT (dossier_id) DO UPDATE
SET at = excluded.at, lists = excluded.lists, dossiers = excluded.dossiers
WHERE excluded.lists > lists OR excluded.dossiers > dossiers;

-- Of dossiers from $3 to $4.
-- name: task_triage
SELECT d.id, d.ref, d.kind, d.urgency, p.name AS peer, d.opened_at
FROM dossier AS d JOIN peer AS p ON p.id = d.peer_id
WHERE d.own = 0 AND d.closed = 0 AND d.looked = 0
	AND d.opened_at >= $2 AND +d.id BETWEEN $3 AND $4
ORDER BY d.opened_at, d.id LIMIT $1;

-- Of dossiers from $4 to $5.
-- name: task_returned
SELECT f.id AS draft, f.act, f.kind, f.author_id, f.decided_at, p.name AS peer,
	f.dossier_id, COALESCE(d.ref, '') AS ref,
	COALESCE(d.urgency, '') AS urgency
FROM draft AS f JOIN peer AS p ON p.id = f.peer_id
	LEFT JOIN dossier AS d ON d.id = f.dossier_id
WHERE f.state = 2 AND f.second_id <> f.author_id AND f.author_id = $1
	AND f.decided_at >= $2 AND f.dossier_id BETWEEN $4 AND $5
ORDER BY f.id LIMIT $3;

-- Of dossiers from $3 to $4.
-- name: task_closed
SELECT d.id, d.peer_id, d.ref, d.kind, d.urgency, d.profile_hash, d.changed_at,
	p.name AS peer
FROM dossier AS d JOIN peer AS p ON p.id = d.peer_id
WHERE +d.closed = 1 AND d.changed_at <= $1 AND +d.id BETWEEN $3 AND $4
ORDER BY d.changed_at, d.id LIMIT $2;

-- name: clock_next_rung
SELECT COALESCE(MIN(next_at), 0) AS next_at FROM clock WHERE next_at > 0;

-- name: clock_rungs_due
SELECT c.dossier_id, c.number, c.name, c.due_at, c.started_at, c.stopped, c.ours,
	d.peer_id, d.urgency, d.own
FROM clock AS c JOIN dossier AS d ON d.id = c.dossier_id
WHERE c.next_at > 0 AND c.next_at <= $1
ORDER BY c.next_at LIMIT $2;

-- name: clock_next_put
UPDATE clock SET next_at = $4, stood = $5, stands = $6
WHERE dossier_id = $1 AND number = $2 AND due_at = $3;

-- name: clock_look_again
UPDATE clock SET next_at = 1
WHERE dossier_id IN (SELECT id FROM dossier WHERE peer_id = $1);

-- name: escalation_put
INSERT INTO escalation (dossier_id, number, due_at, chain, rung, clock, role,
	reached_at, told, woke)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (dossier_id, number, due_at, chain, rung) DO NOTHING;

-- name: escalation_woke
UPDATE escalation SET woke = $3
WHERE chain = $1 AND role = $2 AND woke = 1;

-- name: escalation_told
UPDATE escalation SET told = 1
WHERE dossier_id = $1 AND number = $2 AND due_at = $3 AND chain = $4
	AND rung = $5;

-- name: escalation_of
SELECT clock, due_at, chain, rung, role, reached_at, told, woke FROM escalation
WHERE dossier_id = $1 ORDER BY reached_at, chain, rung;

-- name: duty_insert
INSERT INTO duty (officer_id, role, function, languages, telephone, from_at,
	until_at, place)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
RETURNING id;

-- name: duty_delete
DELETE FROM duty WHERE id = $1;

-- name: duty_list
SELECT u.id, o.name AS officer, u.role, u.function, u.languages, u.telephone,
	u.from_at, u.until_at, u.place
FROM duty AS u JOIN officer AS o ON o.id = u.officer_id
WHERE u.until_at > $1 AND u.from_at < $2 AND ($3 = '' OR u.role = $3)
ORDER BY u.from_at, u.place, u.id LIMIT $4;
