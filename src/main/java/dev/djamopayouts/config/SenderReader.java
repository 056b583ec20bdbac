package dev.djamopayouts.config;

import static dev.djamopayouts.config.SenderKey.ARCHIVE;
import static dev.djamopayouts.config.SenderKey.CHARSET;
import static dev.djamopayouts.config.SenderKey.COLUMNS_AMOUNT;
import static dev.djamopayouts.config.SenderKey.COLUMNS_DESCRIPTION;
import static dev.djamopayouts.config.SenderKey.COLUMNS_MSISDN;
import static dev.djamopayouts.config.SenderKey.COLUMNS_REFERENCE;
import static dev.djamopayouts.config.SenderKey.FIXED_AMOUNT;
import static dev.djamopayouts.config.SenderKey.FIXED_DESCRIPTION;
import static dev.djamopayouts.config.SenderKey.FORM;
import static dev.djamopayouts.config.SenderKey.INBOX;
import static dev.djamopayouts.config.SenderKey.LIMITS_AMOUNT_MAX;
import static dev.djamopayouts.config.SenderKey.LIMITS_AMOUNT_MIN;
import static dev.djamopayouts.config.SenderKey.LIMITS_AMOUNT_TOTAL;
import static dev.djamopayouts.config.SenderKey.LIMITS_ROWS;
import static dev.djamopayouts.config.SenderKey.OUTBOX;
import static dev.djamopayouts.config.SenderKey.PGP_KEYS;
import static dev.djamopayouts.config.SenderKey.PGP_REQUIRED;
import static dev.djamopayouts.config.SenderKey.SHEET;
import static dev.djamopayouts.config.SenderKey.TRAILER;
import static dev.djamopayouts.config.SenderKey.TRAILER_AMOUNT;
import static dev.djamopayouts.config.SenderKey.TRAILER_COUNT;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a sender of a profile: fills in what the common settings say, and checks its values in view of each other and of them. */
final class SenderReader {

    private static final List<SenderKey> COLUMNS = List.of(COLUMNS_REFERENCE, COLUMNS_MSISDN, COLUMNS_AMOUNT, COLUMNS_DESCRIPTION);

    private final SenderProfile profile;
    private final SenderLogin login;

    SenderReader(SenderProfile profile, SenderLogin login) {
        this.profile = profile;
        this.login = login;
    }

    /** The sender; nothing where it has no inbox that could be read. Whatever is wrong is among the problems. */
    Optional<Sender> read() {
        Sender.Writing writing = writing();
        Sender.Limits limits = limits();
        Optional<Sender.Pgp> pgp = pgp();
        return places().map(places -> new Sender(profile.name(), places, writing, limits,
                profile.text(SenderKey.DUPLICATES_SUSPICIOUS, Setting.DUPLICATES_SUSPICIOUS),
                profile.whole(SenderKey.DUPLICATES_WINDOW_HOURS, Setting.DUPLICATES_WINDOW_HOURS),
                profile.text(SenderKey.ON_INVALID_ROW, Setting.PAYOUTS_ON_INVALID_ROW), pgp,
                profile.text(SenderKey.LANGUAGE, Setting.ANSWERS_LANGUAGE)));
    }

    private Optional<Sender.Places> places() {
        profile.require(INBOX, "say where the sender's files come in: a folder, or sftp://host:port/path/to/inbox");
        Optional<String> inbox = profile.text(INBOX);
        if (inbox.isEmpty()) {
            return Optional.empty();
        }
        if (inbox.get().startsWith("sftp:")) {
            return login.server(inbox.get());
        }
        login.mustBeAbsent();
        Path folder = Path.of(inbox.get());
        Optional<Path> outbox = profile.isGiven(OUTBOX) ? profile.folder(OUTBOX) : Optional.of(folder.resolveSibling("outbox"));
        Optional<Path> archive = profile.isGiven(ARCHIVE) ? profile.folder(ARCHIVE) : profile.commonPath(Setting.PAYOUTS_ARCHIVE);
        return outbox.flatMap(out -> archive.map(kept -> new Sender.Folders(folder, out, kept)));
    }

    private Sender.Writing writing() {
        Optional<String> form = profile.text(FORM);
        form.ifPresent(this::mustSuit);
        Map<String, String> columns = new LinkedHashMap<>();
        Map<String, SenderKey> taken = new HashMap<>();
        for (SenderKey key : COLUMNS) {
            profile.text(key).ifPresent(name -> {
                columns.put(column(key), name);
                SenderKey first = taken.putIfAbsent(compared(name), key);
                if (first != null) {
                    profile.refuse(key, "is the name of " + first.key() + " already; one column cannot mean both");
                }
            });
        }
        Map<String, String> fixed = new LinkedHashMap<>();
        for (SenderKey key : List.of(FIXED_AMOUNT, FIXED_DESCRIPTION)) {
            profile.text(key).ifPresent(value -> fixed.put(column(key), value));
            if (profile.isGiven(key) && columns.containsKey(column(key))) {
                profile.refuse(key, "stands beside columns." + column(key) + "; a column is either read or fixed, remove one of the two");
            }
        }
        return new Sender.Writing(form, profile.text(CHARSET).orElse("UTF-8"), profile.text(SHEET), columns, fixed,
                profile.text(SenderKey.REGION, Setting.PAYOUTS_MSISDN_DEFAULT_REGION), trailer(), profile.text(TRAILER_COUNT), profile.text(TRAILER_AMOUNT),
                profile.text(SenderKey.TOTALS, Setting.PAYOUTS_TOTALS).equals("required"));
    }

