-- A reply that is being written: the act that it is to be; '' for an opening.
-- Officers of a unit write one reply together, not two beside each other.
ALTER TABLE writing ADD COLUMN act TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX writing_reply ON writing (unit, ref, act) WHERE act <> '';
