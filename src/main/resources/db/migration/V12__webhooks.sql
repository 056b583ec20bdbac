-- What Djamo told unasked and nothing could be made of: events whose reference no payout bears, and events that contradict the
-- ledger. What led on is in the audit trail, and what only repeated is nowhere. Bounded: the oldest go first.
CREATE TABLE webhook_event (
  djamo_id        TEXT    NOT NULL,
  topic           TEXT    NOT NULL,
  fate            TEXT    NOT NULL CHECK (fate IN ('UNKNOWN', 'CONTRADICTED')),
  reference       TEXT,
  amount          BIGINT,                    -- whole francs, null where it could not be read
  msisdn          TEXT,                      -- masked
  file_id         BIGINT,                    -- the payout that it contradicts
  line_no         BIGINT,
  received_at     BIGINT  NOT NULL,          -- when it came first
  times           BIGINT  NOT NULL,          -- how often it came
  PRIMARY KEY (djamo_id, topic)
);
CREATE INDEX webhook_event_oldest ON webhook_event (received_at);
