package dev.djamopayouts.config;

import static dev.djamopayouts.config.Setting.Type.FLAG;
import static dev.djamopayouts.config.Setting.Type.PATH;
import static dev.djamopayouts.config.Setting.Type.SECRET;
import static dev.djamopayouts.config.Setting.Type.TEXT;
import static dev.djamopayouts.config.Setting.Type.URI;

import java.util.List;
import java.util.Optional;

/**
 * Every setting, each declared once: what checks it, what {@code --help} says and what
 * {@code config/application.properties} must list. The names stay; the defaults are those of an ordinary day.
 *
 * <p>A default may refer to a setting declared above it: {@code <payouts.data>/inbox}.
 */
public enum Setting {

    DJAMO_BASE_URL("djamo.base-url", URI, null,
            "The root of the Djamo API, https only; run does not start without it."),
    DJAMO_ACCESS_TOKEN("djamo.access-token", SECRET, null,
            "The token every call to Djamo bears; run does not start without it."),
    DJAMO_SECRET_KEY("djamo.secret-key", SECRET, null,
            "The key that proves a webhook comes from Djamo; without it nothing listens for them."),
    DJAMO_COMPANY_ID("djamo.company-id", TEXT, null, "The company a token for several companies acts for."),
    DJAMO_SUB_COMPANY_ID("djamo.sub-company-id", TEXT, null, "The sub-company the customer check is asked for."),
    DJAMO_CONNECT_TIMEOUT_MS("djamo.connect-timeout-ms", 5_000L, 100, 600_000, "ms",
            "How long opening a connection to Djamo may take."),
    DJAMO_RESPONSE_TIMEOUT_MS("djamo.response-timeout-ms", 30_000L, 100, 600_000, "ms",
            "How long Djamo may take to answer before the call is in doubt and looked up by its reference."),

    PAYOUTS_DATA("payouts.data", PATH, "data", "The root of the folders below, relative to the working directory."),
    PAYOUTS_INBOX("payouts.inbox", PATH, "<payouts.data>/inbox", "The folder payout files are dropped in."),
    PAYOUTS_OUTBOX("payouts.outbox", PATH, "<payouts.data>/outbox", "The folder answers are written to."),
    PAYOUTS_ARCHIVE("payouts.archive", PATH, "<payouts.data>/archive",
            "The folder originals are kept in, each under a name of its own."),
    PAYOUTS_FILE_MAX_BYTES("payouts.file.max-bytes", 1_073_741_824L, 1, 1_099_511_627_776L, "bytes",
            "The largest file that is read; a larger one is refused as a whole."),
    PAYOUTS_FILE_MAX_UNPACKED_BYTES("payouts.file.max-unpacked-bytes", 4_294_967_296L, 1, 1_099_511_627_776L, "bytes",
            "The most bytes a packed or encrypted file may unpack to; one that holds more is refused as a whole."),
    // So many rows of the largest amount still have a sum that a long holds.
    PAYOUTS_FILE_MAX_ROWS("payouts.file.max-rows", 2_000_000L, 1, 9_000_000, "rows",
            "The most rows a file may hold; a longer one is refused as a whole."),
    PAYOUTS_FILE_MAX_COLUMNS("payouts.file.max-columns", 1_000L, 2, 16_384, "columns",
            "The most columns a row may have; a file with a longer row is refused."),
    PAYOUTS_FILE_MAX_ROW_CHARS("payouts.file.max-row-chars", 1_000_000L, 100, 100_000_000, "characters",
            "The most characters a row may have; a quote that is never closed ends here."),
    PAYOUTS_FILE_QUIET_MS("payouts.file.quiet-ms", 2_000L, 0, 86_400_000, "ms",
            "How long a file must not have grown before it is taken, so that no half upload is paid."),
    PAYOUTS_ON_INVALID_ROW("payouts.on-invalid-row", List.of("reject-row", "reject-file"), "reject-row",
            "Whether a bad row is rejected alone or its whole file with it."),
    PAYOUTS_TOTALS("payouts.totals", List.of("optional", "required"), "optional",
            "Whether control totals must come with every file; those that come must agree in either case."),
    PAYOUTS_TOTALS_WAIT_MINUTES("payouts.totals.wait-minutes", 30L, 0, 10_080, "min",
            "How long a file waits for totals it must have before it is refused, and totals for their file before the log says so."),
    PAYOUTS_PAIN_FUTURE_DATE("payouts.pain.future-date", List.of("refuse", "pay-now"), "refuse",
            "What becomes of a pain.001 that asks to be paid on a later day: nothing here keeps it until then."),
    PAYOUTS_MSISDN_DEFAULT_REGION("payouts.msisdn.default-region", List.of("CI", "SN"), "CI",
            "The country of numbers written without one."),
    PAYOUTS_AMOUNT_MIN("payouts.amount.min", 5_000L, 1, 1_000_000_000_000L, "XOF",
            "The smallest amount of one payout; less is rejected with AM06."),
    PAYOUTS_AMOUNT_MAX("payouts.amount.max", 500_000L, 1, 1_000_000_000_000L, "XOF",
            "The largest amount of one payout; more is rejected with AM02."),
    PAYOUTS_FORECAST_FEE("payouts.forecast-fee-basis-points", 100L, 0, 10_000, "hundredths of a percent",
            "The fee that validate foresees; the fee that counts is the one in Djamo's answer."),
    PAYOUTS_MODE("payouts.mode", List.of("single", "batch"), "single",
            "Whether payouts are sent one by one or in batches."),
    PAYOUTS_BATCH_SIZE("payouts.batch.size", 100L, 1, 1_000, "payouts", "The most payouts of one batch, where payouts.mode is batch."),
    PAYOUTS_BATCH_MAX_WAIT_MS("payouts.batch.max-wait-ms", 1_000L, 0, 60_000, "ms",
            "How long a payout that is ready waits for others before it goes in a batch that is not full."),
    PAYOUTS_CONCURRENCY("payouts.concurrency", 32L, 1, 1_000, "calls",
            "How many calls to Djamo may be in flight at once."),
    PAYOUTS_RATE_LIMIT("payouts.rate-limit", null, 1, 100_000, "calls a second",
            "The most calls a second to Djamo, all endpoints together; unset: what Djamo accepts is found out."),
    PAYOUTS_LEASE_MS("payouts.lease-ms", 120_000L, 1_000, 86_400_000, "ms",
            "How long claimed rows stay with their process before another one may look them up."),
    PAYOUTS_SHUTDOWN_SECONDS("payouts.shutdown-seconds", 30L, 1, 3_600, "s",
            "How long a stop waits for the calls in flight."),

