-- What stands in a dossier beside its state, for lists and for home rules:
-- the dossier it belongs to, and acts that wait for their second person.
ALTER TABLE dossier ADD COLUMN parent BLOB CHECK (length(parent) = 16);
ALTER TABLE dossier ADD COLUMN alone INTEGER NOT NULL DEFAULT 0;

CREATE INDEX dossier_parent ON dossier (parent, closed);
