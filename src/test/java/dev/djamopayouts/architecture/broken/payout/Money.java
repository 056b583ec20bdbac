package dev.djamopayouts.architecture.broken.payout;

import dev.djamopayouts.architecture.broken.ledger.BookHelper;

/** Breaks: payout is plain Java and sees nobody, no cycles, no fractions. */
public final class Money {

    final double francs = 0.5;

    double francs(BookHelper book) {
        return francs + book.count;
    }
}
