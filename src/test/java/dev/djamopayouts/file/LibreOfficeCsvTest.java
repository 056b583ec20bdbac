package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One payroll as LibreOffice 7.4 writes it, as CSV of three kinds. */
class LibreOfficeCsvTest {

    private static final Path FOLDER = Path.of("src/test/resources/libreoffice");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"libreoffice-utf-8.csv, UTF-8", "libreoffice-utf-16.csv, UTF-8", "libreoffice-windows-1252.csv, windows-1252"})
    void it_is_read_to_the_same_payouts_and_its_failures_too(String name, String agreed) throws IOException {
        ReadingRules rules = Drop.in(Charset.forName(agreed));
        Drop.Read read = Drop.read(FOLDER.resolve(name), rules);

        assertThat(read.rows()).allMatch(PayoutRow::isValid).extracting(PayoutRow::description)
                .containsExactly("Prime « été »; Kouyaté", "Paie \"R2\"", "œuvre – décembre");
        assertThat(read.rows()).extracting(row -> row.msisdn().e164()).containsExactly("+2250707123456", "+2250505123457", "+2250707123458");
        assertThat(read.rows()).extracting(row -> row.amount().francs()).containsExactly(50_000L, 75_000L, 60_000L);
        Path failures = folder.resolve("failures");
        try (Report report = FileForm.parse(read.form().text()).failures(failures)) {
            read.rows().forEach(row -> report.add(ResultRow.ofTotals(row.cells())));
        }
        assertThat(Drop.read(failures, rules).cells()).isEqualTo(read.cells());
    }

    @Test
    void windows_1252_is_refused_where_it_is_not_agreed() throws IOException {
        assertThat(Drop.refusal(Files.readAllBytes(FOLDER.resolve("libreoffice-windows-1252.csv")), Drop.RULES))
                .hasMessageContaining("byte offset 2 (line 1)").hasMessageContaining("windows-1252");
    }
}
