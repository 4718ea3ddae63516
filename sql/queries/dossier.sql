-- name: dossier_put
INSERT INTO dossier (id, peer_id, kind, kind_hash, profile_hash, ref, own,
	state, outcome, urgency, sector, crossed, opened_at, changed_at, closed,
	wrapped, parent, alone, handling, heard, acted_first, acted_last,
	unit)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
	$17, $18, $19, $20, $21, $22, $23)
ON CONFLICT (id) DO UPDATE SET kind_hash = excluded.kind_hash,
	profile_hash = excluded.profile_hash, ref = excluded.ref,
	state = excluded.state, outcome = excluded.outcome,
	urgency = excluded.urgency, sector = excluded.sector,
	crossed = excluded.crossed,
	opened_at = excluded.opened_at, changed_at = excluded.changed_at,
	closed = excluded.closed,
	parent = excluded.parent, alone = excluded.alone,
	handling = excluded.handling, heard = excluded.heard,
	acted_first = excluded.acted_first, acted_last = excluded.acted_last,
	unit = excluded.unit,
	wrapped = COALESCE(excluded.wrapped, dossier.wrapped);

-- name: dossier_get
SELECT d.id, d.peer_id, p.name AS peer, d.kind, d.kind_hash, d.profile_hash,
	d.ref, d.own, d.state, d.outcome, d.urgency, d.sector, d.crossed,
	d.opened_at, d.changed_at, d.closed, d.wrapped, d.handling, d.due_at,
	d.due_name, d.due_since, d.heard, d.unit
FROM dossier AS d JOIN peer AS p ON p.id = d.peer_id WHERE d.id = $1;

-- name: dossier_children
SELECT COUNT(*) AS n FROM dossier WHERE parent = $1 AND closed = 0;

-- name: dossier_kin
SELECT d.id, p.name AS peer, d.kind, d.ref, d.own, d.state, d.outcome,
	d.urgency, d.closed, d.due_at, d.due_name
FROM dossier AS d JOIN peer AS p ON p.id = d.peer_id
WHERE d.parent = $1 ORDER BY d.closed, d.due_at, d.id;

-- name: dossier_parent
SELECT d.id, p.name AS peer, d.kind, d.ref, d.own, d.state, d.outcome,
	d.urgency, d.closed, d.due_at, d.due_name
FROM dossier AS c JOIN dossier AS d ON d.id = c.parent
	JOIN peer AS p ON p.id = d.peer_id
WHERE c.id = $1;

-- name: dossier_by_ref
SELECT d.id, d.peer_id FROM dossier AS d JOIN peer AS p ON p.id = d.peer_id
WHERE d.ref = $1 AND ($2 = '' OR p.name = $2) ORDER BY d.peer_id LIMIT 2;

-- Of all epochs; the index has the ids, so that no envelope is read for them.
-- name: dossier_keyless
SELECT k.dossier_id FROM (
	SELECT DISTINCT dossier_id FROM entry
	WHERE dossier_id IS NOT NULL) AS k
WHERE k.dossier_id <> $2 AND NOT EXISTS (
		SELECT 1 FROM dossier AS d
		WHERE d.id = k.dossier_id AND d.wrapped IS NOT NULL)
	AND EXISTS (
		SELECT 1 FROM entry AS e JOIN log AS l ON l.id = e.log_id
		WHERE e.dossier_id = k.dossier_id AND e.reject = 0
			AND l.peer_id = $1)
ORDER BY k.dossier_id LIMIT $3;

-- name: dossier_after
SELECT id, wrapped FROM dossier
WHERE peer_id = $1 AND id > $2 AND wrapped IS NOT NULL ORDER BY id LIMIT $3;

-- name: dossier_open
SELECT id FROM dossier WHERE closed = 0;

-- name: clock_clear
DELETE FROM clock WHERE dossier_id = $1;

-- name: clock_put
INSERT INTO clock (dossier_id, number, name, due_at, stopped, ours, started_at,
	next_at, stood, stands)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: clock_of_dossier
SELECT number, name, due_at, stopped, stood, stands FROM clock
WHERE dossier_id = $1
ORDER BY number, due_at;

-- The next of them that runs, for the dossier's row.
-- name: dossier_due
UPDATE dossier SET due_at = COALESCE((
		SELECT c.due_at + c.stood FROM clock AS c
		WHERE c.dossier_id = dossier.id AND c.stopped = 0
			AND c.stands = 0
		ORDER BY c.due_at + c.stood, c.number LIMIT 1),
		9223372036854775807),
	due_name = COALESCE((
		SELECT c.name FROM clock AS c
		WHERE c.dossier_id = dossier.id AND c.stopped = 0
			AND c.stands = 0
		ORDER BY c.due_at + c.stood, c.number LIMIT 1), ''),
	due_since = COALESCE((
		SELECT c.started_at FROM clock AS c
		WHERE c.dossier_id = dossier.id AND c.stopped = 0
			AND c.stands = 0
		ORDER BY c.due_at + c.stood, c.number LIMIT 1), 0)
WHERE id = $1;
