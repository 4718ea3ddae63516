-- The least and the greatest own time of a dossier's acts, whatever became of
-- them: outside, it has nothing to count (spec §13). Made again from the logs
-- like the rest of the row (NODE_TODO_VERSION); until then, and without its
-- key, a dossier is of all times.
ALTER TABLE dossier ADD COLUMN acted_first INTEGER NOT NULL
	DEFAULT -9223372036854775808;
ALTER TABLE dossier ADD COLUMN acted_last INTEGER NOT NULL
	DEFAULT 9223372036854775807;
