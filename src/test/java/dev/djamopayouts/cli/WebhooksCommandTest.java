package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.Faults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhooksCommandTest {

    private static final String URL = "http://127.0.0.1:9/webhooks/djamo";

    @TempDir
    Path folder;

    private DjamoSandbox sandbox;

    @BeforeEach
    void starts() {
        sandbox = DjamoSandbox.start();
    }

    @AfterEach
    void stops() {
        sandbox.close();
    }

    private CommandRun webhooks(String... words) {
        List<String> arguments = new ArrayList<>(List.of("webhooks", words[0]));
        arguments.addAll(List.of("--set", "djamo.base-url=" + sandbox.baseUrl(), "--set", "djamo.access-token=at_sandbox", "--set",
                "payouts.data=" + folder));
        arguments.addAll(List.of(words).subList(1, words.length));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void registering_says_of_each_topic_whether_it_was_there() {
        CommandRun first = webhooks("register", URL);
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("registered  transactions/started  " + URL, "registered  transactions/failed  " + URL,
                "note: djamo.secret-key is not set here");
        CommandRun again = webhooks("register", URL, "--set", "djamo.secret-key=k");
        assertThat(again.out()).contains("was there   transactions/completed  " + URL).doesNotContain("registered", "note:");
    }

    @Test
    void while_djamo_is_down_for_a_moment_it_says_so_once_and_asks_again() throws Exception {
        sandbox.faults(Faults.builder().down(true).build());
        CompletableFuture<CommandRun> register = CompletableFuture.supplyAsync(() -> webhooks("register", URL));
        Awaitility.await().until(() -> sandbox.book().calls("GET /v1/webhooks", 503) >= 2);
        sandbox.faults(Faults.none());
        assertThat(register.get().exitCode()).as(register.get().err()).isZero();
        assertThat(register.get().err()).startsWith("Djamo gives no good answer (HTTP 503").contains("it is asked again").hasLineCount(1);
    }

    @Test
    void what_is_registered_is_shown_where_there_is_no_ledger_yet_and_then_the_command_fails_and_says_so() {
        assertThat(webhooks("list").out()).contains("nothing is registered at Djamo: bin/djamo-payouts webhooks register URL does it");
        webhooks("register", URL);
        CommandRun list = webhooks("list");
        assertThat(list.out()).contains("transactions/started", URL, "whk_");
        assertThat(list.exitCode()).isEqualTo(1);
        assertThat(list.err()).startsWith("list failed: ").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"http://payouts.example.ci/webhooks/djamo | use https", "ftp://127.0.0.1/x | use https", "payouts.example.ci | name a host",
        "https:// | https://HOST/webhooks/djamo", "https://user:secret@payouts.example.ci/x | neither a user", "https://payouts.example.ci/x#y | neither a user",
        "https://a b/ | https://HOST/webhooks/djamo"})
    void a_url_that_djamo_cannot_use_or_that_gives_people_away_is_refused_before_anybody_is_asked(String url, String why) {
        CommandRun run = webhooks("register", url);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(why).doesNotContain("secret@");
        assertThat(sandbox.book().calls()).isEmpty();
    }

    @Test
    void a_token_that_djamo_refuses_and_a_word_that_is_missing_are_told() {
        CommandRun refused = webhooks("register", URL, "--set", "djamo.access-token=at_wrong");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Djamo refuses the access token").doesNotContain("at_wrong");
        CommandRun nothing = CommandRun.of("webhooks");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).contains("webhooks register URL, or webhooks list");
        assertThat(CommandRun.of("webhooks", "register").exitCode()).isEqualTo(2);
        assertThat(webhooks("list", "--events", "0").err()).contains("--events must be 1 to 1000");
    }
}
