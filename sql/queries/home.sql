-- name: home_put
INSERT INTO home (uid, sort, dossier_id, link, officer_id, at, due_at,
	expires_at, state, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: home_decide
UPDATE home SET state = $2, second_id = $3, decided_at = $4, due_at = $5,
	sealed = $6
WHERE uid = $1;

-- name: home_get
SELECT h.id, h.uid, h.sort, h.dossier_id, h.link,
	COALESCE(h.officer_id, 0) AS officer_id, COALESCE(o.name, '') AS officer,
	COALESCE(h.second_id, 0) AS second_id, COALESCE(s.name, '') AS second,
	h.at, h.decided_at, h.due_at, h.expires_at, h.state, h.sealed,
	COALESCE(d.ref, '') AS ref
FROM home AS h LEFT JOIN officer AS o ON o.id = h.officer_id
	LEFT JOIN officer AS s ON s.id = h.second_id
	LEFT JOIN dossier AS d ON d.id = h.dossier_id
WHERE h.uid = $1;

-- name: home_list
SELECT h.id, h.uid, h.sort, h.dossier_id, h.link,
	COALESCE(h.officer_id, 0) AS officer_id, COALESCE(o.name, '') AS officer,
	COALESCE(h.second_id, 0) AS second_id, COALESCE(s.name, '') AS second,
	h.at, h.decided_at, h.due_at, h.expires_at, h.state, h.sealed,
	COALESCE(d.ref, '') AS ref
FROM home AS h LEFT JOIN officer AS o ON o.id = h.officer_id
	LEFT JOIN officer AS s ON s.id = h.second_id
	LEFT JOIN dossier AS d ON d.id = h.dossier_id
WHERE h.sort = $1 AND ($2 = x'' OR h.dossier_id = $2)
	AND (h.expires_at = 0 OR h.expires_at > $3) AND h.id > $4
ORDER BY h.id LIMIT $5;

-- name: home_open
SELECT state FROM home
WHERE sort = $1 AND dossier_id = $2 AND state = $3 LIMIT 1;

-- name: home_linked
SELECT state FROM home
WHERE link = $1 AND sort = $2 AND dossier_id = $3 LIMIT 1;

-- name: home_drop
DELETE FROM home WHERE uid = $1 OR link = $1;

-- name: home_expired
DELETE FROM home WHERE expires_at > 0 AND expires_at <= $1;

-- name: budget_add
INSERT INTO budget (own, peer_id, kind, unit, day, n, most)
VALUES ($1, $2, $3, $4, $5, 1, $6)
ON CONFLICT (own, peer_id, kind, unit, day) DO UPDATE SET n = budget.n + 1,
	most = excluded.most;

-- name: budget_get
SELECT n FROM budget
WHERE own = 1 AND peer_id = $1 AND kind = $2 AND unit = $3 AND day = $4;

-- name: budget_over
SELECT p.name AS peer, b.kind, b.unit, b.day, b.n, b.most
FROM budget AS b JOIN peer AS p ON p.id = b.peer_id
WHERE b.own = 0 AND b.most > 0 AND b.n > b.most AND b.day >= $1
ORDER BY b.day, p.name, b.kind, b.unit LIMIT $2;

-- name: transfer_put
INSERT INTO transfer (at, peer_id, dossier_id, act, basis, fields, author,
	approver, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: transfer_list
SELECT t.id, t.at, p.name AS peer, p.side, t.dossier_id, t.act, t.basis,
	t.fields, t.author, t.approver, t.sealed, COALESCE(d.ref, '') AS ref,
	d.wrapped
FROM transfer AS t JOIN peer AS p ON p.id = t.peer_id
	LEFT JOIN dossier AS d ON d.id = t.dossier_id
WHERE t.at >= $1 AND (t.at, t.id) > ($2, $3) ORDER BY t.at, t.id LIMIT $4;

-- name: pair_list
SELECT a.name AS author, s.name AS second, COUNT(*) AS n,
	(SELECT COUNT(*) FROM draft AS f
		WHERE f.state = 1 AND f.author_id = d.author_id
			AND f.decided_at >= $1) AS of_author
FROM draft AS d JOIN officer AS a ON a.id = d.author_id
	JOIN officer AS s ON s.id = d.second_id
WHERE d.state = 1 AND d.decided_at >= $1
GROUP BY d.author_id, d.second_id, a.name, s.name
ORDER BY n DESC, a.name, s.name LIMIT $2;
