-- How officers sign in to the screens. What opens stands here only as a hash,
-- or sealed by the node.

-- password: Argon2id as libsodium writes it, '' none. totp: its secret, sealed;
-- totp_on: a code of it was confirmed; totp_last: time step of the last code
-- that was taken. language: of the screens, '' none chosen.
CREATE TABLE credential (
	officer_id INTEGER PRIMARY KEY REFERENCES officer (id),
	password TEXT NOT NULL DEFAULT '',
	totp BLOB,
	totp_on INTEGER NOT NULL DEFAULT 0 CHECK (totp_on IN (0, 1)),
	totp_last INTEGER NOT NULL DEFAULT 0,
	language TEXT NOT NULL DEFAULT ''
) STRICT;

-- Links with which an officer sets his password, one each.
CREATE TABLE enrolment (
	officer_id INTEGER PRIMARY KEY REFERENCES officer (id),
	hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
	expires_at INTEGER NOT NULL
) STRICT;

-- roles: those that the officer had; it ends when they change.
CREATE TABLE session (
	id INTEGER PRIMARY KEY,
	hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	roles TEXT NOT NULL,
	how INTEGER NOT NULL,
	address TEXT NOT NULL,
	began_at INTEGER NOT NULL,
	used_at INTEGER NOT NULL
) STRICT;

CREATE INDEX session_officer ON session (officer_id);

-- cose: the public key as a COSE key.
CREATE TABLE passkey (
	id INTEGER PRIMARY KEY,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	credential BLOB NOT NULL UNIQUE,
	cose BLOB NOT NULL,
	name TEXT NOT NULL,
	counter INTEGER NOT NULL,
	made_at INTEGER NOT NULL,
	used_at INTEGER NOT NULL
) STRICT;

CREATE INDEX passkey_officer ON passkey (officer_id);

-- For programs. rights: bits of desk/right.def.
CREATE TABLE token (
	id INTEGER PRIMARY KEY,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
	name TEXT NOT NULL,
	rights INTEGER NOT NULL,
	reads INTEGER NOT NULL CHECK (reads IN (0, 1)),
	made_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	used_at INTEGER NOT NULL
) STRICT;

CREATE INDEX token_officer ON token (officer_id);
