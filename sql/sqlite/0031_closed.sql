-- Closed dossiers in order of change are read from the index of all: the planner
-- never took one of their own. With it, every list of this order is read from
-- the index alone.
DROP INDEX dossier_closed;
DROP INDEX dossier_changed;
CREATE INDEX dossier_changed ON dossier (changed_at DESC, id, closed, own, kind,
	state, peer_id);
