package dev.djamopayouts.djamo;

import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import java.util.Locale;

/** Why Djamo did not pay, in the words of our reports and under the code of ISO 20022 that says it best. */
final class Refusals {

    private Refusals() {
    }

    /** Djamo refused to take it. */
    static Reason refused(String text) {
        return new Reason(speaksOfFunds(text) ? ReasonCode.AM04 : ReasonCode.NARR,
                new Words("Djamo refused the transfer (" + text + ")", "Djamo a refusé le transfert (" + text + ")"));
    }

    /** Djamo took it and did not pay it, for this reason or without one. */
    static Reason failed(String reason) {
        if (reason == null || reason.isBlank()) {
            return new Reason(ReasonCode.NARR, new Words("Djamo gave no reason", "Djamo n'a donné aucun motif"));
        }
        return new Reason(speaksOfFunds(reason) ? ReasonCode.AM04 : ReasonCode.NARR,
                new Words(reason, "Djamo n'a pas payé et dit : « " + reason + " »"));
    }

    private static boolean speaksOfFunds(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("insufficient") || lower.contains("balance") || lower.contains("insuffisant")
                || lower.contains("solde");
    }
}
