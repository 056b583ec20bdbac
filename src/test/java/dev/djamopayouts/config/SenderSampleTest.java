package dev.djamopayouts.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of a profile, and the table of the configuration page, are what the code does. */
class SenderSampleTest {

    private static final Path SAMPLE = Path.of("config/senders/example.yaml.off");
    private static final Path PAGE = Path.of("src/site/markdown/configuration.md");
    private static final String BEGIN = "| key | without it | allowed | what for |\n|---|---|---|---|\n";

    @TempDir
    Path folder;

    private static String uncommented() throws IOException {
        return Files.readString(SAMPLE).replaceAll("(?m)^( *)#([a-z-]+:)", "$1$2");
    }

    private Sender load(String profile) throws Exception {
        Files.createDirectories(folder.resolve("senders"));
        Files.writeString(folder.resolve("senders/example.yaml"), profile);
        String ours = Files.writeString(folder.resolve("ours.asc"), "x").toString();
        return Settings.load(Purpose.RUN, folder.resolve("application.properties"), Map.of("DJAMO_ACCESS_TOKEN", "at_x"),
                Map.of("pgp.secret-key-file", ours, "pgp.signers-file", ours, "djamo.base-url", "https://api.test", "payouts.data", folder.resolve("data").toString())).sender("example").orElseThrow();
    }

    @Test
    void the_sample_is_shipped_and_not_active() throws Exception {
        assertThat(Files.readString(Path.of("src/assembly/dist.xml"))).contains("<directory>config</directory>").doesNotContain("<exclude>");
        try (Stream<Path> files = Files.list(SAMPLE.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("example.yaml.off");
        }
        assertThat(Settings.load(Path.of("config/application.properties"), Map.of(), Map.of()).senders()).isEmpty();
    }

    @Test
    void it_loads_as_it_stands_and_says_nothing_but_the_inbox() throws Exception {
        assertThat(load(Files.readString(SAMPLE))).isEqualTo(load("inbox: <payouts.data>/example/inbox\n"));
    }

    @Test
    void it_lists_every_key_once_and_no_other() throws IOException {
        List<Problem> problems = new ArrayList<>();
        Path file = Files.writeString(folder.resolve("all.yaml"), uncommented());
        assertThat(SenderFile.read(file, problems)).containsOnlyKeys(SenderKey.values());
        assertThat(problems).isEmpty();
    }

    @Test
    void its_values_pass_where_they_may_stand_beside_each_other() throws Exception {
        Path key = Files.writeString(folder.resolve("example.asc"), "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
        String own = uncommented().replaceAll("(?ms)^sftp:.*?^#(?= The form)", "# ").replaceAll("(?m)^(sheet| +reference| +amount| +description):.*\n", "")
                .replace("/etc/djamo-payouts/example.asc", key.toString()).replace("fixed:", "fixed:\n  description: Salaire");
        Sender sender = load(own);
        assertThat(sender.writing().columns()).containsEntry("msisdn", "Tél. salarié");
        assertThat(sender.limits().rows()).isEqualTo(1000);
        assertThat(sender.pgp()).contains(new Sender.Pgp(List.of(key), false));
        assertThat(sender.suspicious()).isEqualTo("hold");
    }

    @Test
    void each_key_of_the_sample_stands_under_its_reason_and_its_range() throws IOException {
        List<String> paragraphs = List.of(Files.readString(SAMPLE).replaceAll("\n *#([a-z]+:)\n", "\n\n").split("\n\n"));
        for (SenderKey key : SenderKey.values()) {
            String last = key.key().substring(key.key().indexOf('.') + 1);
            assertThat(paragraphs.stream().map(it -> it.replaceAll("\n *# ", " "))
                    .filter(it -> it.matches("(?s).*\n *#?" + last + ":.*") && it.contains(key.reason())))
                    .as(key.key()).hasSize(1).allMatch(it -> it.contains(key.range()));
        }
    }

    @Test
    void the_page_has_every_key_with_what_holds_without_it_its_range_and_its_reason() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(BEGIN);
        assertThat(start).as("where the table begins").isPositive();
        String table = page.substring(start, page.indexOf("\n\n", start) + 1);

        // To mend the page, put this text in place of its table.
        assertThat(table).isEqualTo(BEGIN + Stream.of(SenderKey.values()).map(SenderSampleTest::row).collect(Collectors.joining()));
    }

    private static String row(SenderKey key) {
        return "| `%s` | %s | %s | %s |%n".formatted(key.key(), key.otherwise(), key.range(), key.reason());
    }

    @Test
    void the_profile_that_the_page_shows_loads() throws Exception {
        String page = Files.readString(PAGE);
        Sender sender = load(page.replaceFirst("(?s).*<!-- profile: acme.yaml -->\n```yaml\n(.*?)```.*", "$1"));
        assertThat(sender.language()).isEqualTo("fr");
        assertThat(sender.limits().amountMax()).isEqualTo(300_000);
    }

    @Test
    void every_reason_is_a_sentence() {
        for (SenderKey key : SenderKey.values()) {
            assertThat(key.reason()).as(key.key()).matches("[A-Z].*\\.");
        }
    }
}
