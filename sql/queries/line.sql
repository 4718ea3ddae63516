-- name: peer_insert
INSERT INTO peer (name, side, endpoint, own_card, card, added_at)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id;

-- name: peer_card
UPDATE peer SET endpoint = $2, card = $3 WHERE id = $1;

-- name: peer_own_card
UPDATE peer SET own_card = $2 WHERE id = $1;

-- name: peer_list
SELECT id, name, side, endpoint, own_card, card, added_at FROM peer
ORDER BY id;

-- name: peer_cards
SELECT own_card, card FROM peer WHERE id = $1;

-- name: log_insert
INSERT INTO log (peer_id, own, epoch, origin) VALUES ($1, $2, $3, $4)
RETURNING id;

-- name: log_list
SELECT id, own, epoch, origin FROM log WHERE peer_id = $1
ORDER BY epoch, own;

-- What is stored as `seen` never decreases in a log: the last is the largest.
-- name: log_size
SELECT COALESCE((SELECT MAX(idx) + 1 FROM entry WHERE log_id = $1), 0) AS size,
	COALESCE((SELECT seen FROM entry WHERE log_id = $1 AND reject = 0
		ORDER BY idx DESC LIMIT 1), 0) AS seen,
	COALESCE((SELECT seen FROM entry WHERE log_id = $1
		ORDER BY idx DESC LIMIT 1), 0) AS last_seen;

-- name: log_end
SELECT COALESCE((SELECT MAX(idx) + 1 FROM entry WHERE log_id = $1), 0) AS size,
	COALESCE((SELECT MAX(size) FROM checkpoint WHERE log_id = $1), 0)
		AS noted;

-- name: log_walk_between
SELECT COALESCE(MAX(seen), 0) AS seen FROM entry
WHERE log_id = $1 AND idx >= $2 AND idx < $3
	AND NOT (act = $4 AND dossier_id = $5);

-- name: log_evidence
SELECT seen FROM entry
WHERE log_id = $1 AND reject = 0 AND NOT (act = $2 AND dossier_id = $3)
ORDER BY idx DESC LIMIT 1;

-- name: line_bounds
SELECT COALESCE((SELECT MAX(idx) + 1 FROM entry WHERE log_id = $1), 0)
		AS own_size,
	COALESCE((SELECT MAX(idx) + 1 FROM entry WHERE log_id = $2), 0)
		AS mirror_size,
	COALESCE((SELECT MAX(size) FROM checkpoint WHERE log_id = $1), 0)
		AS receipted,
	COALESCE((SELECT cosigned_at FROM checkpoint WHERE log_id = $1
		ORDER BY size DESC, partner_size DESC LIMIT 1), 0)
		AS receipted_at,
	COALESCE((SELECT MAX(size) FROM checkpoint
		WHERE log_id = $2 AND cosigned_at > 0), 0) AS cosigned;

-- name: log_walk
SELECT COALESCE((SELECT seen FROM entry
	WHERE log_id = $1 AND NOT (act = $2 AND dossier_id = $3)
	ORDER BY idx DESC LIMIT 1), 0) AS seen;

