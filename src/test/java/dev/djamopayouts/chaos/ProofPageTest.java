package dev.djamopayouts.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The page about the proof names what is tried. */
class ProofPageTest {

    @Test
    void every_safeguard_that_is_taken_away_is_in_the_table_and_no_other() throws IOException {
        assertThat(Files.readString(Path.of("src/site/markdown/proof.md")).lines().filter(line -> line.matches("\\| [A-Z_]+: .*"))
                .map(line -> line.substring(2, line.indexOf(':')))).containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Safeguard.values()).map(Safeguard::name).toList());
    }
}