    DUPLICATES_SUSPICIOUS("duplicates.suspicious", List.of("pay", "hold", "reject"), "pay",
            "What is done with a row of the same amount to the same number as an earlier one; it is reported whatever is done."),
    DUPLICATES_WINDOW_HOURS("duplicates.window-hours", 24L, 0, 8_760, "h",
            "How long ago the file of that earlier row may have come; 0: no such row is looked for, not in the file itself either."),

    ANSWERS_LANGUAGE("answers.language", List.of("en", "fr"), "en",
            "The language of reasons in answers, where the sender's profile names none; JSON answers say their message in both."),

    CHECK_VALID_MINUTES("check.valid-minutes", 1_440L, 0, 525_600, "min",
            "How long the answer of a customer check is good for the same number."),
    RESOLVE_VISIBILITY_DELAY_MS("resolve.visibility-delay-ms", 60_000L, 0, 86_400_000, "ms",
            "How long a lookup may miss a transaction that Djamo has; an empty lookup before that proves nothing."),
    RESOLVE_MAX_LOOKS("resolve.max-looks", 10L, 1, 10_000, "lookups",
            "How often a payout in doubt is looked up before a person is asked."),
    TRACK_FIRST_DELAY_MS("track.first-delay-ms", 2_000L, 10, 86_400_000, "ms",
            "How long after sending a pending payout is first looked at; later while others wait to be sent."),
    TRACK_MAX_DELAY_MS("track.max-delay-ms", 900_000L, 10, 604_800_000, "ms",
            "The longest wait between two looks at a pending payout."),
    TRACK_WITH_WEBHOOKS_MS("track.with-webhooks-ms", 60_000L, 10, 86_400_000, "ms",
            "How long after sending a pending payout is first looked at while Djamo's webhooks arrive; they tell sooner."),
    POLL_INTERVAL_MS("poll.interval-ms", 1_000L, 50, 3_600_000, "ms",
            "How often inboxes and due payouts are looked at."),

    LEDGER_URL("ledger.url", URI, "jdbc:sqlite:<payouts.data>/ledger.db", "The database that remembers every payout."),
    LEDGER_USERNAME("ledger.username", TEXT, null, "The user of a ledger that asks for one."),
    LEDGER_PASSWORD("ledger.password", SECRET, null, "The password of a ledger that asks for one."),

