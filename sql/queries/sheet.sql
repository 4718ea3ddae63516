-- Those that may have an act of that time.
-- name: dossier_acted
SELECT id FROM dossier
WHERE peer_id = $1 AND acted_last >= $2 AND acted_first < $3 ORDER BY id;

-- name: sheet_put
INSERT INTO sheet (peer_id, own, epoch, idx, at, month, cut_epoch, cut_first,
	cut_second, fields, hash, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (peer_id, own, epoch, idx) DO NOTHING;

-- name: sheet_verdict
UPDATE sheet SET verdict = $5, fact = $6
WHERE peer_id = $1 AND own = $2 AND epoch = $3 AND idx = $4;

-- Rejected and lost ones do not stand. Agreed: the other side signed the same.
-- name: sheet_list
SELECT s.own, s.epoch, s.idx, s.at, s.month, s.cut_epoch, s.cut_first,
	s.cut_second, s.fields, s.hash, s.version, s.verdict, s.fact,
	EXISTS (SELECT 1 FROM sheet AS t
		JOIN log AS k ON k.peer_id = t.peer_id AND k.own = t.own
			AND k.epoch = t.epoch
		JOIN entry AS d ON d.log_id = k.id AND d.idx = t.idx
		WHERE t.peer_id = s.peer_id AND t.hash = s.hash
			AND t.own <> s.own AND d.reject = 0) AS agreed
FROM sheet AS s
	JOIN log AS l ON l.peer_id = s.peer_id AND l.own = s.own
		AND l.epoch = s.epoch
	JOIN entry AS e ON e.log_id = l.id AND e.idx = s.idx
WHERE s.peer_id = $1 AND ($2 = '' OR s.month = $2) AND e.reject = 0
	AND ($3 = '' OR (s.month, s.epoch, s.at, s.idx, s.own)
		< ($3, $4, $5, $6, $7))
ORDER BY s.month DESC, s.epoch DESC, s.at DESC, s.idx DESC, s.own DESC
LIMIT $8;

-- name: sheet_unchecked
SELECT s.own, s.epoch, s.idx, s.fields
FROM sheet AS s
	JOIN log AS l ON l.peer_id = s.peer_id AND l.own = s.own
		AND l.epoch = s.epoch
	JOIN entry AS e ON e.log_id = l.id AND e.idx = s.idx
WHERE s.peer_id = $1 AND e.reject = 0 AND s.verdict = 0
ORDER BY s.month DESC, s.epoch DESC, s.at DESC, s.idx DESC LIMIT $2;

-- One that is wrong, and that no later one of its side and month puts right.
-- name: sheet_wrong
SELECT s.own, s.month, s.fact
FROM sheet AS s
	JOIN log AS l ON l.peer_id = s.peer_id AND l.own = s.own
		AND l.epoch = s.epoch
	JOIN entry AS e ON e.log_id = l.id AND e.idx = s.idx
WHERE s.peer_id = $1 AND s.verdict = $2 AND e.reject = 0 AND NOT EXISTS (
	SELECT 1 FROM sheet AS t
	WHERE t.peer_id = s.peer_id AND t.own = s.own AND t.month = s.month
		AND t.verdict = $3
		AND (t.epoch > s.epoch
			OR (t.epoch = s.epoch AND t.idx > s.idx)))
ORDER BY s.month DESC, s.at DESC LIMIT 1;

-- Signed by both sides, and by neither taken back by a reject.
-- name: sheet_agreed
SELECT a.fields
FROM sheet AS a
	JOIN sheet AS b ON b.peer_id = a.peer_id AND b.hash = a.hash AND b.own = 0
	JOIN log AS k ON k.peer_id = a.peer_id AND k.own = 1 AND k.epoch = a.epoch
	JOIN entry AS d ON d.log_id = k.id AND d.idx = a.idx
	JOIN log AS l ON l.peer_id = b.peer_id AND l.own = 0 AND l.epoch = b.epoch
	JOIN entry AS e ON e.log_id = l.id AND e.idx = b.idx
WHERE a.peer_id = $1 AND a.own = 1 AND a.hash = $2 AND a.verdict = $3
	AND d.reject = 0 AND e.reject = 0
LIMIT 1;
