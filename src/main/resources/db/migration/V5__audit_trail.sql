-- The audit trail: every transition of a file and of a payout, in the transaction that makes it. Rows are only ever added,
-- and each bears the hash of the one before it, so that an edit shows. No number of a person is in it.
CREATE TABLE event (
  seq             BIGINT  NOT NULL PRIMARY KEY, -- 1, 2, 3 … in the order of the commits, without a gap
  at              BIGINT  NOT NULL,
  instance        TEXT    NOT NULL,          -- the process that wrote it
  file_id         BIGINT  NOT NULL,
  line_no         BIGINT,                    -- null where it is of the file as a whole
  kind            TEXT    NOT NULL,
  from_state      TEXT,                      -- null where a file came in
  to_state        TEXT    NOT NULL,
  epoch           BIGINT  NOT NULL,          -- the claim under which it was done
  attempt         INTEGER NOT NULL,          -- times sent by then
  http_status     INTEGER,                   -- of the answer it was concluded from
  correlation_id  TEXT,
  djamo_id        TEXT,
  detail          TEXT,
  hash            TEXT    NOT NULL           -- SHA-256 over the hash before it and all of the above
);

-- Where the trail ends: one row, locked by whoever adds to it.
CREATE TABLE event_head (
  seq             BIGINT  NOT NULL,
  hash            TEXT    NOT NULL
);
INSERT INTO event_head (seq, hash) VALUES (0, 'the trail begins');

-- To find the payout of a reference that Djamo shows and that no payout holds any more.
CREATE INDEX payout_given_back ON payout (reference) WHERE holds_reference = 0;
