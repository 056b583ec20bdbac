package dev.djamopayouts.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final String TOKEN = "at_live_0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void aSecretComesFromTheEnvironment() throws Exception {
        assertThat(load("", Map.of("DJAMO_ACCESS_TOKEN", TOKEN)).text(Setting.DJAMO_ACCESS_TOKEN)).isEqualTo(TOKEN);
    }

    @Test
    void aSecretComesFromAMountedFile() throws Exception {
        Path mounted = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Settings settings = load("", Map.of("DJAMO_ACCESS_TOKEN_FILE", mounted.toString()));

        assertThat(settings.text(Setting.DJAMO_ACCESS_TOKEN)).isEqualTo(TOKEN);
        assertThat(settings.forCamel()).containsEntry("djamo.access-token", TOKEN);
    }

    @Test
    void thePathOfAMountedFileMayStandInTheFile() throws Exception {
        Path mounted = Files.writeString(folder.resolve("token"), TOKEN);
        assertThat(load("djamo.access-token-file=" + mounted, Map.of()).text(Setting.DJAMO_ACCESS_TOKEN))
                .isEqualTo(TOKEN);
    }

    @Test
    void aSecretThatCamelWouldTakeForAPlaceholderIsRefusedAndNotShown() {
        assertThat(refusal("", Map.of("SFTP_PASSWORD", "a{{" + TOKEN + "}}"))).contains("sftp.password = ••••", "placeholder")
                .doesNotContain(TOKEN);
    }

    @Test
    void aMountedFileMustHoldOneLine() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path two = Files.writeString(folder.resolve("two"), TOKEN + "\n" + TOKEN);

        assertThat(refusal("", Map.of("SFTP_PASSWORD_FILE", empty.toString())))
                .contains("sftp.password-file = " + empty, "environment SFTP_PASSWORD_FILE", "on one line");
        assertThat(refusal("", Map.of("SFTP_PASSWORD_FILE", two.toString()))).contains("on one line")
                .doesNotContain(TOKEN);
        assertThat(refusal("", Map.of("SFTP_PASSWORD_FILE", folder + "/none"))).contains("NoSuchFileException");
    }

    @Test
    void theStrongerOfASecretAndItsFileWinsAndTwoEquallyStrongAreRefused() throws Exception {
        Path mounted = Files.writeString(folder.resolve("token"), "from-file");
        Map<String, String> both = Map.of("DJAMO_SECRET_KEY", TOKEN, "DJAMO_SECRET_KEY_FILE", mounted.toString());

        assertThat(refusal("", both)).contains("djamo.secret-key = ••••", "is given twice").doesNotContain(TOKEN);
        assertThat(load("djamo.secret-key-file=" + mounted, Map.of("DJAMO_SECRET_KEY", TOKEN))
                .text(Setting.DJAMO_SECRET_KEY)).isEqualTo(TOKEN);
    }

    @Test
    void aSecretInAFileIsRefusedWithTheRemedyAndNotShown() {
        assertThat(refusal("\ndjamo.access-token = " + TOKEN, Map.of()))
                .contains("djamo.access-token = ••••", "application.properties:2)", "DJAMO_ACCESS_TOKEN",
                        "djamo.access-token-file")
                .doesNotContain(TOKEN);
    }

    @Test
    void noMessageShowsATokenUnderAWrongKey() {
        assertThat(refusal("djamo.acces-token=" + TOKEN, Map.of())).contains("did you mean djamo.access-token?")
                .doesNotContain(TOKEN);
        assertThat(refusal("djamo.base-url=" + TOKEN, Map.of())).contains("must be a URI").doesNotContain(TOKEN);
    }

    @Test
    void noSecretShowsInToString() throws Exception {
        Settings settings = load("my.password=hush1\noutcome.success.uri=sftp://ann:hush2@x/y?password=hush3\n",
                Map.of("DJAMO_ACCESS_TOKEN", TOKEN));

        assertThat(settings.toString())
                .contains("djamo.access-token=••••", "my.password=…", "outcome.success.uri=sftp://••••@x/y?••••",
                        "payouts.amount.min=5000")
                .doesNotContain(TOKEN, "hush");
    }

    private Settings load(String text, Map<String, String> environment) throws Exception {
        return Settings.load(Files.writeString(folder.resolve("application.properties"), text), environment, Map.of());
    }

    private String refusal(String text, Map<String, String> environment) {
        return catchThrowableOfType(SettingsRefused.class, () -> load(text, environment)).getMessage();
    }
}
