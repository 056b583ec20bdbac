package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.payout.PayoutId;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds the payout that an operator named. */
final class NamedPayout {

    private NamedPayout() {
    }

    /** What reads like a payout's id; anything else names a file. */
    static Optional<PayoutId> parse(String text) {
        try {
            return Optional.of(PayoutId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The payout of this id; bad usage where there is none. */
    static PayoutId find(Ledger ledger, String text, CommandLine command) {
        PayoutId id = parse(text).orElseThrow(() -> new ParameterException(command, "not a payout's id (like 12-345): " + text
                + "; status FILE and the column payout_id of the result have it"));
        if (ledger.desk().find(id).isEmpty()) {
            throw new ParameterException(command, "the ledger knows no payout " + id + "; status FILE and the column payout_id of the"
                    + " result have the ids");
        }
        return id;
    }
}
