package dev.djamopayouts.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossChecksTest {

    @TempDir
    Path folder;

    @Test
    void runNeedsTheApiAndItsTokenAndOtherCommandsDoNot() throws Exception {
        assertThat(refusal(Purpose.RUN, Map.of()))
                .contains("2 problems", "djamo.base-url (not set)", "https://api-civ.djamo.com",
                        "djamo.access-token (not set)", "DJAMO_ACCESS_TOKEN_FILE");
        assertThat(load(Purpose.LOOK, Map.of())).isNotNull();
    }

    @Test
    void aBaseUrlThatIsWrongIsNotAlsoCalledMissing() {
        assertThat(refusal(Purpose.RUN, Map.of("djamo.base-url", "api", "djamo.access-token", "at_1")))
                .contains("1 problem ", "must be a URI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api-civ.djamo.com", "https://api.test:8443/root/", "http://localhost:8080",
        "http://127.0.0.1:9", "http://[::1]:9"})
    void aBaseUrlIsHttpsOrLoopback(String url) throws Exception {
        assertThat(load(Purpose.LOOK, Map.of("djamo.base-url", url)).text(Setting.DJAMO_BASE_URL))
                .isEqualTo(url.replaceFirst("/$", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api-civ.djamo.com", "http://127.0.0.1.evil.test", "http://localhost.evil.test",
        "ftp://127.0.0.1", "http://10.0.0.1", "HTTP://example.test"})
    void aBaseUrlInTheOpenIsRefused(String url) {
        assertThat(refusal("djamo.base-url", url)).contains("djamo.base-url = " + url, "use https");
    }

    @Test
    void openPgpNeedsOurKeyAndThoseThatAreTrusted() throws Exception {
        String file = Files.createFile(folder.resolve("keys.asc")).toString();
        assertThat(refusal("pgp.secret-key-file", file)).contains("pgp.signers-file (not set)", "whose signature is trusted");
        assertThat(refusal("pgp.signers-file", file)).contains("pgp.secret-key-file (not set)");
        assertThat(refusal("pgp.required", "true")).contains("pgp.secret-key-file (not set)", "make one");
        assertThat(refusal(Purpose.LOOK, Map.of("pgp.secret-key-file", file + "x", "pgp.signers-file", file))).contains("no such file");
        assertThat(load(Purpose.LOOK, Map.of("pgp.secret-key-file", file, "pgp.signers-file", file))).isNotNull();
    }

    @Test
    void aBaseUrlHasNoQueryNoFragmentNoUserAndShowsNoneOfThem() {
        assertThat(refusal("djamo.base-url", "https://api.test/v1?token=hush")).contains("drop what begins with ? or #")
                .doesNotContain("hush");
        assertThat(refusal("djamo.base-url", "https://api.test/#top")).contains("drop what begins with ? or #");
        assertThat(refusal("djamo.base-url", "https://ann:hush@api.test")).contains("holds a user")
                .doesNotContain("hush");
        assertThat(refusal("djamo.base-url", "https:///v1")).contains("must name a host");
        assertThat(refusal("djamo.base-url", "https://api test")).contains("must read https://host");
    }

    @Test
    void theSmallestAmountIsNotAboveTheLargest() {
        assertThat(refusal("payouts.amount.min", "600000")).contains("must not be above payouts.amount.max (500000)");
    }

    @Test
    void theFirstLookIsNotLaterThanTheLongestWait() {
        assertThat(refusal("track.first-delay-ms", "900001")).contains("must not be above track.max-delay-ms (900000)");
    }

    @Test
    void theFoldersAreApart() {
        assertThat(refusal("payouts.outbox", "<payouts.inbox>"))
                .contains("payouts.outbox = <payouts.inbox>", "must be neither payouts.inbox");
        assertThat(refusal("payouts.archive", "<payouts.inbox>/done")).contains("nor inside it nor around it");
        assertThat(refusal("payouts.archive", "<payouts.data>")).contains("payouts.archive", "payouts.inbox");
        assertThat(refusal("payouts.archive", "<payouts.inbox>/../outbox")).contains("must be neither payouts.outbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payouts.inbox", "payouts.outbox", "payouts.archive"})
    void noFolderOfFilesIsTheLedgersFolderNorAroundIt(String key) {
        assertThat(refusal(key, "<payouts.data>")).contains(key + " = <payouts.data> (--set)", "ledger.url",
                folder.resolve("ledger.db") + ")", "give each a folder of its own");
        assertThat(refusal(key, folder.getParent().toString())).contains(key + " = " + folder.getParent(), "ledger.url");
        assertThat(refusal(key, "<payouts.data>/ledger.db")).contains(key + " = <payouts.data>/ledger.db", "ledger.url");
        Path elsewhere = folder.resolveSibling("elsewhere");
        assertThat(refusal(Purpose.LOOK, Map.of(key, elsewhere.toString(), "ledger.url",
                "jdbc:sqlite:" + elsewhere + "/deep/x/../ledger.db"))).contains("1 problem ", key + " = " + elsewhere);
    }

    @ParameterizedTest
    @ValueSource(strings = {"payouts.inbox", "payouts.outbox", "payouts.archive"})
    void noFolderOfFilesIsTheSpoolNorInsideItNorAroundIt(String key) {
        String ledgerElsewhere = "jdbc:sqlite:" + folder.resolveSibling("elsewhere") + "/ledger.db";
        for (String value : List.of("<payouts.data>/spool", "<payouts.data>/spool/in", "<payouts.data>/in/../spool",
                "<payouts.data>")) {
            assertThat(refusal(Purpose.LOOK, Map.of(key, value, "ledger.url", ledgerElsewhere)))
                    .contains(key + " = " + value, folder.resolve("spool") + ")", "give each a folder of its own");
        }
    }

    @Test
    void aFolderThatTheProcessNeedsForItselfIsToldTogetherWithAllElse() {
        assertThat(refusal(Purpose.RUN, Map.of("payouts.inbox", "<payouts.data>/spool", "payouts.batch.size", "1001")))
                .contains("4 problems", "payouts.inbox = <payouts.data>/spool", "payouts.batch.size", "djamo.base-url");
    }

    @Test
    void theFoldersMayLieBesideTheLedger() throws Exception {
        assertThat(load(Purpose.LOOK, Map.of("payouts.inbox", "<payouts.data>/in", "payouts.archive", "<payouts.data>/spooled",
                "ledger.url", "jdbc:sqlite:<payouts.data>/books/ledger.db"))).isNotNull();
        assertThat(load(Purpose.LOOK, Map.of("ledger.url", "jdbc:sqlite:relative.db"))).isNotNull();
    }

    @Test
    void theLedgersUrlEndsAtItsFileSoThatItsLockHasOneName() {
        assertThat(refusal("ledger.url", "jdbc:sqlite:<payouts.data>/ledger.db?cache=hush"))
                .contains("1 problem ", "ledger.url = ", "drop what begins with ?").doesNotContain("hush");
        assertThat(refusal("ledger.url", "jdbc:sqlite:file:ledger.db")).contains("must name a file");
        assertThat(refusal("ledger.url", "jdbc:sqlite:ledger\0.db")).contains("must name a file");
    }

    @Test
    void anAnswerIsGivenUpLongBeforeTheLeaseRunsOut() throws Exception {
        assertThat(refusal("payouts.lease-ms", "60000")).contains("djamo.response-timeout-ms = 30000 (default)",
                "less than half of payouts.lease-ms (60000)");
        assertThat(load(Purpose.LOOK, Map.of("payouts.lease-ms", "60001"))).isNotNull();
        assertThat(refusal(Purpose.LOOK, Map.of("payouts.lease-ms", "60001", "djamo.connect-timeout-ms", "15001")))
                .contains("djamo.connect-timeout-ms = 15001", "no row is ever sent");
    }

    @Test
    void aLedgerIsAFileOrADatabaseAndItsUrlHoldsNoSecret() throws Exception {
        assertThat(refusal("ledger.url", "jdbc:sqlite::memory:")).contains("must name a file or a database");
        assertThat(refusal("ledger.url", "jdbc:mysql://db")).contains("must name a file or a database");
        assertThat(refusal("ledger.url", "jdbc:postgresql:payouts")).contains("jdbc:postgresql://HOST:5432/DATABASE");
        assertThat(refusal("ledger.url", "jdbc:postgresql://db/x?password=hush"))
                .contains("LEDGER_PASSWORD in the environment").doesNotContain("hush");
        assertThat(refusal("ledger.url", "jdbc:postgresql://me:hush@db/x")).contains("ledger.username").doesNotContain("hush");
        assertThat(load(Purpose.LOOK, Map.of("ledger.url", "jdbc:postgresql://db:5433/payouts?sslmode=verify-full"))).isNotNull();
    }

    @Test
    void aRemoteInboxNeedsAUserAWayInAndKnownHosts() {
        assertThat(refusal("sftp.uri", "sftp://bank.test/in"))
                .contains("3 problems", "sftp.username (not set)", "sftp.password (not set)",
                        "sftp.known-hosts-file (not set)", "ssh-keyscan");
    }

    @Test
    void onATestBenchKnownHostsMayBeLeftOut() throws Exception {
        assertThat(load(Purpose.LOOK, Map.of("sftp.uri", "sftp://bank.test/in", "sftp.username", "ann",
                "sftp.password", "hush", "sftp.strict-host-key", "false"))).isNotNull();
    }

    @Test
    void aPasswordAndAPrivateKeyTogetherAreRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "x");
        assertThat(refusal(Purpose.LOOK, Map.of("sftp.uri", "sftp://bank.test/in", "sftp.username", "ann",
                "sftp.password", "hush", "sftp.private-key-file", file.toString(),
                "sftp.known-hosts-file", file.toString())))
                .contains("1 problem ", "stands beside a password").doesNotContain("hush");
    }

    @Test
    void keyAndKnownHostsFilesMustExist() {
        Path none = folder.resolve("none");
        assertThat(refusal(Purpose.LOOK, Map.of("sftp.uri", "sftp://bank.test/in", "sftp.username", "ann",
                "sftp.private-key-file", none.toString(), "sftp.known-hosts-file", folder.toString())))
                .contains("2 problems", "no such file, or it may not be read: " + none,
                        "no such file, or it may not be read: " + folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sftp://bank.test", "sftp://bank.test/", "sftp:///in", "ftp://bank.test/in",
        "sftp://bank.test/in?password=hush", "sftp://ann:hush@bank.test/in", "sftp://bank.test//srv/in",
        "sftp://bank.test/a/../b", "sftp://bank.test/a%20b", "sftp://bank.test/{{x}}", "sftp:in", "sftp://b:x/in"})
    void aRemoteInboxIsWrittenPlainly(String uri) {
        assertThat(refusal(Purpose.LOOK, Map.of("sftp.uri", uri, "sftp.username", "ann", "sftp.password", "p",
                "sftp.strict-host-key", "false"))).contains("1 problem ", "sftp.uri = ").doesNotContain("hush");
    }

    private String refusal(String key, String value) {
        return refusal(Purpose.LOOK, Map.of(key, value));
    }

    private String refusal(Purpose purpose, Map<String, String> overrides) {
        return catchThrowableOfType(SettingsRefused.class, () -> load(purpose, overrides)).getMessage();
    }

    private Settings load(Purpose purpose, Map<String, String> overrides) throws SettingsRefused {
        Map<String, String> all = new HashMap<>(Map.of("payouts.data", folder.toString()));
        all.putAll(overrides);
        return Settings.load(purpose, folder.resolve("absent.properties"), Map.of(), all);
    }
}
