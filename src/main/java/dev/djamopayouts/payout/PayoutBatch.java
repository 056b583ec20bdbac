package dev.djamopayouts.payout;

import java.util.List;

/**
 * Payouts of one file that were claimed together, to be sent in one call.
 *
 * @param name    what we call it: file, line and claim of its first payout; Djamo gives it an id of its own
 * @param payouts one at least, in the order of their lines
 */
public record PayoutBatch(String name, List<Payout> payouts) {

    /** No batch is larger. */
    public static final int MOST = 1_000;

    public PayoutBatch {
        payouts = List.copyOf(payouts);
        if (payouts.isEmpty() || payouts.size() > MOST) {
            throw new IllegalArgumentException("a batch of " + payouts.size() + " payouts");
        }
    }

    public int size() {
        return payouts.size();
    }

    /** The first of the ends of their claims, epoch milliseconds: they were claimed together. */
    public long expiresAtMillis() {
        return payouts.stream().mapToLong(payout -> payout.claim().expiresAtMillis()).min().orElseThrow();
    }

    /** How many of so many that were refused together may go together from now on, 1 at least. */
    public static int half(int refused) {
        return (refused + 1) / 2;
    }

    /** Which one and how large: who is paid what stays out of logs. */
    @Override
    public String toString() {
        return "batch " + name + " of " + payouts.size() + " payouts";
    }
}
