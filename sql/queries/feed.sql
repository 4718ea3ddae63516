-- Of whom a change may be told, and by what name.

-- name: feed_needs
SELECT unit, officer_id, until_at FROM need WHERE dossier_id = $1 LIMIT $2;

-- name: feed_dossier
SELECT ref FROM dossier WHERE id = $1;

-- name: feed_draft
SELECT author_id, roles FROM draft WHERE id = $1;

-- name: feed_list
SELECT name FROM watch_list WHERE id = $1;

-- name: feed_tail
SELECT COALESCE(MIN(t.id), 1) - 1 AS before
FROM (SELECT id FROM change ORDER BY id DESC LIMIT $1) AS t;
