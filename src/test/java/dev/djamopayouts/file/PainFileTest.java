package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Xof;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PainFileTest {

    @ParameterizedTest
    @ValueSource(strings = {Pain.V03, Pain.V09})
    void each_payment_is_a_row(String namespace) {
        String message = Pain.message(namespace, 125_000, Pain.payment("SAL-1", "+2250707123456", "50000"), Pain.payment("SAL-2", "0505123457", "75000.00"));
        if (namespace.equals(Pain.V09)) {
            Iso20022Schema.valid(message);
        }
        Drop.Read read = Drop.read(message);
        assertThat(read.rows()).extracting(PayoutRow::lineNo).containsExactly(1L, 2L);
        PayoutRow second = read.rows().get(1);
        assertThat(second.isValid()).as("%s", second.refusal()).isTrue();
        assertThat(second.reference().value()).isEqualTo("SAL-2");
        assertThat(second.msisdn().e164()).isEqualTo("+2250505123457");
        assertThat(second.amount()).isEqualTo(new Xof(75_000));
        assertThat(second.description()).isEqualTo("Salaire novembre 2026");
        assertThat(second.cells().subList(0, 8)).containsExactly("PMT-1", "I-SAL-2", "SAL-2", "75000.00", "XOF", "Awa Koné", "0505123457", "Salaire novembre 2026");
        assertThat(read.form().header()).hasSize(8);
        assertThat(read.form().extension()).isEqualTo("xml");
        assertThat(FileForm.parse(read.form().text())).isEqualTo(read.form());
    }

    @Test
    void several_blocks_are_one_sequence_of_rows() {
        String message = Pain.ofBlocks(Pain.V03, 3, "15000", Pain.block(Pain.V03, "A", 1, "5000", Pain.payment("R1", "0707123456", "5000")),
                Pain.block(Pain.V03, "B", 2, "10000.00", Pain.payment("R2", "0707123457", "5000"), Pain.payment("R3", "0707123458", "5000")));
        assertThat(Drop.read(message).rows()).extracting(row -> row.lineNo() + row.cells().get(PainForm.BLOCK_ID)).containsExactly("1A", "2B", "3B");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "an Othr without a scheme | <CdtrAcct><Id><Othr><Id>07 07 12 34 56</Id></Othr></Id></CdtrAcct>",
        "an Othr called a wallet | <CdtrAcct><Id><Othr><Id>+2250707123456</Id><SchmeNm><Prtry>Wallet</Prtry></SchmeNm></Othr></Id></CdtrAcct>",
        "a proxy | <CdtrAcct><Prxy><Tp><Cd>TELE</Cd></Tp><Id>+225-0707123456</Id></Prxy></CdtrAcct>",
        "a proxy of an IBAN | <CdtrAcct><Id><IBAN>CI05A00060174100178530011852</IBAN></Id><Prxy><Tp><Cd>MBNO</Cd></Tp><Id>+225-0707123456</Id></Prxy></CdtrAcct>",
        "a private id | <Cdtr><Nm>A</Nm><Id><PrvtId><Othr><Id>2250707123456</Id><SchmeNm><Prtry>MSISDN</Prtry></SchmeNm></Othr></PrvtId></Id></Cdtr>",
        "a mobile contact | <Cdtr><Nm>A</Nm><CtctDtls><MobNb>+225-0707123456</MobNb></CtctDtls></Cdtr>",
        "a contact | <Cdtr><Nm>A</Nm><CtctDtls><PhneNb>+225-0707123456</PhneNb></CtctDtls></Cdtr>",
        "both alike | <Cdtr><CtctDtls><PhneNb>+225-0707123456</PhneNb><MobNb>0707123456</MobNb></CtctDtls></Cdtr>"})
    void the_number_is_found_where_banks_put_it(String what, String creditor) {
        PayoutRow row = Drop.read(Pain.to(Pain.V09, creditor)).rows().get(0);
        assertThat(row.isValid()).as("%s: %s", what, row.refusal()).isTrue();
        assertThat(row.msisdn().e164()).isEqualTo("+2250707123456");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "goes to an IBAN | <CdtrAcct><Id><IBAN>CI05A00060174100178530011852</IBAN></Id></CdtrAcct>",
        "goes to an IBAN | <Cdtr><CtctDtls><MobNb>+225-0707123456</MobNb></CtctDtls></Cdtr><CdtrAcct><Id><IBAN>CI05A00060174100178530011852</IBAN></Id></CdtrAcct>",
        "of the kind “BBAN” | <CdtrAcct><Id><Othr><Id>0707123456</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></CdtrAcct>",
        "names no mobile number | <Cdtr><Nm>Awa</Nm></Cdtr>",
        "two mobile numbers | <CdtrAcct><Id><Othr><Id>0707123456</Id></Othr></Id><Prxy><Tp><Cd>TELE</Cd></Tp><Id>0505123456</Id></Prxy></CdtrAcct>",
        "two mobile numbers | <Cdtr><CtctDtls><PhneNb>0505123456</PhneNb><MobNb>0707123456</MobNb></CtctDtls></Cdtr>",
        "the number | <CdtrAcct><Id><Othr><Id>605640000010200246122274</Id></Othr></Id></CdtrAcct>"})
    void a_payment_to_anything_but_one_mobile_number_is_refused_and_never_guessed(String words, String creditor) {
        PayoutRow row = Drop.read(Pain.to(Pain.V09, creditor)).rows().get(0);
        assertThat(row.refusal().code()).isEqualTo(ReasonCode.AC01);
        assertThat(row.refusal().text()).contains(words).doesNotContain("0707123456", "0505123456");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<InstdAmt Ccy=\"XOF\">50000.50</InstdAmt> | has a fraction", "<InstdAmt Ccy=\"XOF\">50.000</InstdAmt> | below the minimum",
        "<InstdAmt Ccy=\"XOF\">50,000</InstdAmt> | no decimal", "<InstdAmt Ccy=\"XOF\">50 000</InstdAmt> | no decimal",
        "<InstdAmt Ccy=\"XOF\">5e4</InstdAmt> | no decimal", "<InstdAmt Ccy=\"XOF\">NaN</InstdAmt> | no decimal", "<InstdAmt Ccy=\"XOF\">-50000</InstdAmt> | no decimal",
        "<InstdAmt Ccy=\"XOF\">INF</InstdAmt> | no decimal", "<InstdAmt Ccy=\"XOF\"></InstdAmt> | no decimal", "<InstdAmt>50000</InstdAmt> | no currency",
        "<InstdAmt Ccy=\"EUR\">50000</InstdAmt> | only XOF", "<InstdAmt Ccy=\"xof\">50000</InstdAmt> | only XOF",
        "<EqvtAmt><Amt Ccy=\"EUR\">76</Amt><CcyOfTrf>XOF</CcyOfTrf></EqvtAmt> | EqvtAmt"})
    void an_amount_is_a_decimal_number_of_whole_francs(String amount, String words) {
        String message = Pain.ofBlocks(Pain.V09, 1, null, Pain.block(Pain.V09, "P", 1, "0", Pain.written("<EndToEndId>E</EndToEndId>", amount,
                "<CdtrAcct><Id><Othr><Id>0707123456</Id></Othr></Id></CdtrAcct>"))).replace("      <CtrlSum>0</CtrlSum>\n", "");
        PayoutRow row = Drop.read(message).rows().get(0);
        assertThat(row.refusal().text()).contains(words);
        assertThat(row.refusal().code()).isEqualTo(words.startsWith("below") ? ReasonCode.AM06 : ReasonCode.FF01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<EndToEndId>NOTPROVIDED</EndToEndId>", "<EndToEndId> notprovided </EndToEndId>", "<InstrId>I</InstrId>"})
    void a_payment_without_a_reference_gets_one_of_ours(String ids) {
        PayoutRow row = Drop.read(Pain.message(Pain.V03, 5_000, Pain.written(ids, "<InstdAmt Ccy=\"XOF\">5000</InstdAmt>",
                "<CdtrAcct><Id><Othr><Id>0707123456</Id></Othr></Id></CdtrAcct>"))).rows().get(0);
        assertThat(row.isValid()).isTrue();
        assertThat(row.givenReference()).isNull();
        assertThat(row.reference().value()).isNotBlank();
    }

    @Test
    void an_id_too_long_for_any_answer_refuses_its_payment() {
        PayoutRow row = Drop.read(Pain.message(Pain.V03, 5_000, Pain.payment("R".repeat(36), "0707123456", "5000"))).rows().get(0);
        assertThat(row.refusal().text()).contains("38 characters", "at most 35");
    }

    @Test
    void prefixes_envelopes_and_namespaces_of_banks_make_no_difference() {
        String plain = Pain.message(Pain.V03, 5_000, Pain.payment("R1", "0707123456", "5000"));
        String prefixed = plain.replaceAll("<(/?)([A-Z])", "<$1ns2:$2").replace("xmlns=", "xmlns:ns2=");
        String enveloped = plain.replaceFirst("<Document", "<Message><AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.01\"><BizMsgIdr>B1</BizMsgIdr></AppHdr>\n<Document")
                + "<Signature>abc</Signature></Message>";
        String german = plain.replace("pain.001.001.03", "pain.001.003.03");
        String swiss = plain.replace(Pain.V03, "http://www.six-interbank-clearing.com/de/pain.001.001.03.ch.02.xsd");
        for (String message : new String[] {plain, prefixed, enveloped, german, swiss, plain.replace("\n", " ").replace("  ", "")}) {
            assertThat(Drop.read(message).rows()).singleElement().satisfies(row -> assertThat(row.isValid()).isTrue());
        }
        assertThat(((PainForm) Drop.read(german).form()).message()).isEqualTo("pain.001.003.03");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252", "ISO-8859-15"})
    void the_charset_is_the_declared_one(String charset) {
        String declared = charset.startsWith("UTF-16") ? "UTF-16" : charset;
        String message = Pain.message(Pain.V03, 5_000, Pain.payment("R1", "0707123456", "5000")).replace("encoding=\"UTF-8\"", "encoding=\"" + declared + "\"");
        PayoutRow row = Drop.read(message.getBytes(Charset.forName(charset)), Drop.RULES).rows().get(0);
        assertThat(row.cells().get(5)).isEqualTo("Awa Koné");
    }

    @Test
    void a_day_that_is_not_come_is_kept_unless_a_setting_says_otherwise() {
        String message = Pain.message(Pain.V09, 5_000, Pain.payment("R1", "0707123456", "5000"));
        byte[] dropped = message.replace("<Dt>2026-11-20</Dt>", "<DtTm>2026-11-26T06:00:00Z</DtTm>").getBytes(StandardCharsets.UTF_8);
        assertThat(Drop.refusal(dropped, on("2026-11-25T23:59:59Z", false)).problems().get(0).reason().words())
                .satisfies(words -> assertThat(words.english()).contains("“PMT-1”", "2026-11-26", "drop it on that day", "payouts.pain.future-date"))
                .satisfies(words -> assertThat(words.french()).contains("déposez-le ce jour-là"));
        assertThat(Drop.read(dropped, on("2026-11-26T00:00:00Z", false)).rows()).hasSize(1);
        assertThat(Drop.read(dropped, on("2026-11-25T23:59:59Z", true)).rows()).hasSize(1);
    }

    private static ReadingRules on(String now, boolean ignored) {
        return new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 10, 100_000, 100, ReadingRules.MAX_UNPACKED_BYTES, FileProfile.NONE,
                new ExecutionDates(Clock.fixed(Instant.parse(now), ZoneOffset.UTC), ignored));
    }
}
