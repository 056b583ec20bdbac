package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pain.001 may not have refuses it as a whole, before anything of it can be paid. */
class PainRefusedTest {

    private static final String GOOD = Pain.message(Pain.V03, 10_000, Pain.payment("R1", "0707123456", "5000"), Pain.payment("R2", "0707123457", "5000"));

    private static Problem problem(String message) {
        return Drop.refusal(message).problems().get(0);
    }

    private static void refusedFor(String message, String... words) {
        Problem problem = problem(message);
        assertThat(problem.reason().text()).contains(words);
        assertThat(problem.reason().words().french()).isNotEqualTo(problem.reason().text()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"NbOfTxs,2,3", "NbOfTxs,2,1", "NbOfTxs,2,002x", "CtrlSum,10000,10000.01", "CtrlSum,10000,1e4", "CtrlSum,10000,-10000", "CtrlSum,10000,NaN"})
    void totals_that_do_not_agree_refuse_the_file_at_either_level(String element, String right, String wrong) {
        String was = "<" + element + ">" + right + "</";
        String group = GOOD.replaceFirst(was, "<" + element + ">" + wrong + "</");
        assertThat(problem(group).reason().code()).isEqualTo(ReasonCode.AM10);
        refusedFor(group, "GrpHdr", element, wrong, "give " + right);
        int second = GOOD.lastIndexOf(was);
        String block = GOOD.substring(0, second) + GOOD.substring(second).replaceFirst(was, "<" + element + ">" + wrong + "</");
        assertThat(problem(block).reason().code()).isEqualTo(ReasonCode.AM10);
        refusedFor(block, "PmtInf 1 (“PMT-1”)", element, wrong, "give " + right);
    }

    @Test
    void a_payment_more_or_less_is_found_out() {
        refusedFor(GOOD.replaceFirst("<CdtTrfTxInf>(?s:.)*?</CdtTrfTxInf>", ""), "NbOfTxs 2", "give 1");
        assertThat(problem(GOOD.replace("<InstdAmt Ccy=\"XOF\">5000<", "<InstdAmt Ccy=\"XOF\">5e3<")).reason().text())
                .contains("give 0 without 2 that cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<n%d/>", "<a n%d='1'/>", "<n%d:a xmlns:n%<d='x'/>", "<a xmlns='x%d'/>", "<?n%d x?>"})
    void more_names_than_a_message_has_are_not_kept_in_memory(String part) {
        String parts = IntStream.range(0, 2_100).mapToObj(part::formatted).collect(Collectors.joining());
        refusedFor(GOOD.replaceFirst("(?s)<Document", "<Envelope>" + parts + "<Document") + "</Envelope>", "too many different names");
    }

    @Test
    void long_names_are_counted_by_their_length() {
        String parts = IntStream.range(0, 200).mapToObj(i -> "<" + "n".repeat(900) + i + "/>").collect(Collectors.joining());
        refusedFor(GOOD.replaceFirst("(?s)<Document", "<Envelope>" + parts + "<Document") + "</Envelope>", "too many different names");
    }

    @Test
    void a_message_that_is_missing_is_told_with_the_line_where_the_file_ends() {
        refusedFor("<?xml version=\"1.0\"?>\n<a>\n</a>", "the XML at line 3 ends without a Document");
    }

