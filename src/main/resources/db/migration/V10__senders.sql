-- Whose file it is, and the language of its answers.

ALTER TABLE payout_file ADD COLUMN sender TEXT;      -- the name of a sender's profile, null where it came into a common inbox
ALTER TABLE payout_file ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
