-- What senders say that their payout files hold, where it comes in a file of its own.

CREATE TABLE control_totals (
  drop_id         TEXT    NOT NULL PRIMARY KEY, -- the unique name pickup gave this drop
  inbox           TEXT    NOT NULL,
  sender          TEXT,                      -- whose inbox it is; null: a common one
  name            TEXT    NOT NULL,          -- of the payout file that they are of
  row_count       BIGINT  NOT NULL,
  amount          BIGINT  NOT NULL,
  sha256          TEXT,                      -- that the payout file must have; null where it was not said
  received_at     BIGINT  NOT NULL,
  fate            TEXT CHECK (fate IN ('REPLACED', 'USED', 'LATE', 'CONTRADICTED')), -- null while they wait for their file
  file_id         BIGINT REFERENCES payout_file (id), -- that used them, or that they came too late for
  told            INTEGER NOT NULL DEFAULT 0 -- 1 once the log has said that no file came for them
);
CREATE INDEX control_totals_waiting ON control_totals (inbox, name) WHERE fate IS NULL;
CREATE INDEX control_totals_contradicted ON control_totals (received_at) WHERE fate = 'CONTRADICTED';
CREATE INDEX control_totals_file ON control_totals (file_id) WHERE file_id IS NOT NULL;

ALTER TABLE payout_file ADD COLUMN awaits_totals INTEGER NOT NULL DEFAULT 0; -- 1 where it was read and found to need totals
ALTER TABLE payout_file ADD COLUMN trailer TEXT;   -- its line of totals, for the file of unpaid rows
