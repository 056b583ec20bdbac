-- A few numbers that instances share, such as the pace that the API was found to take.
CREATE TABLE shared_numbers (
  name            TEXT    NOT NULL PRIMARY KEY,
  numbers         TEXT    NOT NULL           -- with commas
);
