package dev.djamopayouts.config;

import static dev.djamopayouts.config.SenderKey.Type.FILE;
import static dev.djamopayouts.config.SenderKey.Type.FILES;
import static dev.djamopayouts.config.SenderKey.Type.FLAG;
import static dev.djamopayouts.config.SenderKey.Type.PLACE;
import static dev.djamopayouts.config.SenderKey.Type.TEXT;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every key of a sender's profile, each declared once: what checks it, and what the configuration page says of it. A key
 * with a dot stands inside another: {@code limits.rows} is {@code rows} under {@code limits}.
 */
enum SenderKey {

    INBOX("inbox", PLACE, "the profile needs it", "Where the sender's files come in: a folder, or sftp://host:port/path/to/inbox,"
            + " counted from the login folder."),
    OUTBOX("outbox", PLACE, "`outbox` beside the inbox", "Where the answers go: a folder, or a path at the same SFTP server."),
    ARCHIVE("archive", PLACE, "`payouts.archive`; over SFTP `archive` beside the inbox",
            "Where originals are kept: a folder, or a path at the same SFTP server."),
    SFTP_USERNAME("sftp.username", TEXT, "needed over SFTP", "The user at the SFTP server."),
    SFTP_PASSWORD_FILE("sftp.password-file", FILE, "", "A mounted file that holds the password; or the password is in the environment."),
    SFTP_PRIVATE_KEY_FILE("sftp.private-key-file", FILE, "", "The private key to log in with, instead of a password."),
    SFTP_PRIVATE_KEY_PASSPHRASE_FILE("sftp.private-key-passphrase-file", FILE, "",
            "A mounted file that holds what opens the private key; or it is in the environment."),
    SFTP_KNOWN_HOSTS_FILE("sftp.known-hosts-file", FILE, "`sftp.known-hosts-file`", "The host keys that are trusted."),

    FORM("form", List.of("csv", "xlsx", "json", "json-lines", "pain.001"), "any", "The form of every file; another is refused."),
    CHARSET("charset", List.of("UTF-8", "windows-1252", "ISO-8859-15"), "`UTF-8`", "How a CSV without a byte order mark is encoded."),
    SHEET("sheet", TEXT, "the first that is not hidden", "Which sheet of a workbook holds the payouts."),
    COLUMNS_REFERENCE("columns.reference", TEXT, "the usual names", "What the sender calls the reference."),
    COLUMNS_MSISDN("columns.msisdn", TEXT, "the usual names", "What the sender calls the number to pay."),
    COLUMNS_AMOUNT("columns.amount", TEXT, "the usual names", "What the sender calls the amount."),
    COLUMNS_DESCRIPTION("columns.description", TEXT, "the usual names", "What the sender calls the description."),
    FIXED_AMOUNT("fixed.amount", 1, 1_000_000_000_000L, "XOF", "", "The amount of every row; a file that has an amount too is refused."),
    FIXED_DESCRIPTION("fixed.description", TEXT, "", "The description of every row, whatever the file has."),
    REGION("region", List.of("CI", "SN"), "`payouts.msisdn.default-region`", "The country of numbers written without one."),
    TRAILER("trailer", TEXT, "", "What the last row begins with where it holds control totals and no payout."),
    TRAILER_COUNT("trailer-count", TEXT, "the rows are not counted", "Where that row counts the rows: the name of a column, or the number of"
            + " a cell from 1."),
    TRAILER_AMOUNT("trailer-amount", TEXT, "where rows have their amount", "Where that row has the sum: the name of a column, or the number of"
            + " a cell from 1."),
    TOTALS("totals", List.of("optional", "required"), "`payouts.totals`", "Whether control totals must come with every file."),

