-- name: officer_insert
INSERT INTO officer (name, pseudonym, unit, roles, until_at)
VALUES ($1, $2, $3, $4, $5)
RETURNING id;

-- name: officer_pseudonym_taken
SELECT id FROM officer WHERE pseudonym = $1;

-- name: officer_by_name
SELECT id, name, pseudonym, unit, roles, until_at, disabled FROM officer
WHERE name = $1;

-- name: officer_by_id
SELECT id, name, pseudonym, unit, roles, until_at, disabled FROM officer
WHERE id = $1;

-- name: officer_list
SELECT id, name, pseudonym, unit, roles, until_at, disabled FROM officer
ORDER BY name LIMIT $1;

-- name: officer_disable
UPDATE officer SET disabled = $2 WHERE id = $1;

-- name: officer_roles
UPDATE officer SET roles = $2 WHERE id = $1;

-- name: second_put
INSERT INTO second (what, said, officer_id, asked_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (what) DO UPDATE
SET said = excluded.said, officer_id = excluded.officer_id,
	asked_at = excluded.asked_at;

-- name: second_get
SELECT s.said, s.officer_id
FROM second AS s JOIN officer AS o ON o.id = s.officer_id
WHERE s.what = $1 AND s.asked_at >= $2
	AND o.disabled = 0 AND (o.until_at = 0 OR o.until_at > $3);

-- name: second_list
SELECT s.what, s.said, o.name AS officer, s.asked_at
FROM second AS s JOIN officer AS o ON o.id = s.officer_id
WHERE s.asked_at >= $1
	AND o.disabled = 0 AND (o.until_at = 0 OR o.until_at > $3)
ORDER BY s.what LIMIT $2;

-- name: second_expire
DELETE FROM second WHERE asked_at < $1;

-- name: second_delete
DELETE FROM second WHERE what = $1;

-- name: draft_insert
INSERT INTO draft (author_id, peer_id, kind, act, roles, dossier_id, sealed,
	view_own, view_partner, digest, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
RETURNING id;

-- name: draft_get
SELECT id, author_id, peer_id, kind, act, roles, dossier_id, sealed, view_own,
	view_partner, digest, state, reason, COALESCE(second_id, 0) AS second_id,
	created_at, decided_at
FROM draft WHERE id = $1;

-- name: draft_waiting
SELECT id, author_id, peer_id, kind, act, roles, dossier_id, sealed, view_own,
	view_partner, digest, state, reason, COALESCE(second_id, 0) AS second_id,
	created_at, decided_at
FROM draft WHERE state = 0 ORDER BY id LIMIT $1;

-- name: draft_count
SELECT COUNT(*) AS n FROM draft WHERE state = 0;

-- name: draft_decide
UPDATE draft SET state = $2, reason = $3, second_id = $4, decided_at = $5
WHERE id = $1 AND state = 0;

-- name: access_insert
INSERT INTO access (at, officer_id, what, purpose, dossier_id, subject)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: access_list
SELECT a.id, a.at, o.name AS officer, a.what, a.purpose, a.dossier_id, a.subject,
	COALESCE(d.ref, '') AS ref
FROM access AS a JOIN officer AS o ON o.id = a.officer_id
	LEFT JOIN dossier AS d ON d.id = a.dossier_id
WHERE a.at >= $1 AND ($2 = '' OR o.name = $2) AND ($3 < 0 OR a.what = $3)
	AND ($4 = '' OR d.ref = $4) AND (a.at, a.id) > ($5, $6)
ORDER BY a.at, a.id LIMIT $7;

-- name: reference_take
INSERT INTO reference (side, year, code, last) VALUES ($1, $2, $3, 1)
ON CONFLICT (side, year, code) DO UPDATE SET last = reference.last + 1
RETURNING last;
