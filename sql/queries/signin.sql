-- name: credential_get
SELECT c.password, c.totp, c.totp_on, c.totp_last, c.language,
	(SELECT COUNT(*) FROM passkey AS p WHERE p.officer_id = c.officer_id)
	AS passkeys
FROM credential AS c WHERE c.officer_id = $1;

-- name: credential_any
SELECT officer_id FROM credential WHERE password <> '' LIMIT 1;

-- name: credential_password
INSERT INTO credential (officer_id, password) VALUES ($1, $2)
ON CONFLICT (officer_id) DO UPDATE SET password = excluded.password;

-- name: credential_language
INSERT INTO credential (officer_id, language) VALUES ($1, $2)
ON CONFLICT (officer_id) DO UPDATE SET language = excluded.language;

-- name: enrolment_put
INSERT INTO enrolment (officer_id, hash, expires_at) VALUES ($1, $2, $3)
ON CONFLICT (officer_id) DO UPDATE
SET hash = excluded.hash, expires_at = excluded.expires_at;

-- name: enrolment_get
SELECT officer_id FROM enrolment WHERE hash = $1 AND expires_at > $2;

-- name: enrolment_delete
DELETE FROM enrolment WHERE officer_id = $1;

-- name: session_insert
INSERT INTO session (hash, officer_id, roles, how, address, began_at, used_at)
VALUES ($1, $2, $3, $4, $5, $6, $6)
RETURNING id;

-- name: session_get
SELECT s.id AS session_id, s.roles AS roles_then, s.how, s.address, s.began_at,
	s.used_at, o.id, o.name, o.pseudonym, o.unit, o.roles, o.until_at,
	o.disabled
FROM session AS s JOIN officer AS o ON o.id = s.officer_id
WHERE s.hash = $1;

-- name: session_list
SELECT s.id AS session_id, s.roles AS roles_then, s.how, s.address, s.began_at,
	s.used_at, o.id, o.name, o.pseudonym, o.unit, o.roles, o.until_at,
	o.disabled
FROM session AS s JOIN officer AS o ON o.id = s.officer_id
WHERE ($1 = 0 OR s.officer_id = $1) AND s.used_at > $2 AND s.began_at > $3
ORDER BY s.id DESC LIMIT $4;

-- name: session_used
UPDATE session SET used_at = $2 WHERE id = $1 AND used_at < $2;

-- name: session_delete
DELETE FROM session WHERE id = $1 AND ($2 = 0 OR officer_id = $2);

-- name: session_delete_all
DELETE FROM session WHERE officer_id = $1 AND id <> $2;

-- name: session_delete_surplus
DELETE FROM session WHERE officer_id = $1 AND id NOT IN (
	SELECT s.id FROM session AS s WHERE s.officer_id = $1
	ORDER BY s.id DESC LIMIT $2);

-- name: session_expire
DELETE FROM session WHERE used_at <= $1 OR began_at <= $2;

-- name: passkey_delete_all
DELETE FROM passkey WHERE officer_id = $1;

-- name: token_delete_all
DELETE FROM token WHERE officer_id = $1;


-- name: credential_no_totp
UPDATE credential SET totp = NULL, totp_on = 0, totp_last = 0
WHERE officer_id = $1;
