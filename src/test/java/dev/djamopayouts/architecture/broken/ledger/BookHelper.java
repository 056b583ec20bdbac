package dev.djamopayouts.architecture.broken.ledger;

import dev.djamopayouts.architecture.broken.djamo.Caller;
import dev.djamopayouts.architecture.broken.payout.Money;

/** Breaks: the ledger knows no API, no cycles, names, no public mutable static. */
public final class BookHelper {

    public static int shared;

    public int count;

    Object both() {
        return new Object[] {new Caller(), new Money()};
    }
}
