package dev.djamopayouts.config;

import static dev.djamopayouts.config.Setting.CAMEL_MANAGEMENT_PORT;
import static dev.djamopayouts.config.Setting.DJAMO_ACCESS_TOKEN;
import static dev.djamopayouts.config.Setting.DJAMO_BASE_URL;
import static dev.djamopayouts.config.Setting.DJAMO_CONNECT_TIMEOUT_MS;
import static dev.djamopayouts.config.Setting.DJAMO_RESPONSE_TIMEOUT_MS;
import static dev.djamopayouts.config.Setting.DJAMO_SECRET_KEY;
import static dev.djamopayouts.config.Setting.HTTP_PORT;
import static dev.djamopayouts.config.Setting.LEDGER_URL;
import static dev.djamopayouts.config.Setting.PAYOUTS_AMOUNT_MAX;
import static dev.djamopayouts.config.Setting.PAYOUTS_AMOUNT_MIN;
import static dev.djamopayouts.config.Setting.PAYOUTS_ARCHIVE;
import static dev.djamopayouts.config.Setting.PAYOUTS_INBOX;
import static dev.djamopayouts.config.Setting.PAYOUTS_LEASE_MS;
import static dev.djamopayouts.config.Setting.PAYOUTS_OUTBOX;
import static dev.djamopayouts.config.Setting.PGP_PASSPHRASE;
import static dev.djamopayouts.config.Setting.PGP_REQUIRED;
import static dev.djamopayouts.config.Setting.PGP_SECRET_KEY_FILE;
import static dev.djamopayouts.config.Setting.PGP_SIGNERS_FILE;
import static dev.djamopayouts.config.Setting.SFTP_KNOWN_HOSTS_FILE;
import static dev.djamopayouts.config.Setting.SFTP_PASSWORD;
import static dev.djamopayouts.config.Setting.SFTP_PRIVATE_KEY_FILE;
import static dev.djamopayouts.config.Setting.SFTP_STRICT_HOST_KEY;
import static dev.djamopayouts.config.Setting.SFTP_URI;
import static dev.djamopayouts.config.Setting.SFTP_USERNAME;
import static dev.djamopayouts.config.Setting.TRACK_FIRST_DELAY_MS;
import static dev.djamopayouts.config.Setting.TRACK_MAX_DELAY_MS;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a value must be in view of the others and of the machine; a value with a problem of its own is passed over. */
final class CrossChecks {

