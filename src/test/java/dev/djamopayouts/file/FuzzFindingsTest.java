package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fuzzing began with and what it found (see {@link PayoutFileFuzz}), tried again in every build. */
class FuzzFindingsTest {

    private static final Path FOLDER = Path.of("src/test/resources/fuzz");
    private static final Path SHEETS = Path.of("src/test/resources/fuzz-sheet");

    static List<Path> files() throws IOException {
        return in(FOLDER);
    }

    static List<Path> sheets() throws IOException {
        return in(SHEETS);
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    @Timeout(20)
    void the_bytes_are_read_or_refused(Path file) throws IOException {
        PayoutFileFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @MethodSource("sheets")
    @Timeout(20)
    void the_sheet_is_read_or_refused(Path file) throws IOException {
        PayoutFileFuzz.Sheet.fuzzerTestOneInput(Files.readAllBytes(file));
    }

    @Test
    void each_form_is_there_to_begin_with_plain_and_packed() throws IOException {
        assertThat(files()).extracting(file -> file.getFileName().toString())
                .contains("csv", "csv.gz", "csv.zip", "json", "json.gz", "json.zip", "jsonl", "jsonl.gz", "jsonl.zip",
                        "pain", "pain.gz", "pain.zip", "utf16", "xlsx");
        assertThat(sheets()).isNotEmpty();
    }
}
