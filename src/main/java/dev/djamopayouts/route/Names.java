package dev.djamopayouts.route;

/** The headers and exchange properties that routes share, YAML routes included. Headers only correlate. */
public final class Names {

    /** Header: the name the payout file was dropped under. */
    public static final String PAYOUT_FILE = "payoutFile";
    /** Header: the ledger's number of the payout file. */
    public static final String PAYOUT_FILE_ID = "payoutFileId";
    /** Header: which payout, {@code 12-345}. */
    public static final String PAYOUT_ID = "payoutId";
    /** Header: {@code success} or {@code failure}. */
    public static final String PAYOUT_OUTCOME = "payoutOutcome";
    /** Header of a pickup: {@code folder} or {@code sftp}. */
    public static final String PAYOUT_INBOX = "payoutInbox";
    /** Header of a pickup and of an answer: the name of the sender, empty or absent where the inbox is a common one. */
    public static final String PAYOUT_SENDER = "payoutSender";
    /** Header of an answer: ack, nack, dup, result or failures. */
    public static final String ANSWER_KIND = "answerKind";
    /** Header of an answer: the file name it is delivered under. */
    public static final String ANSWER_NAME = "answerName";

    /** Property: the {@link dev.djamopayouts.djamo.Answer} of the last call. */
    static final String ANSWER = "djamoAnswer";
    /** Property: the {@link dev.djamopayouts.payout.Outcome} to record. */
    static final String OUTCOME = "payoutOutcomeToRecord";
    /** Property: the {@link dev.djamopayouts.djamo.BatchMeanings.Conclusion} to record. */
    static final String CONCLUSION = "batchConclusionToRecord";
    /** Property: the {@link Reading} of a payout file. */
    static final String READING = "payoutFileReading";

    private Names() {
    }
}
