-- The ledger: every payout is a row here before anything happens to it.
-- Times are epoch milliseconds (UTC), money is whole francs. Portable between SQLite and PostgreSQL.

CREATE TABLE payout_file (
  id              BIGINT  NOT NULL PRIMARY KEY,
  drop_id         TEXT    NOT NULL UNIQUE,   -- the unique name pickup gave this drop: the same drop is never received twice
  inbox           TEXT    NOT NULL,          -- folder or sftp
  name            TEXT    NOT NULL,
  answer_name     TEXT    NOT NULL UNIQUE,   -- NAME, or NAME.2, NAME.3 …: no answer is ever overwritten
  sha256          TEXT    NOT NULL,
  bytes           BIGINT  NOT NULL,
  state           TEXT    NOT NULL CHECK (state IN ('RECEIVING', 'ACCEPTED', 'REFUSED', 'DUPLICATE', 'SETTLED')),
  form            TEXT,                      -- header and dialect, for answers in the input's own form
  row_count       BIGINT  NOT NULL DEFAULT 0,
  valid_count     BIGINT  NOT NULL DEFAULT 0,
  amount_total    BIGINT  NOT NULL DEFAULT 0, -- of all rows whose amount could be read
  valid_total     BIGINT  NOT NULL DEFAULT 0, -- of the valid rows
  received_at     BIGINT  NOT NULL,
  accepted_at     BIGINT,
  settled_at      BIGINT,
  closed_at       BIGINT                     -- settled, and every outcome delivered: no stage looks at it again
);

-- One accepted file for one content.
CREATE UNIQUE INDEX payout_file_content ON payout_file (sha256) WHERE state IN ('ACCEPTED', 'SETTLED');
CREATE INDEX payout_file_open ON payout_file (id) WHERE closed_at IS NULL AND state IN ('ACCEPTED', 'SETTLED');
CREATE INDEX payout_file_name ON payout_file (name);

CREATE TABLE payout (
  file_id         BIGINT  NOT NULL REFERENCES payout_file (id),
  line_no         BIGINT  NOT NULL,
  cells           TEXT    NOT NULL,          -- the row as it came
  reference       TEXT,                      -- what it bears at Djamo
  holds_reference INTEGER NOT NULL,          -- 1 while no other payout may bear it
  msisdn          TEXT,
  amount          BIGINT,
  description     TEXT,
  state           TEXT    NOT NULL CHECK (state IN ('RECEIVED', 'HELD', 'CHECKED', 'SUBMITTING', 'UNKNOWN', 'PENDING',
                                                    'COMPLETED', 'FAILED', 'REJECTED')),
  due_at          BIGINT,                    -- when a stage looks at it next; a claim moves it to the claim's expiry
  epoch           BIGINT  NOT NULL DEFAULT 0, -- grows with every claim: a result of an older claim is void
  attempts        INTEGER NOT NULL DEFAULT 0, -- times sent
  tries           INTEGER NOT NULL DEFAULT 0, -- looks of the present stage without a result
  djamo_id        TEXT,
  batch_id        TEXT,
  fee             BIGINT,
  doubt           TEXT,
  doubt_since     BIGINT,                    -- kept when the doubt is over: a reference once in doubt is never given back
  reason_code     TEXT,
  reason_text     TEXT,
  detail          TEXT,                      -- what the last step had to say
  http_status     INTEGER,
  correlation_id  TEXT,
  alarm           TEXT,                      -- an answer contradicted what was sent: a person must look
  submitted_at    BIGINT,
  final_at        BIGINT,
  delivered_at    BIGINT,                    -- the outcome endpoint accepted it
  PRIMARY KEY (file_id, line_no)
);

CREATE UNIQUE INDEX payout_reference ON payout (reference) WHERE holds_reference = 1;
CREATE INDEX payout_due ON payout (file_id, state, due_at, line_no) WHERE due_at IS NOT NULL;
CREATE INDEX payout_unchecked ON payout (msisdn) WHERE state = 'RECEIVED';
CREATE INDEX payout_asked ON payout (msisdn, due_at) WHERE state = 'RECEIVED' AND tries > 0;
CREATE INDEX payout_open ON payout (file_id) WHERE state NOT IN ('COMPLETED', 'FAILED', 'REJECTED');
CREATE INDEX payout_alarm ON payout (file_id) WHERE alarm IS NOT NULL;

-- What Djamo said of a number, so that it is asked at most once in a while.
CREATE TABLE customer_check (
  msisdn          TEXT    NOT NULL PRIMARY KEY,
  customer        INTEGER NOT NULL,
  checked_at      BIGINT  NOT NULL
);

-- Answers on their way to the people who dropped a file.
CREATE TABLE answer (
  file_id         BIGINT  NOT NULL REFERENCES payout_file (id),
  kind            TEXT    NOT NULL CHECK (kind IN ('ack', 'nack', 'dup', 'result', 'failures')),
  destination     TEXT    NOT NULL CHECK (destination IN ('folder', 'sftp')),
  name            TEXT    NOT NULL,
  content         TEXT,                      -- null for reports, which are written from the rows
  due_at          BIGINT  NOT NULL,
  tries           INTEGER NOT NULL DEFAULT 0,
  delivered_at    BIGINT,
  PRIMARY KEY (file_id, kind, destination)
);
CREATE INDEX answer_due ON answer (destination, due_at) WHERE delivered_at IS NULL;
