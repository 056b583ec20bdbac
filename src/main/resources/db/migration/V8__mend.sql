-- Rows that were not paid and are dropped again: under the reference they had where it was never sent, else under one made
-- from it.

ALTER TABLE payout ADD COLUMN mends_file BIGINT;   -- the payout of another file that the row asks for again, its file
ALTER TABLE payout ADD COLUMN mends_line BIGINT;   -- and its line
ALTER TABLE payout ADD COLUMN root_reference TEXT; -- what its reference was made from; null where it is a root itself

-- All that ever bore a reference, the latest first, however many there are.
DROP INDEX payout_given_back;
CREATE INDEX payout_given_back ON payout (reference, file_id, line_no) WHERE holds_reference = 0;
CREATE INDEX payout_root ON payout (root_reference, file_id, line_no) WHERE root_reference IS NOT NULL;
CREATE INDEX payout_root_held ON payout (root_reference) WHERE holds_reference = 1 AND root_reference IS NOT NULL;

-- A reference that was sent is never borne again, not where Djamo refused it either: of those that had given one back, and
-- that nobody has taken since, the last one takes it back.
UPDATE payout SET holds_reference = 1
WHERE state = 'REJECTED' AND attempts > 0 AND holds_reference = 0 AND reference IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM payout h WHERE h.reference = payout.reference AND h.holds_reference = 1)
  AND NOT EXISTS (SELECT 1 FROM payout l WHERE l.reference = payout.reference AND l.holds_reference = 0 AND l.attempts > 0
    AND (l.file_id > payout.file_id OR l.file_id = payout.file_id AND l.line_no > payout.line_no));
