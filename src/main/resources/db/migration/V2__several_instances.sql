-- Several instances on one ledger: what one of them at a time does, such as polling an inbox or receiving a file.
CREATE TABLE lease (
  name            TEXT    NOT NULL PRIMARY KEY,
  owner           TEXT    NOT NULL,          -- the instance
  epoch           BIGINT  NOT NULL,          -- grows with every taking: whoever had it before may write nothing more
  expires_at      BIGINT  NOT NULL
);

-- Files half received: their rows leave before the next file is received.
CREATE INDEX payout_file_receiving ON payout_file (id) WHERE state = 'RECEIVING';