    private Optional<String> trailer() {
        Optional<String> trailer = profile.text(TRAILER);
        if (trailer.filter(text -> text.codePoints().noneMatch(Character::isLetterOrDigit)).isPresent()) {
            profile.refuse(TRAILER, "is told from a payout by its letters and digits; write at least one, like TOTAL");
        }
        for (SenderKey place : List.of(TRAILER_COUNT, TRAILER_AMOUNT)) {
            if (profile.isGiven(place) && !profile.isGiven(TRAILER)) {
                profile.refuse(place, "says where the row of totals has something, and no such row is agreed; add trailer, or remove the line");
            }
        }
        return trailer;
    }

    /** A key that means nothing for the form shows that somebody meant something else. */
    private void mustSuit(String form) {
        boolean csv = form.equals("csv");
        boolean sheet = form.equals("xlsx");
        if (!sheet) {
            mustBeAbsent(SHEET, form, "no sheets");
        }
        if (!csv) {
            profile.text(CHARSET).filter(charset -> !charset.equals("UTF-8")).ifPresent(charset ->
                    profile.refuse(CHARSET, "does not suit form = " + form + ", which is never in another charset than its own; remove the line"));
        }
        if (!csv && !sheet) {
            mustBeAbsent(TRAILER, form, "no row of totals");
        }
        if (form.equals("pain.001")) {
            COLUMNS.forEach(key -> mustBeAbsent(key, form, "no columns"));
        }
    }

    private void mustBeAbsent(SenderKey key, String form, String lacks) {
        if (profile.isGiven(key)) {
            profile.refuse(key, "does not suit form = " + form + ", which has " + lacks + "; remove one of the two");
        }
    }

    private static String column(SenderKey key) {
        return key.key().substring(key.key().indexOf('.') + 1);
    }

    /** As names of columns are compared: without case, accents, and what is no letter or digit. */
    private static String compared(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]", "");
        return plain.isEmpty() ? name : plain;
    }

    private Sender.Limits limits() {
        mustNarrow(LIMITS_ROWS, Setting.PAYOUTS_FILE_MAX_ROWS, true);
        mustNarrow(LIMITS_AMOUNT_MIN, Setting.PAYOUTS_AMOUNT_MIN, false);
        mustNarrow(LIMITS_AMOUNT_MAX, Setting.PAYOUTS_AMOUNT_MAX, true);
        Sender.Limits limits = new Sender.Limits(profile.whole(LIMITS_ROWS, Setting.PAYOUTS_FILE_MAX_ROWS),
                profile.whole(LIMITS_AMOUNT_MIN, Setting.PAYOUTS_AMOUNT_MIN), profile.whole(LIMITS_AMOUNT_MAX, Setting.PAYOUTS_AMOUNT_MAX),
                profile.whole(LIMITS_AMOUNT_TOTAL));
        boolean known = profile.common(Setting.PAYOUTS_AMOUNT_MAX).isPresent();
        if (known && limits.amountMin() > limits.amountMax()) {
            profile.refuse(profile.isGiven(LIMITS_AMOUNT_MIN) ? LIMITS_AMOUNT_MIN : LIMITS_AMOUNT_MAX, "leaves no amount that could be paid: the"
                    + " smallest is " + limits.amountMin() + " XOF, the largest " + limits.amountMax() + " XOF");
        }
        limits.amountTotal().ifPresent(total -> {
            if (total < limits.amountMin()) {
                profile.refuse(LIMITS_AMOUNT_TOTAL, "is less than one payout of " + limits.amountMin() + " XOF; no file could be paid");
            }
        });
        profile.whole(FIXED_AMOUNT).ifPresent(amount -> {
            if (known && (amount < limits.amountMin() || amount > limits.amountMax())) {
                profile.refuse(FIXED_AMOUNT, "must be an amount that may be paid, " + limits.amountMin() + " to " + limits.amountMax() + " XOF");
            }
        });
        return limits;
    }

    private void mustNarrow(SenderKey key, Setting common, boolean atMost) {
        profile.common(common).ifPresent(bound -> profile.whole(key).ifPresent(value -> {
            if (atMost ? value > bound : value < bound) {
                profile.refuse(key, "is wider than " + common.key() + " (" + bound + "), and a profile can only narrow it; write "
                        + bound + " or " + (atMost ? "less" : "more") + ", or change " + common.key());
            }
        }));
    }

    private Optional<Sender.Pgp> pgp() {
        if (!profile.isGiven(PGP_KEYS)) {
            if (profile.isGiven(PGP_REQUIRED)) {
                profile.require(PGP_KEYS, "pgp.required needs the files with the sender's public keys");
            }
            return Optional.empty();
        }
        if (profile.commonPath(Setting.PGP_SECRET_KEY_FILE).isEmpty()) {
            profile.refuse(PGP_KEYS, "is of no use without a key of ours, to which the sender encrypts; set pgp.secret-key-file (operating.md"
                    + " says how to make one), or remove pgp from the profile");
        }
        List<Path> keys = profile.publicKeys(PGP_KEYS);
        // Who agrees on keys means them: that a plain file may come beside must be said.
        return Optional.of(new Sender.Pgp(keys, profile.text(PGP_REQUIRED).filter("false"::equals).isEmpty()));
    }
}
