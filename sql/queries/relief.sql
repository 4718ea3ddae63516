-- name: relief_insert
INSERT INTO relief (uid, officer_id, offered_at, at, until_at, form, digest,
	sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
RETURNING id;

-- name: relief_open_of
SELECT r.id FROM relief AS r
WHERE r.officer_id = $1 AND NOT EXISTS (
	SELECT 1 FROM relief_end AS e WHERE e.relief_id = r.id)
LIMIT 1;

-- name: relief_end_insert
INSERT INTO relief_end (relief_id, offered_by, officer_id, taken, at)
VALUES ($1, $2, $3, $4, $5);

-- Newest first, before $1; $3: with their sheets.
-- name: relief_list
SELECT r.id, r.uid, r.officer_id, o.name AS officer, r.offered_at, r.at,
	r.until_at, COALESCE(r.form, 0) AS form, r.digest,
	CASE WHEN $3 THEN r.sealed ELSE x'' END AS sealed,
	COALESCE(e.taken, 0) AS taken, COALESCE(e.officer_id, 0) AS second_id,
	COALESCE(s.name, '') AS second, COALESCE(e.at, 0) AS ended_at,
	COALESCE((SELECT 1 FROM relief_sign AS g WHERE g.relief_id = r.id
		AND g.officer_id = r.officer_id), 0) AS officer_signed,
	COALESCE((SELECT 1 FROM relief_sign AS g WHERE g.relief_id = r.id
		AND g.officer_id = e.officer_id AND e.taken = 1), 0)
		AS second_signed,
	COALESCE((SELECT MIN(f.number) FROM form AS f
		WHERE f.relief_id = r.id), 0) AS form_first,
	COALESCE((SELECT MAX(f.number) FROM form AS f
		WHERE f.relief_id = r.id), 0) AS form_last
FROM relief AS r JOIN officer AS o ON o.id = r.officer_id
	LEFT JOIN relief_end AS e ON e.relief_id = r.id
	LEFT JOIN officer AS s ON s.id = e.officer_id
WHERE r.id < $1
ORDER BY r.id DESC LIMIT $2;

-- name: relief_sign_insert
INSERT INTO relief_sign (relief_id, officer_id, at, key, data, client, signature)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: form_insert
INSERT INTO form (relief_id) VALUES ($1) RETURNING number;

-- What became of forms, the newest first, before $1.
-- name: form_list
SELECT f.number, f.relief_id, r.offered_at AS printed_at,
	COALESCE((SELECT n.id FROM relief AS n WHERE n.form = f.number), 0)
		AS for_relief,
	COALESCE(o.name, '') AS officer, COALESCE(l.at, 0) AS at,
	COALESCE(l.entered_at, 0) AS entered_at, COALESCE(d.ref, '') AS ref,
	COALESCE(l.uid, x'') AS uid, COALESCE(l.sealed, x'') AS sealed
FROM form AS f JOIN relief AS r ON r.id = f.relief_id
	LEFT JOIN late_entry AS l ON l.form = f.number
	LEFT JOIN officer AS o ON o.id = l.officer_id
	LEFT JOIN dossier AS d ON d.id = l.dossier_id
WHERE f.number < $1
ORDER BY f.number DESC LIMIT $2;

-- name: form_used
SELECT (SELECT COUNT(*) FROM late_entry AS l WHERE l.form = f.number)
	+ (SELECT COUNT(*) FROM relief AS r WHERE r.form = f.number) AS n
FROM form AS f WHERE f.number = $1;

-- name: late_entry_insert
INSERT INTO late_entry (form, uid, officer_id, at, entered_at, dossier_id,
	sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- What a watch hands over: urgent dossiers, whoever must answer. waits: 1 the
-- partner's acknowledgement, 2 ours.
-- name: relief_open
SELECT d.ref, d.kind, p.name AS peer, d.own, d.urgency, d.state, d.opened_at,
	d.handling, d.profile_hash, d.due_name, d.due_at,
	COALESCE((SELECT 1 + c.ours FROM clock AS c
		WHERE c.dossier_id = d.id AND c.name = 'ack' AND c.stopped = 0
		LIMIT 1), 0) AS waits
FROM dossier AS d JOIN peer AS p ON p.id = d.peer_id
WHERE d.closed = 0 AND d.urgency IN ('U0', 'U1')
	AND ($1 = 1 OR {need_of d.id})
ORDER BY d.urgency, d.opened_at, d.ref LIMIT $5;

-- Clocks that run there, and ours that are due before $5.
-- name: relief_clocks
SELECT c.* FROM clock_running AS c
WHERE c.closed = 0 AND (c.urgency IN ('U0', 'U1')
		OR (c.ours = 1 AND c.ends_at <= $5))
	AND ($1 = 1 OR {need_of c.id})
ORDER BY c.ends_at, c.ref, c.number LIMIT $6;

-- Threats to life that nobody has acknowledged, and drills.
-- name: relief_vital
SELECT c.* FROM clock_running AS c
WHERE c.closed = 0 AND c.urgency = 'U0' AND c.name = 'ack'
	AND ($1 = 1 OR {need_of c.id})
ORDER BY c.ends_at, c.ref LIMIT $5;

-- name: wall_insert
INSERT INTO wall (dossier_id, own, epoch, idx, act, at, codes, officer_id,
	released_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING id;

-- name: wall_withdraw
UPDATE wall SET withdrawn_by = $2, withdrawn_at = $3
WHERE id = $1 AND withdrawn_at = 0;

-- name: wall_get
SELECT dossier_id FROM wall WHERE id = $1 AND withdrawn_at = 0;

-- name: wall_count
SELECT COUNT(*) AS n FROM wall WHERE withdrawn_at = 0;

-- A dossier whose handling is not H0 any more is not shown.
-- name: wall_list
SELECT w.id, w.idx, w.act, w.at, w.codes, w.released_at, d.ref, d.kind,
	d.urgency, d.sector, d.state, d.due_name, d.due_at, d.profile_hash,
	d.changed_at, p.side
FROM wall AS w JOIN dossier AS d ON d.id = w.dossier_id
	JOIN peer AS p ON p.id = d.peer_id
WHERE w.withdrawn_at = 0 AND d.handling = 'H0'
ORDER BY d.urgency, CASE WHEN w.idx < 0 THEN d.changed_at ELSE w.at END DESC,
	w.id
LIMIT $1;
