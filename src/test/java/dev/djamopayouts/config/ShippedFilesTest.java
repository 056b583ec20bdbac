package dev.djamopayouts.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What config/ says is what the code does. */
class ShippedFilesTest {

    private static final Path SHIPPED = Path.of("config/application.properties");

    @Test
    void theFileListsEachKeyOnceWithItsDefaultAndNoOther() throws IOException {
        Map<String, String> expected = new HashMap<>(Map.of(Sources.PROFILE, "prod"));
        for (Setting setting : Setting.values()) {
            expected.put(setting.key(), setting.byDefault().orElse(""));
            setting.fileKey().ifPresent(key -> expected.put(key, ""));
        }
        assertThat(commentedEntries()).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void eachKeyStandsUnderItsReasonAndItsRange() throws IOException {
        List<String> paragraphs = List.of(Files.readString(SHIPPED).split("\n\n"));
        for (Setting setting : Setting.values()) {
            String paragraph = paragraphs.stream().filter(it -> it.contains("\n#" + setting.key() + "=")).findFirst()
                    .orElseThrow().replace("\n# ", " ");
            assertThat(paragraph).as(setting.key()).contains(setting.reason(), setting.range());
        }
    }

    @Test
    void theShippedFilesLoadAsTheyStandAndUncommented() throws Exception {
        assertThat(Settings.load(SHIPPED, Map.of(), Map.of()).whole(Setting.PAYOUTS_CONCURRENCY)).isEqualTo(32);

        Settings production = Settings.load(Purpose.RUN, SHIPPED,
                Map.of("CAMEL_MAIN_PROFILE", "prod", "DJAMO_ACCESS_TOKEN", "at_x"), Map.of());
        assertThat(production.text(Setting.DJAMO_BASE_URL)).isEqualTo("https://api-civ.djamo.com");
    }

    @Test
    void everyDefaultPassesItsOwnCheckAndEveryReasonIsASentence() {
        for (Setting setting : Setting.values()) {
            assertThat(setting.reason()).as(setting.key()).matches("[A-Z].*\\.");
        }
        Set<String> variables = new HashSet<>();
        Keys.KNOWN.forEach(key -> assertThat(variables.add(Keys.environmentName(key))).as(key).isTrue());
    }

    private static Map<String, String> commentedEntries() throws IOException {
        List<String> lines = Files.readAllLines(SHIPPED).stream()
                .filter(line -> line.matches("#[a-z][a-z.-]*=.*")).map(line -> line.substring(1)).toList();
        Properties entries = new Properties();
        entries.load(new StringReader(String.join("\n", lines)));
        assertThat(entries).as("each key once").hasSameSizeAs(lines);
        Map<String, String> found = new HashMap<>();
        for (String key : new TreeSet<>(entries.stringPropertyNames())) {
            found.put(key, entries.getProperty(key));
        }
        return found;
    }
}
