package dev.djamopayouts.sandbox;

import java.util.Objects;

/**
 * How a sandbox is set up. Amounts are whole XOF. Build one with {@link #builder()}; {@link #defaults()} suits a test.
 *
 * @param host address to bind, loopback unless told otherwise
 * @param port 0 takes any free port
 * @param accessToken the bearer token that is good
 * @param tokenWithoutRights a bearer token that is known but may do nothing: 403
 * @param secretKey signs webhook deliveries
 * @param companyId where set, a call with another X-Company-Id answers 403; null accepts any
 * @param amountMin smallest amount of one transaction
 * @param amountMax largest amount of one transaction
 * @param feeBasisPoints fee in 1/10000 of the amount, rounded down to a whole franc
 * @param openingBalance balance at start
 * @param uniqueReferences a reference used before answers 409
 * @param referenceLookup what GET ?reference= does
 * @param lookupLagMillis how long a new transaction stays out of the lookup and the list
 * @param settleMillis from acceptance to completed or failed
 * @param settleJitterMillis up to so much more, drawn for each transaction
 * @param slowSettleMillis the same for {@link MagicNumber#SLOW_TO_SETTLE}
 * @param longPendingMillis the same for {@link MagicNumber#STAYS_PENDING}
 * @param hangMillis how long {@link MagicNumber#ANSWER_WITHHELD} withholds
 * @param maxBodyBytes larger request bodies answer 413
 * @param maxBatchItems larger batches answer 400; 0: there are none, any answers 404
 * @param maxReferenceLength longer references answer 400
 * @param maxDescriptionLength longer descriptions answer 400
 * @param maxTransactions when so many references are in the book a new one answers 503
 * @param maxWebhooks further registrations answer 400
 * @param maxWebhookQueue deliveries waiting; further ones are counted as lost
 * @param webhookAttempts tries of one delivery, the first included
 * @param webhookRetryMillis wait before the second try, doubled before each further one
 * @param webhooksAnywhere deliver to addresses other than loopback too
 * @param faults what goes wrong from the start
 */
public record SandboxOptions(
        String host, int port, String accessToken, String tokenWithoutRights, String secretKey, String companyId,
        long amountMin, long amountMax, int feeBasisPoints, long openingBalance,
        boolean uniqueReferences, ReferenceLookup referenceLookup, long lookupLagMillis,
        long settleMillis, long settleJitterMillis, long slowSettleMillis, long longPendingMillis, long hangMillis,
        int maxBodyBytes, int maxBatchItems, int maxReferenceLength, int maxDescriptionLength, int maxTransactions,
        int maxWebhooks, int maxWebhookQueue, int webhookAttempts, long webhookRetryMillis, boolean webhooksAnywhere,
        Faults faults) {

    /** @throws IllegalArgumentException naming the option that is out of range */
    public SandboxOptions {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(accessToken, "accessToken");
        Objects.requireNonNull(tokenWithoutRights, "tokenWithoutRights");
        Objects.requireNonNull(secretKey, "secretKey");
        Objects.requireNonNull(referenceLookup, "referenceLookup");
        Objects.requireNonNull(faults, "faults");
        within("port", port, 0, 65_535);
        within("accessToken's length", accessToken.length(), 1, 4_096);
        within("secretKey's length", secretKey.length(), 1, 4_096);
        within("amountMin", amountMin, 1, amountMax);
        within("amountMax", amountMax, amountMin, 1_000_000_000_000L);
        within("feeBasisPoints", feeBasisPoints, 0, 10_000);
        within("openingBalance", openingBalance, 0, Long.MAX_VALUE / 4);
        within("lookupLagMillis", lookupLagMillis, 0, 86_400_000);
        within("settleMillis", settleMillis, 0, 86_400_000);
        within("settleJitterMillis", settleJitterMillis, 0, 86_400_000);
        within("slowSettleMillis", slowSettleMillis, 0, 86_400_000);
        within("longPendingMillis", longPendingMillis, 0, 30 * 86_400_000L);
        within("hangMillis", hangMillis, 1, 3_600_000);
        within("maxBodyBytes", maxBodyBytes, 1_024, 64 << 20);
        within("maxBatchItems", maxBatchItems, 0, 100_000);
        within("maxReferenceLength", maxReferenceLength, 1, 4_096);
        within("maxDescriptionLength", maxDescriptionLength, 1, 65_536);
        within("maxTransactions", maxTransactions, 1, 50_000_000);
        within("maxWebhooks", maxWebhooks, 0, 1_000);
        within("maxWebhookQueue", maxWebhookQueue, 1, 10_000_000);
        within("webhookAttempts", webhookAttempts, 1, 20);
        within("webhookRetryMillis", webhookRetryMillis, 1, 3_600_000);
    }

    /** Every option at its default. */
    public static SandboxOptions defaults() {
        return builder().build();
    }

    /** A builder with every option at its default. */
    public static SandboxOptionsBuilder builder() {
        return new SandboxOptionsBuilder();
    }

    /** Where it binds and nothing else, so that no token or key reaches a log. */
    @Override
    public String toString() {
        return "SandboxOptions[" + host + ":" + port + "]";
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
