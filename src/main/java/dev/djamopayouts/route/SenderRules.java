package dev.djamopayouts.route;

import dev.djamopayouts.config.Sender;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.file.Column;
import dev.djamopayouts.file.ExecutionDates;
import dev.djamopayouts.file.FileProfile;
import dev.djamopayouts.file.PgpKeys;
import dev.djamopayouts.file.Problem;
import dev.djamopayouts.file.ReadingRules;
import dev.djamopayouts.ledger.Suspicion;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What holds for the files of one sender, or for those that come into a common inbox.
 *
 * @param sender                null for a common inbox
 * @param language              of the answers
 * @param invalidRowRefusesFile whether one bad row refuses its whole file
 * @param maxTotal              the most that the valid rows of a file may come to, or null
 * @param keys                  the OpenPGP keys that count for the files
 */
public record SenderRules(String sender, Language language, ReadingRules reading, boolean invalidRowRefusesFile, Suspicion suspicion,
                          Xof maxTotal, PgpKeys keys) {

    /** What holds where nothing is agreed: the settings. */
    public static SenderRules common(Settings settings) {
        ReadingRules reading = new ReadingRules(settings.text(Setting.PAYOUTS_MSISDN_DEFAULT_REGION),
                new Xof(settings.whole(Setting.PAYOUTS_AMOUNT_MIN)), new Xof(settings.whole(Setting.PAYOUTS_AMOUNT_MAX)),
                settings.whole(Setting.PAYOUTS_FILE_MAX_ROWS), Math.toIntExact(settings.whole(Setting.PAYOUTS_FILE_MAX_ROW_CHARS)),
                Math.toIntExact(settings.whole(Setting.PAYOUTS_FILE_MAX_COLUMNS)), settings.whole(Setting.PAYOUTS_FILE_MAX_UNPACKED_BYTES),
                FileProfile.NONE.with(FileProfile.Totals.valueOf(constant(settings.text(Setting.PAYOUTS_TOTALS)))),
                new ExecutionDates(Clock.systemUTC(), settings.text(Setting.PAYOUTS_PAIN_FUTURE_DATE).equals("pay-now")));
        return new SenderRules(null, Language.of(settings.text(Setting.ANSWERS_LANGUAGE)), reading,
                refusesFile(settings.text(Setting.PAYOUTS_ON_INVALID_ROW)),
                suspicion(settings.text(Setting.DUPLICATES_SUSPICIOUS), settings.whole(Setting.DUPLICATES_WINDOW_HOURS)), null, keys(settings));
    }

    /** What holds for a sender's files. */
    public static SenderRules of(Settings settings, Sender sender) {
        return common(settings).of(sender);
    }

    /** The same, from what is common to all; our own keys are not read again. */
    private SenderRules of(Sender sender) {
        ReadingRules common = reading;
        Sender.Limits limits = sender.limits();
        ReadingRules reading = new ReadingRules(sender.writing().region(), new Xof(limits.amountMin()), new Xof(limits.amountMax()),
                limits.rows(), common.maxRowChars(), common.maxColumns(), common.maxUnpackedBytes(), profile(sender.writing()),
                common.dates());
        return new SenderRules(sender.name(), Language.of(sender.language()), reading, refusesFile(sender.onInvalidRow()),
                suspicion(sender.suspicious(), sender.windowHours()),
                limits.amountTotal().isPresent() ? new Xof(limits.amountTotal().getAsLong()) : null,
                sender.pgp().map(pgp -> keys.of(pgp.keys(), pgp.required())).orElse(keys));
    }

    private static PgpKeys keys(Settings settings) {
        if (settings.optional(Setting.PGP_SECRET_KEY_FILE).isEmpty()) {
            return PgpKeys.NONE;
        }
        String passphrase = settings.optional(Setting.PGP_PASSPHRASE).isPresent() ? settings.secret(Setting.PGP_PASSPHRASE).get() : "";
        return PgpKeys.read(settings.path(Setting.PGP_SECRET_KEY_FILE), passphrase,
                settings.optionalPath(Setting.PGP_SIGNERS_FILE).orElse(null), settings.flag(Setting.PGP_REQUIRED));
    }

    /** The rules of every sender by name, and under null those of the common inboxes; reads each file of keys once. */
    static Map<String, SenderRules> all(Settings settings) {
        Map<String, SenderRules> all = new HashMap<>();
        SenderRules common = common(settings);
        all.put(null, common);
        settings.senders().forEach(sender -> all.put(sender.name(), common.of(sender)));
        return all;
    }

    private static FileProfile profile(Sender.Writing writing) {
        return new FileProfile(writing.form().map(form -> FileProfile.Form.valueOf(constant(form))).orElse(null),
                Charset.forName(writing.charset()), columns(writing.columns()), columns(writing.fixed()), writing.sheet().orElse(null),
                writing.totalsRequired() ? FileProfile.Totals.REQUIRED : FileProfile.Totals.OPTIONAL, writing.trailer().orElse(null),
                writing.trailerCount().orElse(null), writing.trailerAmount().orElse(null));
    }

    private static Map<Column, String> columns(Map<String, String> named) {
        Map<Column, String> columns = new EnumMap<>(Column.class);
        named.forEach((column, text) -> columns.put(Column.valueOf(constant(column)), text));
        return columns;
    }

    /** {@code PAIN_001} for {@code pain.001}. */
    private static String constant(String name) {
        return name.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static boolean refusesFile(String onInvalidRow) {
        return onInvalidRow.equals("reject-file");
    }

    private static Suspicion suspicion(String then, long windowHours) {
        return new Suspicion(Suspicion.Then.valueOf(constant(then)), TimeUnit.HOURS.toMillis(windowHours));
    }

    /** What is wrong with a file whose valid rows come to so much, if anything. */
    public Optional<Problem> problemWithTotal(Xof total) {
        if (maxTotal == null || total.compareTo(maxTotal) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Problem(0, "file", new Reason(ReasonCode.AM02, new Words("the rows come to " + total
                + " XOF, and at most " + maxTotal + " XOF were agreed for one file: split it, or have the agreement changed",
                "les lignes totalisent " + total + " XOF, alors qu'un fichier ne peut dépasser " + maxTotal
                + " XOF : scindez-le, ou faites modifier la convention"))));
    }
}
