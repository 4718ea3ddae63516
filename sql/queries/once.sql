-- Calls that are done once, whatever is sent again.

-- name: once_insert
INSERT INTO once (officer_id, key, request, at, http, uid, sealed)
VALUES ($1, $2, $3, $4, 0, NULL, NULL)
ON CONFLICT (officer_id, key) DO NOTHING;

-- name: once_get
SELECT request, http, uid, sealed FROM once
WHERE officer_id = $1 AND key = $2;

-- name: once_count
SELECT COUNT(*) AS n FROM once WHERE officer_id = $1;

-- name: once_done
UPDATE once SET http = $3, uid = $4, sealed = $5
WHERE officer_id = $1 AND key = $2;

-- name: once_forget
DELETE FROM once WHERE officer_id = $1 AND key = $2;

-- name: once_expire
DELETE FROM once WHERE at < $1;
