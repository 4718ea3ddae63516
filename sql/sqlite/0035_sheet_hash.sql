-- Which sheet of the other side is the same.
CREATE INDEX sheet_hash ON sheet (peer_id, hash);
