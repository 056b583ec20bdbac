package dev.djamopayouts.payout;

import java.util.Objects;

/**
 * What a person decided about a payout that the journey cannot decide by itself, and on whose word.
 *
 * @param verdict what is decided
 * @param djamoId the transaction that paid it, for {@link Verdict#PAID} and no other
 * @param by      who decided
 * @param why     the grounds, one plain sentence; never a whole msisdn, since reports repeat it
 */
public record Decision(Verdict verdict, String djamoId, String by, String why) {

    public static final int MAX_BY = 100;
    public static final int MAX_WHY = 500;
    public static final int MAX_DJAMO_ID = 100;

    /** What can be decided, of which payouts, and where it leads. */
    public enum Verdict {
        /** A payout in doubt was paid. */
        PAID(PayoutState.UNKNOWN, PayoutState.COMPLETED),
        /** A payout in doubt was not paid; its reference stays used up. */
        NOT_PAID(PayoutState.UNKNOWN, PayoutState.FAILED),
        /** A held payout goes on to be paid. */
        RELEASED(PayoutState.HELD, PayoutState.RECEIVED),
        /** A held payout is not to be paid. */
        REJECTED(PayoutState.HELD, PayoutState.REJECTED);

        private final PayoutState takes;
        private final PayoutState leadsTo;

        Verdict(PayoutState takes, PayoutState leadsTo) {
            this.takes = takes;
            this.leadsTo = leadsTo;
        }

        /** The only state it may be passed in. */
        public PayoutState takes() {
            return takes;
        }

        public PayoutState leadsTo() {
            return leadsTo;
        }
    }

    public Decision {
        Objects.requireNonNull(verdict, "verdict");
        mustBe(by, MAX_BY, "who decides");
        mustBe(why, MAX_WHY, "the grounds");
        if (verdict == Verdict.PAID) {
            mustBe(djamoId, MAX_DJAMO_ID, "Djamo's id of the transaction");
            if (djamoId.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException("Djamo's id of the transaction has no spaces");
            }
        } else if (djamoId != null) {
            throw new IllegalArgumentException("only what was paid has a transaction");
        }
    }

    private static void mustBe(String text, int maxLength, String what) {
        if (text == null || text.isBlank() || text.length() > maxLength || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must be given, in 1 to " + maxLength + " characters on one line");
        }
    }

    /** Whether the other one says the same of a payout, whoever said it. */
    public boolean agreesWith(Decision other) {
        return verdict == other.verdict && Objects.equals(djamoId, other.djamoId);
    }

    /** As reports say it: {@code paid, decided by awa: Djamo's support confirmed it}; the grounds stay as they were given. */
    public Words words() {
        Words what = switch (verdict) {
            case PAID -> new Words("paid, decided by ", "payé, décidé par ");
            case NOT_PAID -> new Words("not paid, decided by ", "non payé, décidé par ");
            case RELEASED -> new Words("released by ", "libéré par ");
            case REJECTED -> new Words("rejected by ", "rejeté par ");
        };
        return what.then(by + ": " + why, by + " : " + why);
    }
}
