-- Which payouts pay the same amount to the same number. An index of payout would take every row at a place of its own as it
-- is read, which came to more than everything else about reading; these are added a block of rows at a time, in this order.

DROP INDEX payout_alike;

CREATE TABLE payout_alike (
  amount          BIGINT  NOT NULL,
  msisdn          TEXT    NOT NULL,
  file_id         BIGINT  NOT NULL,
  line_no         BIGINT  NOT NULL,
  PRIMARY KEY (amount, msisdn, file_id, line_no)
) ${clustered};

-- What was not paid and never will be is like nothing.
INSERT INTO payout_alike (amount, msisdn, file_id, line_no)
  SELECT amount, msisdn, file_id, line_no FROM payout
  WHERE amount IS NOT NULL AND msisdn IS NOT NULL AND state NOT IN ('FAILED', 'REJECTED')
  ORDER BY amount, msisdn, file_id, line_no;
