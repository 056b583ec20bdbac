package dev.djamopayouts.sandbox;

/** Sets options one by one under the names of {@link SandboxOptions}, from its defaults; used by one thread. */
public final class SandboxOptionsBuilder {
    private String host = "127.0.0.1";
    private int port;
    private String accessToken = "at_sandbox";
    private String tokenWithoutRights = "at_sandbox_without_rights";
    private String secretKey = "sandbox-secret-key";
    private String companyId;
    private long amountMin = 5_000;
    private long amountMax = 500_000;
    private int feeBasisPoints = 100;
    private long openingBalance = 1_000_000_000_000L;
    private boolean uniqueReferences = true;
    private ReferenceLookup referenceLookup = ReferenceLookup.OFFERED;
    private long lookupLagMillis;
    private long settleMillis = 200;
    private long settleJitterMillis;
    private long slowSettleMillis = 30_000;
    private long longPendingMillis = 86_400_000;
    private long hangMillis = 60_000;
    private int maxBodyBytes = 1 << 20;
    private int maxBatchItems = 1_000;
    private int maxReferenceLength = 255;
    private int maxDescriptionLength = 1_000;
    private int maxTransactions = 2_000_000;
    private int maxWebhooks = 100;
    private int maxWebhookQueue = 100_000;
    private int webhookAttempts = 5;
    private long webhookRetryMillis = 200;
    private boolean webhooksAnywhere;
    private Faults faults = Faults.none();

    SandboxOptionsBuilder() {
    }

    public SandboxOptionsBuilder host(String value) { host = value; return this; }
    public SandboxOptionsBuilder port(int value) { port = value; return this; }
    public SandboxOptionsBuilder accessToken(String value) { accessToken = value; return this; }
    public SandboxOptionsBuilder tokenWithoutRights(String value) { tokenWithoutRights = value; return this; }
    public SandboxOptionsBuilder secretKey(String value) { secretKey = value; return this; }
    public SandboxOptionsBuilder companyId(String value) { companyId = value; return this; }
    public SandboxOptionsBuilder amountMin(long value) { amountMin = value; return this; }
    public SandboxOptionsBuilder amountMax(long value) { amountMax = value; return this; }
    public SandboxOptionsBuilder feeBasisPoints(int value) { feeBasisPoints = value; return this; }
    public SandboxOptionsBuilder openingBalance(long value) { openingBalance = value; return this; }
    public SandboxOptionsBuilder uniqueReferences(boolean value) { uniqueReferences = value; return this; }
    public SandboxOptionsBuilder referenceLookup(ReferenceLookup value) { referenceLookup = value; return this; }
    public SandboxOptionsBuilder lookupLagMillis(long value) { lookupLagMillis = value; return this; }
    public SandboxOptionsBuilder settleMillis(long value) { settleMillis = value; return this; }
    public SandboxOptionsBuilder settleJitterMillis(long value) { settleJitterMillis = value; return this; }
    public SandboxOptionsBuilder slowSettleMillis(long value) { slowSettleMillis = value; return this; }
    public SandboxOptionsBuilder longPendingMillis(long value) { longPendingMillis = value; return this; }
    public SandboxOptionsBuilder hangMillis(long value) { hangMillis = value; return this; }
    public SandboxOptionsBuilder maxBodyBytes(int value) { maxBodyBytes = value; return this; }
    public SandboxOptionsBuilder maxBatchItems(int value) { maxBatchItems = value; return this; }
    public SandboxOptionsBuilder maxReferenceLength(int value) { maxReferenceLength = value; return this; }
    public SandboxOptionsBuilder maxDescriptionLength(int value) { maxDescriptionLength = value; return this; }
    public SandboxOptionsBuilder maxTransactions(int value) { maxTransactions = value; return this; }
    public SandboxOptionsBuilder maxWebhooks(int value) { maxWebhooks = value; return this; }
    public SandboxOptionsBuilder maxWebhookQueue(int value) { maxWebhookQueue = value; return this; }
    public SandboxOptionsBuilder webhookAttempts(int value) { webhookAttempts = value; return this; }
    public SandboxOptionsBuilder webhookRetryMillis(long value) { webhookRetryMillis = value; return this; }
    public SandboxOptionsBuilder webhooksAnywhere(boolean value) { webhooksAnywhere = value; return this; }
    public SandboxOptionsBuilder faults(Faults value) { faults = value; return this; }

    /** @throws IllegalArgumentException naming the option that is out of range */
    public SandboxOptions build() {
        return new SandboxOptions(host, port, accessToken, tokenWithoutRights, secretKey, companyId,
                amountMin, amountMax, feeBasisPoints, openingBalance, uniqueReferences, referenceLookup, lookupLagMillis,
                settleMillis, settleJitterMillis, slowSettleMillis, longPendingMillis, hangMillis,
                maxBodyBytes, maxBatchItems, maxReferenceLength, maxDescriptionLength, maxTransactions,
                maxWebhooks, maxWebhookQueue, webhookAttempts, webhookRetryMillis, webhooksAnywhere, faults);
    }
}
