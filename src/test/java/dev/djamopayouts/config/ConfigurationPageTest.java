package dev.djamopayouts.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the configuration page is what the code declares. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("src/site/markdown/configuration.md");
    private static final String BEGIN = "| setting | default | allowed | what for |\n|---|---|---|---|\n";

    @Test
    void thePageHasEverySettingWithItsDefaultItsRangeAndItsReason() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(BEGIN);
        assertThat(start).as("where the table begins").isPositive();
        String table = page.substring(start, page.indexOf("\n\n", start) + 1);

        // To mend the page, put this text in place of its table.
        assertThat(table).isEqualTo(BEGIN + Stream.of(Setting.values()).map(ConfigurationPageTest::row).collect(Collectors.joining()));
    }

    private static String row(Setting setting) {
        String allowed = setting.type() == Setting.Type.SECRET ? "secret, see below" : setting.range();
        return "| `%s` | %s | %s | %s |%n".formatted(setting.key(), setting.byDefault().map(it -> "`" + it + "`").orElse(""),
                allowed, setting.reason());
    }
}
