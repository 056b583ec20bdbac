-- Status reports (pain.002) beside the JSON answers to a pain.001. Which kinds of answer there are is the program's to say
-- from here on: a table that lists them had to be built anew for each.

ALTER TABLE answer RENAME TO answer_before;
DROP INDEX answer_due;
CREATE TABLE answer (
  file_id         BIGINT  NOT NULL REFERENCES payout_file (id),
  kind            TEXT    NOT NULL,
  destination     TEXT    NOT NULL CHECK (destination IN ('folder', 'sftp')),
  name            TEXT    NOT NULL,
  content         TEXT,                      -- null for reports, which are written from the rows
  due_at          BIGINT  NOT NULL,
  tries           INTEGER NOT NULL DEFAULT 0,
  delivered_at    BIGINT,
  PRIMARY KEY (file_id, kind, destination)
);
INSERT INTO answer (file_id, kind, destination, name, content, due_at, tries, delivered_at)
  SELECT file_id, kind, destination, name, content, due_at, tries, delivered_at FROM answer_before;
DROP TABLE answer_before;
CREATE INDEX answer_due ON answer (destination, due_at) WHERE delivered_at IS NULL;
