-- What looks like another payment, and what a person decided by hand.

ALTER TABLE payout ADD COLUMN alike TEXT;    -- the earlier payout of the same amount to the same number, FILE-LINE
ALTER TABLE payout ADD COLUMN note TEXT;     -- what the reports say of it however it ends

-- The amount first: by the number alone no payout is looked for here.
CREATE INDEX payout_alike ON payout (amount, msisdn, file_id, line_no);
CREATE INDEX payout_held ON payout (file_id, line_no) WHERE state = 'HELD';
CREATE INDEX payout_file_received ON payout_file (received_at);

CREATE TABLE decision (
  file_id         BIGINT  NOT NULL,
  line_no         BIGINT  NOT NULL,
  epoch           BIGINT  NOT NULL,          -- the payout's from here on: every earlier claim of it is void
  decided_at      BIGINT  NOT NULL,
  decided_by      TEXT    NOT NULL,
  why             TEXT    NOT NULL,
  verdict         TEXT    NOT NULL CHECK (verdict IN ('PAID', 'NOT_PAID', 'RELEASED', 'REJECTED')),
  djamo_id        TEXT,
  state_before    TEXT    NOT NULL,
  doubt_before    TEXT,
  PRIMARY KEY (file_id, line_no, epoch),
  FOREIGN KEY (file_id, line_no) REFERENCES payout (file_id, line_no)
);