-- name: entry_insert
INSERT INTO entry (log_id, idx, hash, envelope, dossier_id, seen, act,
	reject, stored_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: entry_get
SELECT hash, envelope, dossier_id, seen, act, reject, stored_at FROM entry
WHERE log_id = $1 AND idx = $2;

-- name: entry_range
SELECT idx, hash, envelope, dossier_id, seen, act, reject, stored_at FROM entry
WHERE log_id = $1 AND idx >= $2 AND idx < $3 ORDER BY idx;

-- name: entry_hashes
SELECT idx, hash, length(envelope) AS size FROM entry
WHERE log_id = $1 AND idx >= $2 AND idx < $3 ORDER BY idx;

-- name: tile_insert
INSERT INTO tile (log_id, idx, hash) VALUES ($1, $2, $3);

-- name: tile_list
SELECT idx, hash FROM tile
WHERE log_id = $1 AND idx >= $2 AND idx < $3 ORDER BY idx;

-- name: entry_of_dossier
SELECT e.log_id, e.idx, e.hash, e.envelope, e.seen, e.act, e.reject, e.stored_at,
	l.own, l.epoch, l.origin, l.peer_id
FROM entry AS e JOIN log AS l ON l.id = e.log_id
WHERE e.dossier_id = $1 ORDER BY l.epoch, e.idx + e.seen, l.own, e.idx;

-- Where they stand, unopened.
-- name: entry_places
SELECT e.log_id, e.idx, e.seen, e.stored_at, l.own, l.epoch
FROM entry AS e JOIN log AS l ON l.id = e.log_id
WHERE e.dossier_id = $1 AND l.peer_id = $2
ORDER BY l.epoch, e.idx + e.seen, l.own, e.idx;

-- name: entry_shown
SELECT e.idx, e.envelope, e.reject, l.own, l.origin
FROM entry AS e JOIN log AS l ON l.id = e.log_id
WHERE e.log_id = $1 AND e.idx = $2;

-- name: entry_of_dossier_act
SELECT e.idx, e.envelope, l.origin
FROM entry AS e JOIN log AS l ON l.id = e.log_id
WHERE e.dossier_id = $1 AND e.act = $2 AND e.reject = 0
	AND e.envelope IS NOT NULL
ORDER BY l.epoch, e.idx + e.seen, l.own, e.idx;

-- name: entry_of_act
SELECT e.idx, e.envelope, l.origin
FROM entry AS e JOIN log AS l ON l.id = e.log_id
WHERE e.dossier_id = $1 AND l.own = 1 AND e.act = $2 AND e.reject = 0
	AND e.envelope IS NOT NULL
ORDER BY l.epoch, e.idx;

-- name: entry_rejects
SELECT idx, seen, envelope FROM entry
WHERE dossier_id = $1 AND log_id = $2 AND act = $3 AND reject = 0
	AND envelope IS NOT NULL
ORDER BY idx;

-- name: entry_rejected
SELECT idx, reject FROM entry WHERE log_id = $1 AND reject <> 0 ORDER BY idx;

-- name: entry_reject
UPDATE entry SET reject = $3 WHERE log_id = $1 AND idx = $2;

-- The first receipt for a size stands: a later one for it says less.
-- name: checkpoint_insert
INSERT INTO checkpoint (log_id, size, partner_size, cosigned_at, note)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (log_id, size, partner_size) DO UPDATE
SET cosigned_at = excluded.cosigned_at, note = excluded.note
WHERE checkpoint.cosigned_at = 0;

-- name: checkpoint_above
SELECT size, note FROM checkpoint
WHERE log_id = $1 AND size > $2 AND size <= $3 ORDER BY size;

-- name: checkpoint_within
SELECT size, note FROM checkpoint
WHERE log_id = $1 AND size > $2 AND size <= $3 ORDER BY size DESC LIMIT 1;

-- name: checkpoint_range
SELECT size, cosigned_at, note FROM checkpoint
WHERE log_id = $1 AND size >= $2 AND size <= $3 ORDER BY size, partner_size;

-- name: checkpoint_bound
SELECT COALESCE(MAX(size), 0) AS size FROM checkpoint
WHERE log_id = $1 AND partner_size <= $2;

-- name: checkpoint_covering
SELECT size, cosigned_at FROM checkpoint
WHERE log_id = $1 AND size > $2 AND cosigned_at > 0
ORDER BY size, partner_size LIMIT 1;

-- name: checkpoint_list
SELECT size, partner_size, cosigned_at, note FROM checkpoint
WHERE log_id = $1 ORDER BY size, partner_size;

-- name: file_put
INSERT INTO file (hash, sort, body) VALUES ($1, $2, $3)
ON CONFLICT (hash) DO NOTHING;

-- name: file_list
SELECT hash, sort, body FROM file WHERE sort = $1 ORDER BY hash;

-- name: outbox_put
INSERT INTO outbox (peer_id, dossier_id, grant_bytes, sealed, queued_at)
VALUES ($1, $2, $3, $4, $5);

-- name: outbox_list
SELECT id, dossier_id, grant_bytes, sealed, queued_at FROM outbox
WHERE peer_id = $1 ORDER BY id LIMIT $2;

-- name: outbox_of_dossier
SELECT sealed, queued_at FROM outbox WHERE dossier_id = $1 ORDER BY id;

-- name: outbox_places
SELECT id, queued_at FROM outbox WHERE dossier_id = $1 ORDER BY id;

-- name: outbox_shown
SELECT id, sealed FROM outbox WHERE id = $1;

-- name: acts_of_dossier
SELECT (SELECT COUNT(*) FROM entry WHERE dossier_id = $1) AS entries,
	(SELECT COUNT(*) FROM outbox WHERE dossier_id = $1) AS waiting,
	(SELECT COUNT(*) FROM draft WHERE dossier_id = $1 AND state = 0) AS drafts;

-- name: outbox_delete
DELETE FROM outbox WHERE id = $1;

-- name: outbox_count
SELECT COUNT(*) AS n, COALESCE(MIN(queued_at), 0) AS oldest FROM outbox
WHERE peer_id = $1;

-- name: alarm_raise
INSERT INTO alarm (peer_id, code, fact, evidence, raised_at)
VALUES ($1, $2, $3, $4, $5);

-- name: alarm_open
SELECT a.id, a.code, a.fact, a.raised_at, p.name AS peer
FROM alarm AS a JOIN peer AS p ON p.id = a.peer_id
WHERE a.cleared_at IS NULL ORDER BY a.id;

-- name: alarm_restart
UPDATE alarm SET cleared_at = $1 WHERE cleared_at IS NULL AND code NOT IN
	('FROZEN', 'EPOCH_LOST', 'SHEET_DIFFERS');

-- name: alarm_clear
UPDATE alarm SET cleared_at = $3
WHERE peer_id = $1 AND code = $2 AND cleared_at IS NULL;

-- The newest that are read for what is usual. A later epoch's log has a higher
-- id; from the logs to their entries in this order nothing is sorted.
-- name: entry_of_own_newest
SELECT e.idx, e.envelope, l.origin
FROM log AS l CROSS JOIN entry AS e ON e.log_id = l.id
WHERE e.dossier_id = $1 AND l.own = 1 AND e.reject = 0
	AND e.envelope IS NOT NULL
ORDER BY l.id DESC, e.idx DESC LIMIT 64;
