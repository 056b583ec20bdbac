package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of another form than CSV makes the same way, and is answered in the form it came in. */
class FormsJourneyTest {

    private static final String GOOD = "{\"reference\":\"J-1\",\"msisdn\":\"0707123456\",\"amount\":50000,\"service\":{\"code\":7}}";
    private static final String BAD = "{\"reference\":\"J-2\",\"msisdn\":\"0707123457\",\"amount\":500.5}";

    @TempDir
    private Path folder;

    @Test
    void an_array_of_json_is_paid_and_answered_as_json_and_as_csv() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.txt", "[" + GOOD + "," + BAD + "]");
            assertThat(journey.rows("paie.txt.result.csv")).extracting(row -> row.get("status")).containsExactly("COMPLETED", "REJECTED");
            assertThat(journey.answer("paie.txt.result.json")).startsWith("[\n" + GOOD.substring(0, GOOD.length() - 1) + ",\"payout_result\":{")
                    .contains("\"line_no\":1", "\"status\":\"COMPLETED\"", "\"reason_code\":\"FF01\"");
            assertThat(journey.answer("paie.txt.failures.json")).isEqualTo("[\n" + BAD + "\n]\n");
            assertThat(journey.outbox()).doesNotContain("paie.txt.failures.csv");
            assertThat(journey.sandbox().book().size()).isEqualTo(1);
        }
    }

    @Test
    void json_lines_are_mended_and_dropped_again() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.jsonl", GOOD + "\n" + BAD + "\n");
            String failures = journey.answer("paie.jsonl.failures.jsonl");
            journey.drop("mieux.jsonl", failures.replace("500.5", "5000"));
            assertThat(journey.answer("mieux.jsonl.result.jsonl")).contains("\"status\":\"COMPLETED\"").endsWith("}}\n");
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
        }
    }

    /** A workbook as a clerk fills it: the number as a text, the amount as a number. */
    private static byte[] workbook(String sheet, String... amounts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet rows = workbook.newWorksheet(sheet);
            String[] header = {"Référence", "Téléphone", "Montant", "Motif"};
            for (int i = 0; i < header.length; i++) {
                rows.value(2, i, header[i]);
            }
            for (int i = 0; i < amounts.length; i++) {
                rows.value(3 + i, 0, "X-" + i);
                rows.value(3 + i, 1, "070712345" + i);
                rows.value(3 + i, 2, new BigDecimal(amounts[i]));
                rows.value(3 + i, 3, "Salaire");
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void a_workbook_is_paid_answered_as_a_workbook_mended_and_dropped_again() throws IOException {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.xlsx", workbook("Novembre", "50000", "500.5"));
            assertThat(journey.answer("paie.xlsx.ack.json")).contains("\"rows\" : 2", "\"valid\" : 1", "\"totalAmount\" : 50000");
            assertThat(journey.rows("paie.xlsx.result.csv")).extracting(row -> row.get("status")).containsExactly("COMPLETED", "REJECTED");
            Path result = journey.folder().resolve("outbox/paie.xlsx.result.xlsx");
            Journey.eventually(() -> assertThat(result).exists());
            assertThat(cells(result)).containsExactly("line_no=4 status=COMPLETED", "line_no=5 status=REJECTED");
            Path failures = journey.folder().resolve("outbox/paie.xlsx.failures.xlsx");
            Journey.eventually(() -> assertThat(failures).exists());
            journey.drop("encore.xlsx", Files.readAllBytes(failures));
            assertThat(journey.rows("encore.xlsx.result.csv")).extracting(row -> row.get("reason_code")).containsExactly("FF01");
            journey.drop("mieux.xlsx", mended(failures));
            assertThat(journey.rows("mieux.xlsx.result.csv")).extracting(row -> row.get("status")).containsExactly("COMPLETED");
            assertThat(journey.outbox()).doesNotContain("mieux.xlsx.failures.xlsx", "paie.xlsx.failures.csv");
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
        }
    }

    @Test
    void a_workbook_that_comes_packed_is_paid_once_and_answered_as_a_workbook() throws IOException {
        try (Journey journey = new Journey(folder).start()) {
            byte[] workbook = workbook("Novembre", "50000", "500.5");
            journey.drop("paie.xlsx.gz", gzipped(workbook));
            assertThat(journey.answer("paie.xlsx.gz.ack.json")).contains("\"contentSha256\" : \"" + new Drop("", workbook).sha256());
            Path result = journey.folder().resolve("outbox/paie.xlsx.gz.result.xlsx");
            Journey.eventually(() -> assertThat(result).exists());
            assertThat(cells(result)).containsExactly("line_no=4 status=COMPLETED", "line_no=5 status=REJECTED");
            journey.drop("paie.xlsx", workbook);
            assertThat(journey.answer("paie.xlsx.dup.json")).contains("\"paie.xlsx.gz\"");
            assertThat(journey.sandbox().book().size()).isEqualTo(1);
            try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
                assertThat(files.filter(path -> path.toString().contains(".spool"))).isEmpty();
            }
        }
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private static List<String> cells(Path workbook) throws IOException {
        try (ReadableWorkbook read = new ReadableWorkbook(workbook.toFile())) {
            assertThat(read.getFirstSheet().getName()).isEqualTo("Novembre");
            return read.getFirstSheet().read().stream().skip(1).map(row -> "line_no=" + row.getCellText(4) + " status=" + row.getCellText(8)).toList();
        }
    }

    /** As a person mends it: opens the workbook, types the amount anew and saves it. */
    private static byte[] mended(Path failures) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ReadableWorkbook read = new ReadableWorkbook(failures.toFile()); Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet rows = workbook.newWorksheet(read.getFirstSheet().getName());
            read.getFirstSheet().read().forEach(row -> row.stream().filter(cell -> cell != null).forEach(cell -> {
                if (cell.getText().equals("500.5")) {
                    rows.value(row.getRowNum() - 1, cell.getColumnIndex(), 5_000);
                } else {
                    rows.value(row.getRowNum() - 1, cell.getColumnIndex(), cell.getText());
                }
            }));
        }
        return bytes.toByteArray();
    }

    @Test
    void a_workbook_that_breaks_off_is_refused_and_nothing_is_paid() throws IOException {
        try (Journey journey = new Journey(folder).start()) {
            byte[] whole = workbook("Mai", "50000", "60000");
            journey.drop("coupe.xlsx", Arrays.copyOf(whole, whole.length - 200));
            assertThat(journey.answer("coupe.xlsx.nack.json")).contains("ends in the middle", "\"paid\" : false");
            assertThat(journey.sandbox().book().size()).isZero();
        }
    }

    @Test
    void json_that_breaks_off_is_refused_and_nothing_is_paid() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("coupe.json", "[" + (GOOD + ",").repeat(1) + BAD.substring(0, 30));
            assertThat(journey.answer("coupe.json.nack.json")).contains("ends in the middle", "\"paid\" : false");
            assertThat(journey.sandbox().book().size()).isZero();
        }
    }
}