    @Test
    void exact_decimals_are_summed_exactly() {
        String tenths = Pain.ofBlocks(Pain.V03, 3, "0.3", Pain.block(Pain.V03, "P", 3, "0.30", Pain.payment("A", "0707123456", "0.1"),
                Pain.payment("B", "0707123456", "0.10"), Pain.payment("C", "0707123456", ".1")));
        assertThat(Drop.read(tenths).rows()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<MsgId>PAIE-2026-11</MsgId> | | no MsgId", "<NbOfTxs>2</NbOfTxs> | | no NbOfTxs", "<PmtInfId>PMT-1</PmtInfId> | | no PmtInfId",
        "<MsgId>PAIE-2026-11</MsgId> | <MsgId>A</MsgId><MsgId>B</MsgId> | has MsgId twice",
        "<MsgId>PAIE-2026-11</MsgId> | <MsgId>AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDD</MsgId> | 36 characters",
        "<PmtMtd>TRF</PmtMtd> | <PmtMtd>CHK</PmtMtd> | only TRF", "<PmtMtd>TRF</PmtMtd> | <PmtMtd>TRA</PmtMtd> | only TRF",
        "<ReqdExctnDt>2026-11-20</ReqdExctnDt> | | no ReqdExctnDt", "<ReqdExctnDt>2026-11-20</ReqdExctnDt> | <ReqdExctnDt>2026-02-30</ReqdExctnDt> | which is no day",
        "<ReqdExctnDt>2026-11-20</ReqdExctnDt> | <ReqdExctnDt>2999-01-01</ReqdExctnDt> | 2999-01-01",
        "<EndToEndId>R1</EndToEndId> | <EndToEndId>R1</EndToEndId><EndToEndId>R9</EndToEndId> | EndToEndId twice",
        "<EndToEndId>R1</EndToEndId> | <EndToEndId>R<!-- x -->1</EndToEndId> | comment", "<EndToEndId>R1</EndToEndId> | <EndToEndId>R<?x y?>1</EndToEndId> | processing instruction",
        "<EndToEndId>R1</EndToEndId> | <EndToEndId>R&x;1</EndToEndId> | damaged", "<EndToEndId>R1</EndToEndId> | <EndToEndId>R&#0;1</EndToEndId> | damaged",
        "<PmtId> | <PmtId>text | text beside the elements of PmtId", "<PmtInf> | <PmtInf>text | text where only elements",
        "<CdtTrfTxInf> | <NbOfTxs>2</NbOfTxs><CdtTrfTxInf> | NbOfTxs twice", "</PmtInf> | <ChrgBr>SLEV</ChrgBr></PmtInf> | “ChrgBr” where a pain.001 has CdtTrfTxInf",
        "<GrpHdr> | <PmtInf/><GrpHdr> | “PmtInf” where GrpHdr", "</Document> | | breaks off"})
    void a_message_that_no_schema_allows_is_refused(String what, String instead, String words) {
        String message = GOOD.replaceFirst(Pattern.quote(what), instead == null ? "" : instead);
        assertThat(message).isNotEqualTo(GOOD);
        refusedFor(message, words);
    }

    @Test
    void a_block_without_payments_is_refused() {
        refusedFor(GOOD.replaceAll("<CdtTrfTxInf>(?s:.)*</CdtTrfTxInf>", ""), "PmtInf without a CdtTrfTxInf");
        assertThat(problem(GOOD.replaceAll("<PmtInf>(?s:.)*</PmtInf>", "")).reason().code()).isEqualTo(ReasonCode.AM10);
        assertThat(problem(GOOD.replaceAll("<PmtInf>(?s:.)*</PmtInf>", "").replace(">2<", ">0<").replace(">10000<", ">0<")).reason().text()).contains("no rows");
    }

    @Test
    void two_messages_are_two_files() {
        String body = GOOD.substring(GOOD.indexOf("<Document"));
        refusedFor("<Both>" + body + body + "</Both>", "second message");
        String initiation = body.substring(body.indexOf("<CstmrCdtTrfInitn>"), body.indexOf("</Document>"));
        refusedFor(body.replace("</Document>", initiation + "</Document>"), "second message (CstmrCdtTrfInitn)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pain.001.001.02 | a version that is not read", "pain.001.001.13 | a version that is not read", "pain.008.001.02 | which is no pain.001", "camt.053.001.02 | which is no pain.001"})
    void another_message_is_refused_by_its_name(String message, String words) {
        refusedFor(GOOD.replace("pain.001.001.03", message), message, words);
    }

    @Test
    void a_document_without_a_namespace_or_no_document_at_all_is_refused() {
        refusedFor(GOOD.replaceFirst("xmlns=\"[^\"]*\"", ""), "without a namespace");
        refusedFor("<?xml version=\"1.0\"?><html><body>Bonjour</body></html>", "without a Document", "“html”");
        refusedFor("<?xml version=\"1.1\"?><Document/>", "version 1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE Document SYSTEM \"file:///etc/passwd\">", "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE Document [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>", "<!DOCTYPE Document [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x\"> %p;]>"})
    void a_document_type_is_refused_and_nothing_of_it_is_opened(String type) {
        refusedFor(GOOD.replaceFirst("<Document", Matcher.quoteReplacement(type) + "\n<Document").replace("R1", "&c;"), "DOCTYPE");
    }

