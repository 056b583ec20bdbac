package dev.djamopayouts.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the proof names what is tried. */
class ProofPageTest {

    @Test
    void every_safeguard_that_is_taken_away_is_in_the_table_and_no_other() throws IOException {
        assertThat(Files.readString(Path.of("src/site/markdown/proof.md")).lines().filter(line -> line.matches("\\| [A-Z_]+: .*"))
                .map(line -> line.substring(2, line.indexOf(':')))).containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Safeguard.values()).map(Safeguard::name).toList());
    }

    @Test
    void every_test_that_is_named_exists() throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher named = Pattern.compile("`(\\w+Test)\\.(\\w+)`").matcher(Files.readString(Path.of("src/site/markdown/proof.md")));
        int found = 0;
        while (named.find()) {
            found++;
            if (!source(named.group(1)).contains("void " + named.group(2) + "(")) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(20);
    }

    private static String source(String testClass) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return Files.readString(files.filter(file -> file.endsWith(testClass + ".java")).findFirst().orElseThrow());
        }
    }
}
