/**
 * Layer (a) of the proof: the real ledger and the real conclusions under a virtual clock, with every mishap drawn from one
 * seed, and an auditor who compares the input with the simulated API's own book.
 *
 * <p>What the model takes for granted, because no program can do without it: the last look at the clock and the sending of
 * a transfer are one instant (a process frozen just between the two, for longer than its claim and the visibility delay
 * last, sends what another has sent again; only a reference that is unique at Djamo helps then); a request arrives within the
 * longest call or not at all, or after an early error and in lookups within the visibility delay of that; a transaction
 * shows in a lookup within the visibility delay, or references are unique (after a 422 that is not enough: what a lookup
 * shows too late is reported as refused though Djamo booked it); and the database's clock is not set forward by more than the
 * visibility delay has to spare.
 */
package dev.djamopayouts.chaos;