    @Test
    void whatever_is_huge_ends_at_a_bound() {
        ReadingRules small = Drop.rules("CI", 1_000, 20_000, 100);
        String huge = "x".repeat(5_000_000);
        for (String message : new String[] {GOOD.replaceFirst("Salaire", huge), GOOD.replaceFirst("<Ustrd>", "<Ustrd a=\"" + huge + "\">"),
            GOOD.replaceFirst("<Ustrd>", "<" + huge + "/><Ustrd>"), GOOD.replaceFirst("<PmtInf>", "<!--" + huge + "--><PmtInf>"),
            GOOD.replaceFirst("<PmtInf>", "<?pi " + huge + "?><PmtInf>"), GOOD.replaceFirst("<Document", "<!DOCTYPE D [<!--" + huge + "-->]><Document"),
            GOOD.replaceFirst("<Purp>", "<a/>".repeat(1_000_000) + "<Purp>"), GOOD.replaceFirst("PAIE-2026-11", huge), GOOD.replaceFirst("<Dbtr>", "<a/>".repeat(1_000_000) + "<Dbtr>"),
            GOOD.replaceFirst("<\\?xml", "<?xml " + huge.substring(0, 200_000))}) {
            FileRefused refused = Drop.refusal(message.getBytes(StandardCharsets.UTF_8), small);
            assertThat(refused.problems().get(0).reason().text()).hasSizeLessThan(400);
        }
        String deep = GOOD.replaceFirst("<Purp>", "<a>".repeat(100_000));
        assertThat(Drop.refusal(deep.getBytes(StandardCharsets.UTF_8), Drop.RULES).problems().get(0).reason().text()).contains("nested more than 40 deep");
    }

    @Test
    void bytes_that_are_not_of_the_charset_are_refused_at_their_place() {
        byte[] bytes = GOOD.getBytes(StandardCharsets.ISO_8859_1);
        int at = GOOD.indexOf('é');
        assertThat(Drop.refusal(bytes, Drop.RULES).problems().get(0).reason().text()).contains("byte offset " + at, "0xE9", "not UTF-8", "XML declaration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "IBM500", "UTF-7"})
    void a_charset_that_is_not_read_or_not_true_is_refused(String charset) {
        refusedFor(GOOD.replace("encoding=\"UTF-8\"", "encoding=\"" + charset + "\""), "“" + charset + "”", "save it as UTF-8");
        refusedFor("\uFEFF" + GOOD.replace("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\""), "“ISO-8859-1”");
    }

    @Test
    void a_file_cut_anywhere_is_refused() {
        for (int end = 5; end < GOOD.stripTrailing().length(); end += 13) {
            Drop.refusal(GOOD.substring(0, end));
        }
    }

    /** The parser is the JDK's: whatever it makes of a mangled file must be told as a refusal, or the file would come again for ever. */
    @Test
    void mangled_messages_are_read_or_refused_and_never_fail() {
        Random random = new Random(20260);
        String[] bits = {"<", "/>", "</", "<!--", "<![CDATA[", "]]>", "<?", "&", "&#x110000;", "\"", "xmlns=\"\"", "xmlns:a=\"b\"", "<!ENTITY", "\0", "\uFFFE", "a:", "<PmtInf>", "</PmtInf>"};
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            StringBuilder mangled = new StringBuilder(GOOD);
            int place = random.nextInt(GOOD.length());
            switch (random.nextInt(3)) {
                case 0 -> mangled.insert(place, bits[random.nextInt(bits.length)]);
                case 1 -> mangled.delete(place, Math.min(GOOD.length(), place + 1 + random.nextInt(12)));
                default -> mangled.setCharAt(place, (char) random.nextInt(Character.MIN_SURROGATE));
            }
            try {
                Drop.read(mangled.toString());
            } catch (FileRefused e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void character_data_sections_are_text() {
        assertThat(Drop.read(GOOD.replace("<EndToEndId>R1<", "<EndToEndId><![CDATA[R]]>1<")).rows().get(0).reference().value()).isEqualTo("R1");
    }

    @Test
    void a_csv_that_begins_with_an_angle_bracket_stays_one() {
        assertThat(Drop.refusal("<a>;<b>\n1;2\n").problems().get(0).field()).isEqualTo("header");
    }
}
