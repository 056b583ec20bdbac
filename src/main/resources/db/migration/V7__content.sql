-- One content, however it came packed.

-- SHA-256 of what a file holds once it is unpacked. Of older files only the hash of their bytes is known.
ALTER TABLE payout_file ADD COLUMN content_sha256 TEXT NOT NULL DEFAULT '';
UPDATE payout_file SET content_sha256 = sha256;

-- One accepted file for one content.
DROP INDEX payout_file_content;
CREATE UNIQUE INDEX payout_file_content ON payout_file (content_sha256) WHERE state IN ('ACCEPTED', 'SETTLED');
-- The very same bytes: of a packed file from before this migration nothing else is known.
CREATE INDEX payout_file_bytes ON payout_file (sha256) WHERE state IN ('ACCEPTED', 'SETTLED');
