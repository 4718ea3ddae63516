-- Closed dossiers, last changed first; clocks that run, in the order of tasks.
CREATE INDEX dossier_closed ON dossier (changed_at DESC, id, own, kind, state,
	peer_id) WHERE closed = 1;
DROP INDEX clock_due;
CREATE INDEX clock_due ON clock (stopped, stands, due_at + stood);
