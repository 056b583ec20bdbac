-- Every index is written again for every row of a file, at random places. These two are not worth it.

-- Who waits for a check of a number is found among the rows that are due: see KnownCustomers.
DROP INDEX payout_unchecked;
-- What is not final is due or held: see Outcomes.
DROP INDEX payout_open;
