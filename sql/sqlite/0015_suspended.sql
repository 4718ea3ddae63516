-- A suspended line lets clocks stand. stood: seconds by which one is later than
-- its acts say, as of the last look; stands: it does so now. Both are made
-- again from the acts of the line whenever one of them says `state`, and here:
-- next_at 1 is looked at by the next tick.
ALTER TABLE clock ADD COLUMN stood INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clock ADD COLUMN stands INTEGER NOT NULL DEFAULT 0;

UPDATE clock SET next_at = 1;
