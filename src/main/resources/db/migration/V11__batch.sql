-- Which payouts were sent together, and how many may go together once a batch was refused.

ALTER TABLE payout ADD COLUMN sent_batch TEXT;     -- the batch it was last sent in, ours: FILE-LINE.EPOCH of its first row; batch_id is Djamo's
ALTER TABLE payout ADD COLUMN batch_limit INTEGER; -- the most rows of a batch it may go in, null where none with it was refused

-- The columns of payout_due, over the few rows that a refused batch left: those are found without passing over all the others.
CREATE INDEX payout_batch_limit ON payout (file_id, state, due_at, line_no) WHERE batch_limit IS NOT NULL AND due_at IS NOT NULL;
