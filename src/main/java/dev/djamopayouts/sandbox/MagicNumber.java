package dev.djamopayouts.sandbox;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The last four digits of an msisdn that make the sandbox behave in a given way; every other number is a customer whose
 * payouts complete. In a batch the first item whose number disturbs the POST decides for the whole call.
 * "First POST" means the first one that bears the transaction's reference; later ones with that reference are undisturbed.
 */
public enum MagicNumber {
    NOT_A_CUSTOMER(9001, "not a Djamo customer: the check answers false, a POST answers 400", Mishap.REFUSED, true),
    FAILS(9002, "accepted, then fails with a failureReason; the money goes back to the balance", Mishap.NONE, true),
    SLOW_TO_SETTLE(9003, "accepted, settles after slowSettleMillis (30 s)", Mishap.NONE, true),
    STAYS_PENDING(9004, "accepted, stays pending for longPendingMillis (a day)", Mishap.NONE, true),
    ERROR_BEFORE_ACCEPTANCE(9005, "first POST answers 500, nothing is accepted", Mishap.SERVER_ERROR_BEFORE, false),
    ERROR_AFTER_ACCEPTANCE(9006, "first POST answers 500 although it is accepted", Mishap.SERVER_ERROR_AFTER, false),
    CUT_BEFORE_ACCEPTANCE(9007, "first POST: connection cut, nothing is accepted", Mishap.CUT_BEFORE, false),
    CUT_AFTER_ACCEPTANCE(9008, "first POST: connection cut although it is accepted", Mishap.CUT_AFTER, false),
    UNREADABLE_ANSWER(9009, "first POST: accepted, but the answer is an HTML page with status 200", Mishap.UNREADABLE, false),
    TOO_MANY_REQUESTS(9010, "first POST answers 429 with Retry-After: 1, nothing is accepted", Mishap.TOO_MANY, false),
    UNPROCESSABLE(9011, "every POST answers 422, nothing is accepted", Mishap.UNPROCESSABLE, true),
    REFUSED(9012, "a customer, but every POST answers 400", Mishap.REFUSED, true),
    OLD_CHECK_COMPLETE(9013, "the check answers the shape from before 2025-01-25: {\"status\":\"complete\"}", Mishap.NONE, true),
    OLD_CHECK_INCOMPLETE(9014, "the check answers the old shape and not complete: {\"status\":\"pending\"}", Mishap.NONE, true),
    ECHOES_ANOTHER_AMOUNT(9015, "POST and GET echo another amount (a zero more); the book holds what was sent", Mishap.NONE, true),
    ANSWER_WITHHELD(9016, "first POST: accepted, the answer is withheld for hangMillis (60 s)", Mishap.HANG, false);

    private static final Map<Integer, MagicNumber> BY_ENDING =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MagicNumber::ending, Function.identity()));

    private final int ending;
    private final String description;
    private final Mishap mishap;
    private final boolean everyPost;

    MagicNumber(int ending, String description, Mishap mishap, boolean everyPost) {
        this.ending = ending;
        this.description = description;
        this.mishap = mishap;
        this.everyPost = everyPost;
    }

    /** The last four digits, 9001 to 9016. */
    public int ending() {
        return ending;
    }

    /** One line for help and documentation. */
    public String description() {
        return description;
    }

    /** A number of Côte d'Ivoire with this ending, in E.164; {@code serial} 0 to 9999 makes different people of it. */
    public String msisdn(int serial) {
        if (serial < 0 || serial > 9_999) {
            throw new IllegalArgumentException("serial must be 0 to 9999, not " + serial);
        }
        return String.format("+22507%04d%04d", serial, ending);
    }

    /** The magic number that an msisdn in digits without "+" ends with, if any. */
    static Optional<MagicNumber> endingOf(long msisdnDigits) {
        return Optional.ofNullable(BY_ENDING.get((int) (msisdnDigits % 10_000)));
    }

    Mishap mishapOf(boolean firstPost) {
        return everyPost || firstPost ? mishap : Mishap.NONE;
    }
}
