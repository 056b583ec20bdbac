package dev.djamopayouts.file;

import dev.djamopayouts.payout.Xof;
import java.util.Objects;

/**
 * What a sender says that a payout file holds, to be held against what it does hold.
 *
 * @param rows   how many rows, or null where it is not said
 * @param amount the sum of their amounts as ordered
 * @param sha256 of the file as it is dropped, in lower-case hex, or null where it is not said
 */
public record ControlTotals(Long rows, Xof amount, String sha256) {

    public ControlTotals {
        Objects.requireNonNull(amount, "amount");
    }
}
