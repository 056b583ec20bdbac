package dev.djamopayouts.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the process keeps what is nobody's payout file and nobody's answer. An inbox there would pick up the ledger.
 *
 * @param ledger the file of the ledger; null where ledger.url names none
 * @param spool  the folder for files under way; null where payouts.data has a problem of its own
 */
record OwnPlaces(Path ledger, Path spool) {

    /**
     * The URL of a ledger. It has no options, be it after a question mark or as {@code file:}: the lock file bears the
     * name of what stands here, and two writings of one ledger would be two locks.
     */
    private static final Pattern LEDGER = Pattern.compile("jdbc:sqlite:(?!file:)([^:?\\p{Cntrl}][^?\\p{Cntrl}]*)");

    static boolean isLedger(String url) {
        return LEDGER.matcher(url).matches();
    }

    static OwnPlaces of(Map<Setting, String> values) {
        Matcher url = LEDGER.matcher(values.getOrDefault(Setting.LEDGER_URL, ""));
        String data = values.get(Setting.PAYOUTS_DATA);
        return new OwnPlaces(url.matches() ? Path.of(url.group(1)).toAbsolutePath().normalize() : null,
                data == null ? null : Path.of(data, "spool"));
    }

    /** Why a folder that others put files in or take files from cannot be this one. */
    Optional<String> objection(Path folder) {
        if (ledger != null && ledger.startsWith(folder)) {
            return Optional.of("must not hold the file of ledger.url (" + ledger + "), nor be around its folder:"
                    + " the ledger would be taken for a payout file or an answer; give each a folder of its own");
        }
        if (spool != null && (spool.startsWith(folder) || folder.startsWith(spool))) {
            return Optional.of("must be neither the folder for files under way (" + spool + ") nor inside it nor"
                    + " around it: it is emptied at every start; give each a folder of its own");
        }
        return Optional.empty();
    }
}
