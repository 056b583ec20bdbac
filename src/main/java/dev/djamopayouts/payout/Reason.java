package dev.djamopayouts.payout;

import java.util.Objects;

/**
 * Why something was refused, for machines and for people.
 *
 * @param code the ISO 20022 reason code
 * @param text one plain sentence with the remedy where there is one; never a whole msisdn
 */
public record Reason(ReasonCode code, String text) {

    public Reason {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return code + " " + text;
    }
}
