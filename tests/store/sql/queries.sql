-- name: item_insert
INSERT INTO item (id, label, body, parent) VALUES ($1, $2, $3, $4);

-- name: item_insert_backwards
INSERT INTO item (parent, body, label, id) VALUES ($4, $3, $2, $1);

-- name: item_get
SELECT id, label, body, parent FROM item WHERE id = $1;

-- name: item_list
SELECT id FROM item ORDER BY id;

-- name: item_count
SELECT count(*) AS n FROM item;

-- name: item_relabel
UPDATE item SET label = $1 WHERE id >= $2;

-- name: item_take
DELETE FROM item WHERE id = $1 RETURNING id, body;

-- name: item_sum
SELECT CAST($1 AS BIGINT) + CAST($1 AS BIGINT) + CAST($2 AS BIGINT) AS total;

-- name: setting_get
SELECT value FROM setting WHERE name = $1;