    LIMITS_ROWS("limits.rows", 1, 9_000_000L, "rows", "`payouts.file.max-rows`", "The most rows of a file; a longer one is refused."),
    LIMITS_AMOUNT_MIN("limits.amount-min", 1, 1_000_000_000_000L, "XOF", "`payouts.amount.min`", "The smallest amount of one payout."),
    LIMITS_AMOUNT_MAX("limits.amount-max", 1, 1_000_000_000_000L, "XOF", "`payouts.amount.max`", "The largest amount of one payout."),
    LIMITS_AMOUNT_TOTAL("limits.amount-total", 1, 1_000_000_000_000_000L, "XOF", "",
            "The most that the valid rows of one file may come to; a file above it is refused as a whole with AM02."),
    DUPLICATES_SUSPICIOUS("duplicates.suspicious", List.of("pay", "hold", "reject"), "`duplicates.suspicious`",
            "What is done with a row of the same amount to the same number as an earlier one."),
    DUPLICATES_WINDOW_HOURS("duplicates.window-hours", 0, 8_760, "h", "`duplicates.window-hours`",
            "How long ago the file of that earlier row may have come."),
    ON_INVALID_ROW("on-invalid-row", List.of("reject-row", "reject-file"), "`payouts.on-invalid-row`",
            "Whether a bad row is rejected alone or its whole file with it."),
    PGP_KEYS("pgp.keys", FILES, "`pgp.signers-file`",
            "The files with the sender's public PGP keys: of OpenPGP files only what one of them signed is paid."),
    PGP_REQUIRED("pgp.required", FLAG, "`true` with `pgp.keys`, else the common `pgp.required`",
            "Whether a file that is not signed and encrypted is refused; false: a plain file is paid too."),
    LANGUAGE("language", List.of("en", "fr"), "`answers.language`", "The language of the answers.");

    /** What a value must look like. */
    enum Type { TEXT, WHOLE, FLAG, CHOICE, FILE, FILES, PLACE }

    private final String key;
    private final Type type;
    private final List<String> choices;
    private final long min;
    private final long max;
    private final String unit;
    private final String otherwise;
    private final String reason;

    SenderKey(String key, Type type, String otherwise, String reason) {
        this(key, type, List.of(), 0, 0, "", otherwise, reason);
    }

    SenderKey(String key, List<String> choices, String otherwise, String reason) {
        this(key, Type.CHOICE, choices, 0, 0, "", otherwise, reason);
    }

    SenderKey(String key, long min, long max, String unit, String otherwise, String reason) {
        this(key, Type.WHOLE, List.of(), min, max, unit, otherwise, reason);
    }

    SenderKey(String key, Type type, List<String> choices, long min, long max, String unit, String otherwise, String reason) {
        this.key = key;
        this.type = type;
        this.choices = choices;
        this.min = min;
        this.max = max;
        this.unit = unit;
        this.otherwise = otherwise;
        this.reason = reason;
    }

    static Optional<SenderKey> of(String key) {
        return Stream.of(values()).filter(it -> it.key.equals(key)).findFirst();
    }

    /** Whether other keys stand inside this one. */
    static boolean isGroup(String key) {
        return Stream.of(values()).anyMatch(it -> it.key.startsWith(key + "."));
    }

    /** Every key, and every group of keys. */
    static List<String> names() {
        return Stream.of(values()).flatMap(it -> Stream.of(it.key, it.key.replaceFirst("\\..*", ""))).distinct().toList();
    }

    String key() {
        return key;
    }

    Type type() {
        return type;
    }

    /** What holds where the profile does not say, as the page has it. */
    String otherwise() {
        return otherwise;
    }

    /** One sentence: what for. */
    String reason() {
        return reason;
    }

    /** What is allowed, in words. */
    String range() {
        return switch (type) {
            case WHOLE -> min + " to " + max + " " + unit;
            case CHOICE -> String.join(" or ", choices);
            case FLAG -> "true or false";
            case FILES -> "a list of files";
            case TEXT, FILE, PLACE -> "";
        };
    }

    boolean offers(String choice) {
        return choices.contains(choice);
    }

    boolean allows(String number) {
        return number.matches("[0-9]{1,18}") && Long.parseLong(number) >= min && Long.parseLong(number) <= max;
    }
}