    private static final Pattern POSTGRESQL = Pattern.compile("jdbc:postgresql://[^/?\\p{Cntrl}]+/[^/?\\p{Cntrl}]+(\\?\\P{Cntrl}*)?");
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)//[^/]*@|[?&](user|password|sslpassword)=");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private final Map<Setting, String> values;
    private final Map<String, Given> given;
    private final List<Problem> problems;

    private CrossChecks(Map<Setting, String> values, Map<String, Given> given, List<Problem> problems) {
        this.values = values;
        this.given = given;
        this.problems = problems;
    }

    static void run(Purpose purpose, Map<Setting, String> values, Map<String, Given> given, List<Problem> problems) {
        CrossChecks checks = new CrossChecks(values, given, problems);
        if (purpose != Purpose.LOOK) {
            String who = purpose == Purpose.RUN ? "run" : "asking Djamo";
            checks.require(DJAMO_BASE_URL, who + " needs the root of the Djamo API, for instance https://api-civ.djamo.com"
                    + "; the embedded sandbox belongs to the demo and sandbox commands");
            checks.require(DJAMO_ACCESS_TOKEN, who + " needs the token; give it in the environment as DJAMO_ACCESS_TOKEN,"
                    + " or name a mounted file that holds it: DJAMO_ACCESS_TOKEN_FILE");
        }
        checks.value(DJAMO_BASE_URL).ifPresent(checks::baseUrl);
        checks.value(LEDGER_URL).ifPresent(checks::ledger);
        checks.atMost(PAYOUTS_AMOUNT_MIN, PAYOUTS_AMOUNT_MAX);
        checks.atMost(TRACK_FIRST_DELAY_MS, TRACK_MAX_DELAY_MS);
        checks.responseWithinLease();
        checks.portsApart();
        checks.apart(PAYOUTS_INBOX, PAYOUTS_OUTBOX);
        checks.apart(PAYOUTS_INBOX, PAYOUTS_ARCHIVE);
        checks.apart(PAYOUTS_OUTBOX, PAYOUTS_ARCHIVE);
        OwnPlaces own = OwnPlaces.of(values);
        for (Setting folder : List.of(PAYOUTS_INBOX, PAYOUTS_OUTBOX, PAYOUTS_ARCHIVE)) {
            checks.value(folder).map(Path::of).flatMap(own::objection).ifPresent(why -> checks.refuse(folder, why));
        }
        checks.value(SFTP_URI).ifPresent(checks::sftp);
        checks.readable(SFTP_PRIVATE_KEY_FILE);
        checks.readable(SFTP_KNOWN_HOSTS_FILE);
        checks.pgp();
    }

    private void baseUrl(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            refuse(DJAMO_BASE_URL, "must read https://host: " + e.getReason());
            return;
        }
        boolean loopback = url.getHost() != null && LOOPBACK.matcher(url.getHost()).matches();
        if (url.getHost() == null) {
            refuse(DJAMO_BASE_URL, "must name a host: https://host");
        } else if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && loopback)) {
            refuse(DJAMO_BASE_URL, "the token would travel in the open; use https (http is for 127.0.0.1 only)");
        }
        if (url.getRawUserInfo() != null) {
            refuse(DJAMO_BASE_URL, "holds a user; the token is given as djamo.access-token");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            refuse(DJAMO_BASE_URL, "ends at the path; drop what begins with ? or #");
        }
    }

    private void ledger(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            postgresql(url);
        } else if (url.matches("(?s)jdbc:sqlite:[^:?].*\\?.*")) {
            refuse(LEDGER_URL, "ends at the name of the file; drop what begins with ?, or its lock has another name");
        } else if (!OwnPlaces.isLedger(url)) {
            refuse(LEDGER_URL, "must name a file or a database: jdbc:sqlite:<payouts.data>/ledger.db or jdbc:postgresql://HOST/DATABASE");
        }
    }

    private void postgresql(String url) {
        if (!POSTGRESQL.matcher(url).matches()) {
            refuse(LEDGER_URL, "must name a host and a database: jdbc:postgresql://HOST:5432/DATABASE");
        } else if (CREDENTIALS.matcher(url).find()) {
            refuse(LEDGER_URL, "holds a user or a password; they are given as ledger.username and LEDGER_PASSWORD in the environment");
        }
    }

    private void sftp(String uri) {
        try {
            SftpAddress.parse(uri);
        } catch (IllegalArgumentException e) {
            refuse(SFTP_URI, e.getMessage());
        }
        require(SFTP_USERNAME, "sftp.uri needs the user to log in as");
        if (isSet(SFTP_PASSWORD) && isSet(SFTP_PRIVATE_KEY_FILE)) {
            refuse(SFTP_PRIVATE_KEY_FILE, "stands beside a password; keep one of the two");
        } else if (!isSet(SFTP_PRIVATE_KEY_FILE)) {
            require(SFTP_PASSWORD, "sftp.uri needs SFTP_PASSWORD in the environment, or sftp.private-key-file");
        }
        if (value(SFTP_STRICT_HOST_KEY).filter("true"::equals).isPresent()) {
            require(SFTP_KNOWN_HOSTS_FILE, "name the file of trusted host keys (ssh-keyscan -p PORT HOST writes one)");
        }
    }

    private void pgp() {
        readable(PGP_SECRET_KEY_FILE);
        readable(PGP_SIGNERS_FILE);
        if (value(PGP_REQUIRED).filter("true"::equals).isPresent()) {
            require(PGP_SIGNERS_FILE, "pgp.required needs the public keys of those whose signature is trusted, or no file could be read");
        }
        if (isSet(PGP_SIGNERS_FILE) || isSet(PGP_PASSPHRASE) || value(PGP_REQUIRED).filter("true"::equals).isPresent()) {
            require(PGP_SECRET_KEY_FILE, "nothing is decrypted without our own key; make one (operating.md says how), or leave out the"
                    + " other pgp settings");
        }
    }

    /** Without anybody to trust, a key of ours opens nothing. */
    static void signers(Map<Setting, String> values, Map<String, Given> given, List<Sender> senders, List<Problem> problems) {
        CrossChecks checks = new CrossChecks(values, given, problems);
        if (checks.isSet(PGP_SECRET_KEY_FILE) && senders.stream().allMatch(sender -> sender.pgp().isEmpty())
                && problems.stream().noneMatch(it -> it.key().equals(PGP_SIGNERS_FILE.key()))) {
            checks.require(PGP_SIGNERS_FILE, "pgp.secret-key-file needs the public keys of those whose signature is trusted: here, or as"
                    + " pgp.keys of a sender's profile");
        }
    }

    private void responseWithinLease() {
        if (number(DJAMO_RESPONSE_TIMEOUT_MS) >= number(PAYOUTS_LEASE_MS) / 2) {
            refuse(DJAMO_RESPONSE_TIMEOUT_MS, "must be less than half of payouts.lease-ms ("
                    + values.get(PAYOUTS_LEASE_MS) + "), or a row is looked up while its call is still open");
        } else if (number(DJAMO_CONNECT_TIMEOUT_MS) + number(DJAMO_RESPONSE_TIMEOUT_MS) > number(PAYOUTS_LEASE_MS) * 3 / 4) {
            refuse(DJAMO_CONNECT_TIMEOUT_MS, "must, with djamo.response-timeout-ms, leave a quarter of payouts.lease-ms ("
                    + values.get(PAYOUTS_LEASE_MS) + "), or no row is ever sent: its call could outlive its lease");
        }
    }

    /** Without a secret key nothing listens on the other port; and Camel cannot tell two servers apart that are to find a port themselves. */
    private void portsApart() {
        if (isSet(DJAMO_SECRET_KEY) && number(HTTP_PORT) == number(CAMEL_MANAGEMENT_PORT)) {
            refuse(HTTP_PORT, "must be another one than camel.management.port, since webhooks are on (djamo.secret-key is set)");
        }
    }

    private void apart(Setting one, Setting other) {
        if (!values.containsKey(one) || !values.containsKey(other)) {
            return;
        }
        Path first = Path.of(values.get(one));
        Path second = Path.of(values.get(other));
        if (first.startsWith(second) || second.startsWith(first)) {
            refuse(other, "must be neither " + one.key() + " (" + first + ") nor inside it nor around it");
        }
    }

    private void atMost(Setting less, Setting more) {
        if (number(less) > number(more)) {
            refuse(less, "must not be above " + more.key() + " (" + values.get(more) + ")");
        }
    }

    private void readable(Setting file) {
        value(file).map(Path::of).filter(path -> !Files.isRegularFile(path) || !Files.isReadable(path))
                .ifPresent(path -> refuse(file, "no such file, or it may not be read: " + path));
    }

    private void require(Setting setting, String remedy) {
        if (!isSet(setting)) {
            problems.add(Problem.missing(setting, remedy));
        }
    }

    private void refuse(Setting setting, String remedy) {
        problems.add(Problem.of(setting, Values.origin(setting, given), remedy));
    }

    /** Given somehow, be it wrongly: what is wrong with it was said before. */
    private boolean isSet(Setting setting) {
        return values.containsKey(setting) || given.containsKey(setting.key())
                || setting.fileKey().filter(given::containsKey).isPresent()
                || problems.stream().anyMatch(it -> it.key().equals(setting.key()));
    }

    private Optional<String> value(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** NaN where there is none: it is neither above nor below anything. */
    private double number(Setting setting) {
        return values.containsKey(setting) ? Long.parseLong(values.get(setting)) : Double.NaN;
    }
}
