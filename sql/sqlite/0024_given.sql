-- What a list asks of a dossier, so that rows are read only where they are
-- shown: in order of change, and by id for what somebody was given.
DROP INDEX dossier_changed;
CREATE INDEX dossier_changed ON dossier (changed_at DESC, id, own, kind, state,
	peer_id);
CREATE INDEX dossier_given ON dossier (id, closed, due_at, changed_at, own,
	kind, state, peer_id);

-- An officer's stand under the unit ''.
DROP INDEX need_officer;
DROP INDEX need_unit;
CREATE INDEX need_given ON need (unit, officer_id, dossier_id, until_at, why);
