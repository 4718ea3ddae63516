-- The watch changes hands, and what is printed when it does: kept as it was
-- said, never changed. And what the wall shows. None of it travels.

-- at: when the watch changed; before offered_at where it is entered late.
-- form: the blank form that it was written on during an outage. digest: of the
-- sheet as both officers read it; sealed: that sheet, by the house's own key.
CREATE TABLE relief (
	id INTEGER PRIMARY KEY,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	offered_at INTEGER NOT NULL,
	at INTEGER NOT NULL,
	until_at INTEGER NOT NULL,
	form INTEGER UNIQUE REFERENCES form (number),
	digest BLOB NOT NULL CHECK (length(digest) = 32),
	sealed BLOB NOT NULL,
	UNIQUE (id, officer_id),
	CHECK (at <= offered_at AND until_at > at)
) STRICT;

-- How an offer ended: taken over by another officer, or withdrawn by whoever
-- made it. Nobody relieves himself, whatever the code above believes.
CREATE TABLE relief_end (
	relief_id INTEGER PRIMARY KEY,
	offered_by INTEGER NOT NULL,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	taken INTEGER NOT NULL CHECK (taken IN (0, 1)),
	at INTEGER NOT NULL,
	FOREIGN KEY (relief_id, offered_by) REFERENCES relief (id, officer_id),
	CHECK ((taken = 1) = (officer_id <> offered_by))
) STRICT;

-- Numbers of blank forms that were printed with a relief.
CREATE TABLE form (
	number INTEGER PRIMARY KEY,
	relief_id INTEGER NOT NULL REFERENCES relief (id)
) STRICT;

CREATE INDEX form_relief ON form (relief_id, number);

-- What was written on a form during an outage, entered afterwards.
CREATE TABLE late_entry (
	form INTEGER PRIMARY KEY REFERENCES form (number),
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	at INTEGER NOT NULL,
	entered_at INTEGER NOT NULL,
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) IN (0, 16)),
	sealed BLOB NOT NULL,
	CHECK (at <= entered_at)
) STRICT;

CREATE TRIGGER relief_stays BEFORE UPDATE ON relief
BEGIN SELECT RAISE(ABORT, 'a relief stays as it is'); END;
CREATE TRIGGER relief_kept BEFORE DELETE ON relief
BEGIN SELECT RAISE(ABORT, 'a relief stays'); END;
CREATE TRIGGER relief_end_stays BEFORE UPDATE ON relief_end
BEGIN SELECT RAISE(ABORT, 'the end of a relief stays as it is'); END;
CREATE TRIGGER relief_end_kept BEFORE DELETE ON relief_end
BEGIN SELECT RAISE(ABORT, 'the end of a relief stays'); END;
CREATE TRIGGER form_stays BEFORE UPDATE ON form
BEGIN SELECT RAISE(ABORT, 'a form stays as it is'); END;
CREATE TRIGGER form_kept BEFORE DELETE ON form
BEGIN SELECT RAISE(ABORT, 'a form stays'); END;
CREATE TRIGGER late_entry_stays BEFORE UPDATE ON late_entry
BEGIN SELECT RAISE(ABORT, 'a late entry stays as it is'); END;
CREATE TRIGGER late_entry_kept BEFORE DELETE ON late_entry
BEGIN SELECT RAISE(ABORT, 'a late entry stays'); END;

-- What a relief looks at first.
CREATE INDEX dossier_vital ON dossier (urgency, opened_at) WHERE closed = 0;

-- What was released for the wall: a dossier as it stands (idx -1), or one of
-- its acts. codes: JSON, of fields that are codes, nothing else of the act.
-- withdrawn_at: 0 while it is shown.
CREATE TABLE wall (
	id INTEGER PRIMARY KEY,
	dossier_id BLOB NOT NULL CHECK (length(dossier_id) = 16),
	own INTEGER NOT NULL CHECK (own IN (0, 1)),
	epoch INTEGER NOT NULL,
	idx INTEGER NOT NULL,
	act TEXT NOT NULL,
	at INTEGER NOT NULL,
	codes TEXT NOT NULL,
	officer_id INTEGER NOT NULL REFERENCES officer (id),
	released_at INTEGER NOT NULL,
	withdrawn_by INTEGER REFERENCES officer (id),
	withdrawn_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX wall_shown ON wall (dossier_id, own, epoch, idx)
	WHERE withdrawn_at = 0;
