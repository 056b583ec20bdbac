package dev.djamopayouts.chaos;

import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.djamo.Transaction.Status;

/**
 * A transaction in the simulated API's book, times in the world's.
 *
 * @param foreign  booked by somebody else, before we came
 * @param failing  whether it ends unpaid
 */
record Booking(String id, String reference, String msisdn, long francs, boolean foreign, long visibleAt, long endsAt, boolean failing) {

    Status status(long now) {
        if (now < endsAt) {
            return Status.PENDING;
        }
        return failing ? Status.FAILED : Status.COMPLETED;
    }

    Transaction told(long now) {
        return new Transaction(id, reference, msisdn, francs, francs / 100, status(now), failing && now >= endsAt ? "the wallet is closed" : null,
                null);
    }
}
