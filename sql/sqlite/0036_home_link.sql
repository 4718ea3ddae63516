-- What links to a record: is a person of a dossier known to be refused, what goes
-- with a record that is dropped.
CREATE INDEX home_link ON home (link, sort, dossier_id);
