package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of the formats page are read by the code that they describe. */
class FormatsPageTest {

    private static final Path PAGE = Path.of("src/site/markdown/formats.md");
    private static final String REFUSED = "refused";

    @TempDir
    Path folder;

    @Test
    void the_header_names_are_those_that_are_known() throws IOException {
        List<List<String>> rows = table("### Header names");
        assertThat(rows).hasSameSizeAs(Column.values());
        for (List<String> row : rows) {
            Column column = Column.named(bare(row.get(0)));
            Set<String> names = Stream.of(row.get(1).split(" ")).map(FormatsPageTest::bare).collect(Collectors.toSet());
            assertThat(names).as(row.get(0)).isEqualTo(column.names());
        }
    }

    @Test
    void amounts_are_read_as_the_table_says() throws IOException {
        for (List<String> row : table("### Amounts")) {
            long francs = AmountCell.francs(bare(row.get(0)));
            assertThat(francs == AmountCell.UNREADABLE ? REFUSED : Long.toString(francs)).as(row.get(0)).isEqualTo(row.get(1));
        }
    }

    @Test
    void numbers_are_read_as_the_table_says() throws IOException {
        MsisdnCell cell = new MsisdnCell("CI");
        for (List<String> row : table("### Numbers")) {
            Msisdn msisdn = cell.read(bare(row.get(0)));
            assertThat(msisdn == null ? REFUSED : msisdn.e164()).as(row.get(0)).isEqualTo(row.get(1));
        }
    }

    @Test
    void refusals_have_the_codes_and_the_words_of_the_table() throws IOException {
        ReadingRules rules = new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 10, 1_000, 10);
        for (List<String> row : table("### Refusals of a row")) {
            Path file = Files.writeString(folder.resolve("example.csv"), "msisdn,amount\n" + bare(row.get(2)) + "\n");
            try (PayoutFile payouts = PayoutFile.open(file, "0".repeat(64), rules)) {
                Reason reason = payouts.chunks(1).next().get(0).refusal();
                assertThat(reason.code().name()).as(row.get(2)).isEqualTo(row.get(0));
                assertThat(reason.text()).isEqualTo(row.get(3));
            }
        }
    }

    @Test
    void the_columns_of_the_result_are_all_explained() throws IOException {
        List<String> explained = table("### result").stream().flatMap(row -> Stream.of(row.get(0).split(", ")))
                .map(FormatsPageTest::bare).toList();
        assertThat(explained).isEqualTo(ResultFile.COLUMNS);
    }

    @Test
    void the_bounds_of_a_workbook_are_those_of_the_code() throws IOException {
        assertThat(Files.readString(PAGE).replaceAll("\\s+", " ")).contains("the first of the first %d filled rows".formatted(XlsxHeader.MOST_ROWS_ABOVE),
                "more than %,d parts".formatted(WorkbookParts.MOST_PARTS), "more than %,d different names".formatted(XmlNames.MOST_NAMES),
                "more than %,d different texts or %d MB of them".formatted(SharedStrings.MOST_TEXTS, SharedStrings.MOST_BYTES >> 20),
                "unpacks to more than %d times its size (beyond %d MB)".formatted(UnpackedStream.MOST_EXPANSION, UnpackedStream.ALWAYS_BYTES >> 20));
    }

    @Test
    void the_message_that_the_page_shows_is_valid_and_read() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```xml\n") + 7;
        assertThat(Drop.read(Iso20022Schema.valid(page.substring(start, page.indexOf("```", start)))).rows()).singleElement()
                .satisfies(row -> assertThat(row.isValid()).isTrue());
    }

    /** The cells of the first table after a heading, without its header. */
    private static List<List<String>> table(String heading) throws IOException {
        String page = Files.readString(PAGE);
        String after = page.substring(page.indexOf("\n" + heading + "\n") + 1);
        List<List<String>> rows = after.lines().dropWhile(line -> !line.startsWith("|---")).skip(1).takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList()).toList();
        assertThat(rows).as(heading).isNotEmpty();
        return rows;
    }

    private static String bare(String code) {
        return code.replace("`", "");
    }
}
