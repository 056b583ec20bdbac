-- How often a payout was sent and nobody could say whether it was taken: answers that say it was not count for nothing.
ALTER TABLE payout ADD COLUMN answers_lost INTEGER NOT NULL DEFAULT 0;
