-- What the filters of an inbox ask, so that each is read from an index alone.

-- Whether anybody gave it a desk state: a copy, for the triage desk.
ALTER TABLE dossier ADD COLUMN looked INTEGER NOT NULL DEFAULT 0
	CHECK (looked IN (0, 1));
UPDATE dossier SET looked = 1 WHERE id IN (SELECT dossier_id FROM desk_state);

-- With what says whether it stays put aside.
DROP INDEX dossier_due;
CREATE INDEX dossier_due ON dossier (closed, due_at, id, own, kind, state,
	peer_id, heard);
DROP INDEX dossier_given;
CREATE INDEX dossier_given ON dossier (id, closed, due_at, changed_at, own,
	kind, state, peer_id, heard);

-- Behind dossier_due: of two that serve alike the planner takes the newer one.
CREATE INDEX dossier_fresh ON dossier (closed, due_at, id, opened_at, own,
	kind, state, peer_id, looked) WHERE own = 0 AND looked = 0;
CREATE INDEX dossier_crossed ON dossier (closed, due_at, id, own, kind, state,
	peer_id, crossed) WHERE crossed > 0;

-- Clocks that run, each with its dossier. task: somebody of this side is to do
-- something about it. called: roles of its rungs.
CREATE VIEW clock_running AS
SELECT c.dossier_id AS id, d.ref, d.kind, d.urgency, d.own, d.closed,
	d.profile_hash, p.name AS peer, c.number, c.name, c.due_at, c.stood,
	c.due_at + c.stood AS ends_at, c.started_at, c.ours, c.stands,
	c.ours = 1 OR EXISTS (SELECT 1 FROM escalation AS w
		WHERE w.dossier_id = c.dossier_id AND w.number = c.number
			AND w.due_at = c.due_at AND w.chain = 2) AS task,
	COALESCE((SELECT MAX(e.rung) + 1 FROM escalation AS e
		WHERE e.dossier_id = c.dossier_id AND e.number = c.number
			AND e.due_at = c.due_at), 0) AS rungs,
	COALESCE((SELECT group_concat(DISTINCT e.role) FROM escalation AS e
		WHERE e.dossier_id = c.dossier_id AND e.number = c.number
			AND e.due_at = c.due_at AND e.chain = 0), '') AS called
FROM clock AS c JOIN dossier AS d ON d.id = c.dossier_id
	JOIN peer AS p ON p.id = d.peer_id
WHERE c.stopped = 0;
