package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargeFileTest {

    /** Less than the file is large, and far less than its rows would take. */
    private static final String HEAP = "-Xmx24m";

    @TempDir
    private Path folder;

    @Test
    void a_file_much_larger_than_the_memory_is_read_as_a_stream() throws Exception {
        String said = read("1000000", "good");
        System.out.println("reading: " + said.strip().replace('\n', ';'));
        assertThat(said).contains("rows 1000000 valid 1000000").doesNotContain("OutOfMemory");
    }

    @ParameterizedTest
    @CsvSource({"json, 1000000", "jsonl, 1000000", "pain, 200000"})
    void other_forms_much_larger_than_the_memory_are_read_as_a_stream(String layout, String rows) throws Exception {
        String said = read(rows, layout);
        System.out.println("reading " + layout + ": " + said.strip().replace('\n', ';'));
        assertThat(said).contains("rows " + rows + " valid " + rows).doesNotContain("OutOfMemory");
    }

    @Test
    void a_workbook_much_larger_than_the_memory_is_read_as_a_stream() throws Exception {
        String said = read("300000", "xlsx");
        System.out.println("reading xlsx: " + said.strip().replace('\n', ';'));
        assertThat(said).contains("rows 300000 valid 300000").doesNotContain("OutOfMemory");
    }

    @Test
    void an_open_quote_never_pulls_a_large_file_into_memory() throws Exception {
        assertThat(read("1000000", "open-quote")).contains("refused").contains("begins at line 12").doesNotContain("OutOfMemory");
    }

    private String read(String rows, String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-cp",
                System.getProperty("java.class.path"), LargeFile.class.getName(), folder.resolve("large.csv").toString(), rows, how)
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
