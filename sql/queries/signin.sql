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

-- name: credential_totp
INSERT INTO credential (officer_id, totp, totp_on, totp_last)
VALUES ($1, $2, $3, $4)
ON CONFLICT (officer_id) DO UPDATE SET totp = excluded.totp,
	totp_on = excluded.totp_on, totp_last = excluded.totp_last;

-- name: credential_totp_taken
UPDATE credential SET totp_last = $2
WHERE officer_id = $1 AND totp_on = 1 AND totp_last < $2;

-- name: passkey_insert
INSERT INTO passkey (officer_id, credential, cose, name, counter, made_at,
	used_at)
VALUES ($1, $2, $3, $4, $5, $6, 0)
RETURNING id;

-- name: passkey_get
SELECT id, officer_id, credential, cose, name, counter, made_at, used_at
FROM passkey WHERE credential = $1;

-- name: passkey_list
SELECT id, officer_id, credential, cose, name, counter, made_at, used_at
FROM passkey WHERE officer_id = $1 ORDER BY id LIMIT $2;

-- name: passkey_used
UPDATE passkey SET counter = $2, used_at = $3
WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0));

-- name: passkey_delete
DELETE FROM passkey WHERE id = $1 AND officer_id = $2;

-- name: token_insert
INSERT INTO token (officer_id, hash, name, rights, reads, made_at, expires_at,
	used_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
RETURNING id;

-- name: token_get
SELECT t.id AS token_id, t.name AS token_name, t.rights, t.reads, t.made_at,
	t.expires_at, t.used_at, o.id, o.name, o.pseudonym, o.unit, o.roles,
	o.until_at, o.disabled
FROM token AS t JOIN officer AS o ON o.id = t.officer_id
WHERE t.hash = $1 AND t.expires_at > $2;

-- name: token_list
SELECT t.id AS token_id, t.name AS token_name, t.rights, t.reads, t.made_at,
	t.expires_at, t.used_at, o.id, o.name, o.pseudonym, o.unit, o.roles,
	o.until_at, o.disabled
FROM token AS t JOIN officer AS o ON o.id = t.officer_id
WHERE ($1 = 0 OR t.officer_id = $1) AND t.expires_at > $2
ORDER BY t.id LIMIT $3;

-- name: token_used
UPDATE token SET used_at = $2 WHERE id = $1 AND used_at < $2;

-- name: token_delete
DELETE FROM token WHERE id = $1 AND ($2 = 0 OR officer_id = $2);

-- name: token_expire
DELETE FROM token WHERE expires_at <= $1;
