package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is read as it was written or refused, never as other letters. */
class CharsetTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String TEXT = "référence;msisdn;montant;nom\r\nR1;0707123456;5000;Awa Kouyaté\r\nR2;0707123457;6000;Zoë N’Guessan\r\n";

    @TempDir
    Path folder;

    private static byte[] withMark(String text, Charset charset) {
        return ("\uFEFF" + text).getBytes(charset);
    }

    private static String refusal(byte[] content, ReadingRules rules) {
        return Drop.refusal(content, rules).problems().get(0).reason().text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void a_byte_order_mark_says_how_a_text_is_read_whatever_is_agreed(String charset) {
        for (ReadingRules rules : List.of(Drop.RULES, Drop.in(WINDOWS))) {
            Drop.Read read = Drop.read(withMark(TEXT, Charset.forName(charset)), rules);
            assertThat(read.cells()).isEqualTo(Drop.read(TEXT).cells());
            assertThat(read.csv().charset().name()).isEqualTo(charset);
            assertThat(read.csv().bom()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "ISO-8859-15"})
    void a_text_without_a_mark_is_read_by_the_charset_that_is_agreed(String charset) {
        String text = TEXT.replace('’', '\'');
        assertThat(Drop.read(text.getBytes(Charset.forName(charset)), Drop.in(Charset.forName(charset))).cells()).isEqualTo(Drop.read(text).cells());
        assertThat(refusal(text.getBytes(Charset.forName(charset)), Drop.RULES)).contains("which is not UTF-8", "sender's profile");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x81, 0x8D, 0x8F, 0x90, 0x9D})
    void a_byte_that_windows_1252_does_not_have_is_refused_with_its_place(int wrong) {
        byte[] content = TEXT.replace('ë', 'X').getBytes(WINDOWS);
        int at = TEXT.indexOf('ë');
        content[at] = (byte) wrong;
        assertThat(refusal(content, Drop.in(WINDOWS))).contains("at byte offset " + at + " (line 3)", "0x%02X".formatted(wrong),
                "no character of windows-1252", "save it in windows-1252, as agreed, or with Excel as “CSV UTF-8”, and drop it again");
    }

    @Test
    void a_control_of_iso_8859_15_is_a_letter_of_another_charset() {
        assertThat(refusal(TEXT.getBytes(WINDOWS), Drop.in(FileProfile.LATIN_9))).contains("0x92", "no character of ISO-8859-15", "line 3");
    }

    @Test
    void a_utf_8_file_of_a_sender_with_another_charset_is_refused_and_never_read_as_other_letters() {
        for (Charset agreed : List.of(WINDOWS, FileProfile.LATIN_9)) {
            String text = refusal(TEXT.replace('’', '\'').getBytes(StandardCharsets.UTF_8), Drop.in(agreed));
            assertThat(text).contains("at byte offset 1 (line 1)", "a character in UTF-8", agreed.name() + " is agreed", "change the charset");
        }
        String late = "msisdn,amount,x\n" + "0707123456,5000,x\n".repeat(20_000) + "0707123456,5000,é\n";
        assertThat(refusal(late.getBytes(StandardCharsets.UTF_8), Drop.in(WINDOWS))).contains("line 20002");
    }

    @Test
    void ascii_alone_is_the_same_in_all() {
        byte[] ascii = "msisdn,amount\n0707123456,5000\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(Drop.read(ascii, Drop.in(WINDOWS)).rows()).isEqualTo(Drop.read(ascii, Drop.RULES).rows());
    }

    @Test
    void utf_16_that_is_cut_or_damaged_is_refused_with_its_place() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] whole = withMark(TEXT, charset);
            assertThat(refusal(Arrays.copyOf(whole, whole.length - 1), Drop.RULES)).contains("one byte alone", "byte offset " + (whole.length - 2));
            for (String half : List.of("\uD83D", "\uDE00")) {
                String text = TEXT.replace("Zoë", half + "oë");
                byte[] bytes = new byte[2 * text.length() + 2];
                for (int i = 0; i <= text.length(); i++) {
                    char c = i == 0 ? '\uFEFF' : text.charAt(i - 1);
                    bytes[2 * i + (charset == StandardCharsets.UTF_16LE ? 0 : 1)] = (byte) c;
                    bytes[2 * i + (charset == StandardCharsets.UTF_16LE ? 1 : 0)] = (byte) (c >> 8);
                }
                assertThat(refusal(bytes, Drop.RULES)).contains("half of a character", "(line 3)");
            }
            assertThat(refusal(withMark(TEXT.replace("Zoë", "Zo\0"), charset), Drop.RULES)).contains("a NUL byte", "(line 3)");
        }
        assertThat(Drop.read(withMark(TEXT.replace("Zoë", "😀"), StandardCharsets.UTF_16LE), Drop.RULES).cells().get(1).get(3)).startsWith("😀");
    }

    @Test
    void json_is_utf_8_whatever_is_agreed() {
        String json = "[{\"msisdn\":\"0707123456\",\"amount\":5000,\"nom\":\"Awa Kouyaté\"}]";
        assertThat(Drop.read(json.getBytes(StandardCharsets.UTF_8), Drop.in(WINDOWS)).cells().get(0)).contains("\"Awa Kouyaté\"");
        assertThat(refusal(withMark(json, StandardCharsets.UTF_16LE), Drop.RULES)).contains("JSON in UTF-16");
    }

    @Test
    void a_charset_that_nobody_may_agree_is_refused_at_once() {
        assertThatThrownBy(() -> Drop.in(StandardCharsets.UTF_16LE)).hasMessageContaining("windows-1252").hasMessageContaining("UTF-16LE");
    }

    @Test
    void what_is_wrong_is_said_in_french_too() {
        Problem problem = Drop.refusal(TEXT.getBytes(WINDOWS), Drop.RULES).problems().get(0);
        assertThat(problem.reason().words().in(Language.FRENCH)).contains("à l'octet 1 (ligne 1)", "déposez-le de nouveau");
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void what_is_read_by_a_charset_comes_back_byte_for_byte(@ForAll("names") List<String> names, @ForAll("charsets") String charset) throws IOException {
        boolean mark = charset.startsWith("UTF");
        StringBuilder text = new StringBuilder("msisdn,amount,nom\n");
        names.forEach(name -> text.append("0707123456,5000,").append(name).append('\n'));
        byte[] content = (mark ? "\uFEFF" + text : text.toString()).getBytes(Charset.forName(charset));
        Drop.Read read = Drop.read(content, Drop.in(mark ? StandardCharsets.UTF_8 : Charset.forName(charset)));
        assertThat(FileForm.parse(read.form().text())).isEqualTo(read.form());
        Path path = Files.createTempFile("failures", ".csv");
        try {
            try (Report report = FileForm.parse(read.form().text()).failures(path)) {
                read.rows().forEach(row -> report.add(row(row.lineNo(), row.cells(), null)));
            }
            assertThat(Files.readAllBytes(path)).isEqualTo(content);
        } finally {
            Files.delete(path);
        }
    }

    @Provide
    Arbitrary<List<String>> names() {
        // A letter that is no pair of UTF-8 keeps the look at it quiet.
        return Arbitraries.strings().withChars("abcÉéèàçôœ€ëü°ÿ").ofMaxLength(12).map(name -> "é" + name + " é ").list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of("windows-1252", "ISO-8859-15", "UTF-8", "UTF-16LE", "UTF-16BE");
    }

    private static ResultRow row(long line, List<String> cells, String remark) {
        Reason reason = remark == null ? null : new Reason(ReasonCode.NARR, remark);
        return new ResultRow(line, cells, null, null, null, PayoutState.FAILED, reason, null, null, null, null, 0);
    }

    @Test
    void a_reason_that_the_charset_cannot_write_is_spelt_and_never_lost() throws IOException {
        Map<Charset, String> expected = Map.of(WINDOWS, "‘Awa’ “N°1” … • – € oui [U+1F600] Kone '=1+1",
                FileProfile.LATIN_9, "'Awa' \"N°1\" ... * - € oui [U+1F600] Kone '=1+1");
        for (Charset charset : expected.keySet()) {
            CsvForm form = new CsvForm(List.of("msisdn", "amount"), ';', charset, false, "\n", CsvForm.ABSENT, 0, 1, CsvForm.ABSENT);
            Path path = folder.resolve(charset.name());
            try (Report report = FileForm.parse(form.text()).result(path)) {
                report.add(row(2, List.of("1", "2"), "‘Awa’ “N°1” … • – € oui 😀 Kōne '=1+1"));
                report.add(row(3, List.of("1", "2"), "＝1+1"));
            }
            assertThat(Files.readString(path, charset)).contains(expected.get(charset).replace("\"", "\"\"")).doesNotContain("?")
                    .as("a full-width sign is no formula").contains(";'=1+1;");
        }
    }

    @Test
    void the_form_of_an_older_ledger_is_utf_8() {
        String text = RowCells.encode(List.of("1", ";", "bom", "CRLF", "-1", "0", "1", "-1", "msisdn", "montant"));
        assertThat(((CsvForm) FileForm.parse(text)).charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(FileForm.parse(text).text()).as("and an older version reads what this one writes").isEqualTo(text);
    }
}
