CREATE INDEX item_parent ON item (parent);
