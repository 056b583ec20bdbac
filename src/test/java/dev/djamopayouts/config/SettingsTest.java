package dev.djamopayouts.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void anAbsentFileLeavesEveryDefaultInPlace() throws Exception {
        Settings settings = load("");

        assertThat(settings.whole(Setting.PAYOUTS_CONCURRENCY)).isEqualTo(32);
        assertThat(settings.flag(Setting.SFTP_STRICT_HOST_KEY)).isTrue();
        assertThat(settings.optional(Setting.DJAMO_BASE_URL)).isEmpty();
        assertThat(settings.optionalWhole(Setting.PAYOUTS_RATE_LIMIT)).isEmpty();
        assertThat(settings.path(Setting.PAYOUTS_INBOX)).isEqualTo(Path.of("data/inbox").toAbsolutePath());
    }

    @Test
    void aDefaultFollowsTheFolderItRefersTo() throws Exception {
        Settings settings = load("", "payouts.data", folder.toString());

        assertThat(settings.path(Setting.PAYOUTS_OUTBOX)).isEqualTo(folder.resolve("outbox"));
        assertThat(settings.text(Setting.LEDGER_URL)).isEqualTo("jdbc:sqlite:" + folder + "/ledger.db");
        assertThat(settings.text(Setting.OUTCOME_SUCCESS_URI)).isEqualTo("lines:" + folder + "/outbox/success");
    }

    @Test
    void aReferenceMayBeWrittenByTheOperatorToo() throws Exception {
        Settings settings = load("payouts.archive=<payouts.outbox>-kept\n", "payouts.data", folder.toString());

        assertThat(settings.path(Setting.PAYOUTS_ARCHIVE)).isEqualTo(folder.resolve("outbox-kept"));
    }

    @Test
    void theCommandLineIsStrongerThanTheEnvironmentAndThatThanTheProfileAndThatThanTheFile() throws Exception {
        write("application-prod.properties", "poll.interval-ms=200\nhttp.port=2000\npayouts.concurrency=20\n");
        Path file = write("application.properties",
                "camel.main.profile=prod\npoll.interval-ms=100\nhttp.port=1000\npayouts.concurrency=10\ncheck.valid-minutes=1\n");
        Settings settings = Settings.load(file, Map.of("HTTP_PORT", "3000", "PAYOUTS_CONCURRENCY", "30"),
                Map.of("payouts.concurrency", "40"));

        assertThat(settings.whole(Setting.CHECK_VALID_MINUTES)).isEqualTo(1);
        assertThat(settings.whole(Setting.POLL_INTERVAL_MS)).isEqualTo(200);
        assertThat(settings.whole(Setting.HTTP_PORT)).isEqualTo(3000);
        assertThat(settings.whole(Setting.PAYOUTS_CONCURRENCY)).isEqualTo(40);
    }

    @Test
    void theEnvironmentMayChooseTheProfile() throws Exception {
        write("application-night.properties", "poll.interval-ms=60000\n");
        Settings settings = Settings.load(folder.resolve("application.properties"),
                Map.of("CAMEL_MAIN_PROFILE", "night"), Map.of());

        assertThat(settings.whole(Setting.POLL_INTERVAL_MS)).isEqualTo(60_000);
        assertThat(settings.forCamel()).containsEntry("camel.main.profile", "night");
    }

    @Test
    void aProfileWithoutAFileIsRefused() {
        assertThat(refusal("", "camel.main.profile", "prd"))
                .contains("camel.main.profile = prd", "has no file " + folder.resolve("application-prd.properties"));
        assertThat(refusal("", "camel.main.profile", "../x")).contains("letters, digits, - and _ only");
    }

    @Test
    void aBlankValueCountsAsNotGiven() throws Exception {
        Path file = write("application.properties", "payouts.rate-limit=50\nhttp.port=\n");
        Settings settings = Settings.load(file, Map.of("POLL_INTERVAL_MS", " "), Map.of("payouts.rate-limit", ""));

        assertThat(settings.optionalWhole(Setting.PAYOUTS_RATE_LIMIT)).isEmpty();
        assertThat(settings.whole(Setting.HTTP_PORT)).isEqualTo(8080);
        assertThat(settings.whole(Setting.POLL_INTERVAL_MS)).isEqualTo(1000);
    }

    @Test
    void everyProblemIsListedAtOnceWithItsPlaceAndRemedy() {
        String message = refusal("# first line\npoll.interval-ms=10\n\npayouts.inbx=/x\n", "payouts.mode", "bulk");

        assertThat(message).startsWith("Nothing was started: 3 problems with the settings.")
                .contains("poll.interval-ms = 10 (" + folder.resolve("application.properties") + ":2)",
                        "must be a whole number, 50 to 3600000 ms",
                        "payouts.inbx = •••• (" + folder.resolve("application.properties") + ":4)",
                        "is unknown; did you mean payouts.inbox?",
                        "payouts.mode = bulk (--set)", "must be single or batch");
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void aKeyThatIsAlmostASettingIsRefusedUnlessItCouldBeOneOfCamels(Setting setting) {
        assertThat(Keys.isUnknown(setting.key() + "x")).isEqualTo(!setting.key().startsWith("camel."));
    }

    @Test
    void aWrongValueInTheEnvironmentNamesTheVariable() {
        assertThatThrownBy(() -> Settings.load(folder.resolve("none"), Map.of("HTTP_PORT", "70000"), Map.of()))
                .isInstanceOf(SettingsRefused.class)
                .hasMessageContaining("http.port = 70000 (environment HTTP_PORT)")
                .hasMessageContaining("0 to 65535");
    }

    @Test
    void aVariableThatOnlyLooksLikeOursIsIgnored() throws Exception {
        Settings settings = Settings.load(folder.resolve("none"), Map.of("DJAMO_FOO", "1", "SFTP_PORT", "2"), Map.of());

        assertThat(settings.forCamel()).doesNotContainKeys("djamo.foo", "sftp.port");
    }

    @Test
    void aCamelCaseKeyIsUnknownAndItsNameIsSuggested() {
        assertThat(refusal("", "djamo.baseUrl", "https://x")).contains("did you mean djamo.base-url?");
        assertThat(refusal("", "log.nothing-like-it", "1")).contains("config/application.properties lists every key");
    }

    @Test
    void aKeyGivenTwiceInAFileIsRefused() {
        assertThat(refusal("http.port=1\nmy.own=a\nhttp.port=2\nmy.own=b\n"))
                .contains("http.port = ••••", ":3)", "was given on line 1 already", "my.own", "line 2 already");
    }

    @Test
    void linesThatGoOnAndEscapesAreReadAsJavaReadsThem() throws Exception {
        Settings settings = load("\uFEFFmy.own = a\\\n    b\n! comment \\\nmy.caf\\u00e9:d\\u00e9j\u00e0\n");

        assertThat(settings.forCamel()).containsEntry("my.own", "ab").containsEntry("my.café", "déjà");
        assertThat(refusal("my.own=1\n\nmy.bad=\\u00zz\n")).contains("(line 3)", "four hexadecimal digits");
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Path file = folder.resolve("latin.properties");
        Files.write(file, new byte[] {'m', 'y', '=', (byte) 0xE9, '\n'});

        assertThatThrownBy(() -> Settings.load(file, Map.of(), Map.of()))
                .hasMessageContaining(file.toString()).hasMessageContaining("save it as UTF-8");
    }

    @Test
    void aReferenceToNothingIsRefused() {
        assertThat(refusal("", "payouts.inbox", "<payouts.dta>/in")).contains("<payouts.dta> is no setting");
        assertThat(refusal("", "payouts.data", "<payouts.inbox>/in")).contains("<payouts.inbox> is no setting");
    }

    @Test
    void eachTypeOfValueIsChecked() {
        assertThat(refusal("", "sftp.strict-host-key", "yes")).contains("must be true or false");
        assertThat(refusal("", "payouts.concurrency", "many")).contains("must be a whole number, 1 to 1000 calls");
        assertThat(refusal("", "payouts.concurrency", "99999999999999999999")).contains("1 to 1000 calls");
        assertThat(refusal("", "outcome.success.uri", "nowhere")).contains("must be a URI");
        assertThat(refusal("", "payouts.inbox", "/a?b")).contains("rename it");
        assertThat(refusal("", "http.host", "a\u0007b")).contains("http.host = a b", "must be one line of text");
        assertThat(refusal("", "payouts.msisdn.default-region", "FR")).contains("must be CI or SN");
    }

    @Test
    void askingForTheWrongTypeIsAMistakeOfTheProgrammer() throws Exception {
        Settings settings = load("");

        assertThatThrownBy(() -> settings.whole(Setting.PAYOUTS_DATA)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings.text(Setting.DJAMO_BASE_URL)).isInstanceOf(IllegalStateException.class);
    }

    private Settings load(String file, String... overrides) throws Exception {
        return Settings.load(write("application.properties", file), Map.of(), pairs(overrides));
    }

    private String refusal(String file, String... overrides) {
        return catchThrowableOfType(SettingsRefused.class, () -> load(file, overrides)).getMessage();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Map<String, String> pairs(String... pairs) {
        return pairs.length == 0 ? Map.of() : Map.of(pairs[0], pairs[1]);
    }
}