    SFTP_URI("sftp.uri", URI, null,
            "The remote inbox, sftp://host:port/path/to/inbox, counted from the login folder; unset: no SFTP."),
    SFTP_USERNAME("sftp.username", TEXT, null, "The user at the SFTP server."),
    SFTP_PASSWORD("sftp.password", SECRET, null, "The password at the SFTP server, where no private key is used."),
    SFTP_PRIVATE_KEY_FILE("sftp.private-key-file", PATH, null,
            "The private key to log in with, instead of a password."),
    SFTP_PRIVATE_KEY_PASSPHRASE("sftp.private-key-passphrase", SECRET, null,
            "What opens the private key where it is locked."),
    SFTP_KNOWN_HOSTS_FILE("sftp.known-hosts-file", PATH, null,
            "The host keys that are trusted, as OpenSSH writes them (ssh-keyscan makes one)."),
    SFTP_STRICT_HOST_KEY("sftp.strict-host-key", FLAG, "true",
            "Whether a server with an unknown or changed host key is refused; false only on a test bench."),
    SFTP_TIMEOUT_MS("sftp.timeout-ms", 15_000L, 100, 600_000, "ms",
            "How long the SFTP server may stay silent before the connection is given up and made anew."),

    PGP_SECRET_KEY_FILE("pgp.secret-key-file", PATH, null,
            "Our OpenPGP secret keys, as gpg exports them, to decrypt payout files with; unset: none is decrypted."),
    PGP_PASSPHRASE("pgp.passphrase", SECRET, null, "What opens those secret keys where they are locked."),
    PGP_SIGNERS_FILE("pgp.signers-file", PATH, null,
            "The OpenPGP public keys of those whose signature on a payout file is trusted, as gpg exports them."),
    PGP_REQUIRED("pgp.required", FLAG, "false",
            "Whether a payout file that is not signed and encrypted with OpenPGP is refused."),

    OUTCOME_SUCCESS_URI("outcome.success.uri", URI, "lines:<payouts.outbox>/success",
            "Any Camel endpoint: one JSON message for each payout that was paid."),
    OUTCOME_FAILURE_URI("outcome.failure.uri", URI, "lines:<payouts.outbox>/failure",
            "Any Camel endpoint: one JSON message for each payout that was not paid."),

    HTTP_HOST("http.host", TEXT, "127.0.0.1", "The address the webhooks listen on."),
    HTTP_PORT("http.port", 8_080L, 0, 65_535, "", "The port the webhooks listen on."),
    CAMEL_MANAGEMENT_PORT("camel.management.port", 9_876L, 0, 65_535, "",
            "The port of /observe/health and /observe/metrics, on 127.0.0.1 unless camel.management.host says more.");

    /** What a value must look like. */
    public enum Type { TEXT, WHOLE, FLAG, PATH, URI, CHOICE, SECRET }

    private final String key;
    private final Type type;
    private final String byDefault;
    private final List<String> choices;
    private final long min;
    private final long max;
    private final String unit;
    private final String reason;

    Setting(String key, Type type, String byDefault, String reason) {
        this(key, type, byDefault, List.of(), 0, 0, "", reason);
    }

    Setting(String key, List<String> choices, String byDefault, String reason) {
        this(key, Type.CHOICE, byDefault, choices, 0, 0, "", reason);
    }

    Setting(String key, Long byDefault, long min, long max, String unit, String reason) {
        this(key, Type.WHOLE, byDefault == null ? null : byDefault.toString(), List.of(), min, max, unit, reason);
    }

    Setting(String key, Type type, String byDefault, List<String> choices, long min, long max, String unit, String why) {
        this.key = key;
        this.type = type;
        this.byDefault = byDefault;
        this.choices = choices;
        this.min = min;
        this.max = max;
        this.unit = unit;
        this.reason = why;
    }

    /** The name in files and in {@code --set}. */
    public String key() {
        return key;
    }

    public Type type() {
        return type;
    }

    /** The value where none is given; may hold references such as {@code <payouts.data>}. */
    public Optional<String> byDefault() {
        return Optional.ofNullable(byDefault);
    }

    /** One sentence: why somebody would change it. */
    public String reason() {
        return reason;
    }

    /** What is allowed, in words: {@code 50 to 3600000 ms}; empty where the type says it all. */
    public String range() {
        return switch (type) {
            case WHOLE -> min + " to " + max + (unit.isEmpty() ? "" : " " + unit);
            case CHOICE -> String.join(" or ", choices);
            case FLAG -> "true or false";
            case TEXT, PATH, URI, SECRET -> "";
        };
    }

    /** {@code djamo.access-token-file}: the file that holds a secret; only secrets have one. */
    public Optional<String> fileKey() {
        return type == SECRET ? Optional.of(key + "-file") : Optional.empty();
    }

    boolean allows(long number) {
        return number >= min && number <= max;
    }

    boolean offers(String choice) {
        return choices.contains(choice);
    }
}
