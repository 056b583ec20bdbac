package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pain.001 is answered with, each held against its schema. */
class PainReportTest {

    private static final Instant FINAL_AT = Instant.parse("2026-11-23T20:01:40.470Z");
    private static final FileFacts FACTS = new FileFacts(12, "paie.xml", Drop.SHA, 1_000, Instant.parse("2026-11-23T20:00:00Z"));

    @TempDir
    private Path folder;

    private static String message(String namespace) {
        return Pain.ofBlocks(namespace, 4, "25000", Pain.block(namespace, "A", 2, "15000", Pain.payment("R1", "0707123456", "5000"), Pain.payment("R2", "0707123457", "10000")),
                Pain.block(namespace, "B", 2, "10000", Pain.payment("R3", "0707123458", "5000"), Pain.payment("R4", "0707123459", "5000")));
    }

    private static ResultRow result(PayoutRow row, PayoutState state, Reason reason) {
        return new ResultRow(row.lineNo(), row.cells(), new PayoutId(12, row.lineNo()), null, null, state, reason, null, null, null, FINAL_AT, 0);
    }

    private static List<ResultRow> results(Drop.Read read, PayoutState... states) {
        List<ResultRow> results = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            boolean unpaid = states[i] == PayoutState.REJECTED || states[i] == PayoutState.FAILED;
            results.add(result(read.rows().get(i), states[i], unpaid ? new Reason(ReasonCode.BE06, "the number +22507••••••23 is not a Djamo customer; ask <them> & mend") : null));
        }
        return results;
    }

    private String result(Drop.Read read, PayoutState... states) throws IOException {
        Path target = folder.resolve("result.xml");
        try (Report report = FileForm.parse(read.form().text()).result(target)) {
            results(read, states).forEach(report::add);
        }
        return Iso20022Schema.valid(Files.readString(target));
    }

    private String failures(Drop.Read read, PayoutState... states) throws IOException {
        Path target = folder.resolve("failures.xml");
        try (Report report = FileForm.parse(read.form().text()).failures(target)) {
            for (ResultRow row : results(read, states)) {
                if (row.status() == PayoutState.COMPLETED) {
                    report.pass(row);
                } else {
                    report.add(row);
                }
            }
        }
        return Files.readString(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {Pain.V03, Pain.V09})
    void the_result_has_each_payment_in_its_block_with_its_status(String namespace) throws IOException {
        String xml = result(Drop.read(message(namespace)), PayoutState.COMPLETED, PayoutState.REJECTED, PayoutState.FAILED, PayoutState.COMPLETED);
        assertThat(xml).contains(namespace.equals(Pain.V03) ? "xsd:pain.002.001.03\"" : "xsd:pain.002.001.10\"")
                .contains("<MsgId>DJP-12-RESULT</MsgId><CreDtTm>2026-11-23T20:01:40.470Z</CreDtTm>",
                        "<OrgnlMsgId>PAIE-2026-11</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.0" + (namespace.equals(Pain.V03) ? "3" : "9") + "</OrgnlMsgNmId><OrgnlNbOfTxs>4</OrgnlNbOfTxs>"
                                + "<OrgnlCtrlSum>25000</OrgnlCtrlSum><GrpSts>PART</GrpSts>"
                                + "<NbOfTxsPerSts><DtldNbOfTxs>2</DtldNbOfTxs><DtldSts>ACSC</DtldSts><DtldCtrlSum>10000</DtldCtrlSum></NbOfTxsPerSts>"
                                + "<NbOfTxsPerSts><DtldNbOfTxs>2</DtldNbOfTxs><DtldSts>RJCT</DtldSts><DtldCtrlSum>15000</DtldCtrlSum></NbOfTxsPerSts>",
                        "<OrgnlPmtInfId>A</OrgnlPmtInfId><OrgnlNbOfTxs>2</OrgnlNbOfTxs><OrgnlCtrlSum>15000</OrgnlCtrlSum><PmtInfSts>PART</PmtInfSts>",
                        "<TxInfAndSts><StsId>12-1</StsId><OrgnlInstrId>I-R1</OrgnlInstrId><OrgnlEndToEndId>R1</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>",
                        "<OrgnlEndToEndId>R3</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>BE06</Cd></Rsn><AddtlInf>the number +22507••••••23 is not a Djamo customer; ask &lt;them&gt; &amp; mend</AddtlInf>");
        assertThat(xml.indexOf("<OrgnlPmtInfId>B<")).isBetween(xml.indexOf(">R2<"), xml.indexOf(">R3<"));
    }

    @Test
    void a_message_whose_payments_all_end_alike_has_that_status() throws IOException {
        PayoutState paid = PayoutState.COMPLETED;
        PayoutState failed = PayoutState.FAILED;
        Drop.Read read = Drop.read(message(Pain.V09));
        assertThat(result(read, paid, paid, paid, paid)).contains("<GrpSts>ACSC</GrpSts>");
        assertThat(result(read, failed, failed, failed, failed)).contains("<GrpSts>RJCT</GrpSts>");
        assertThat(result(read, paid, PayoutState.PENDING, PayoutState.UNKNOWN, PayoutState.HELD)).contains("<GrpSts>PART</GrpSts>", "<TxSts>ACSP</TxSts>", "<TxSts>PDNG</TxSts>");
    }

    @ParameterizedTest
    @ValueSource(strings = {Pain.V03, Pain.V09})
    void a_long_reason_is_told_whole_in_lines_of_105(String namespace) throws IOException {
        Drop.Read read = Drop.read(message(namespace));
        String told = "mot ".repeat(60) + "x".repeat(300) + "\uD83D\uDE00";
        Path target = folder.resolve("long.xml");
        try (Report report = read.form().result(target)) {
            report.add(result(read.rows().get(0), PayoutState.FAILED, new Reason(ReasonCode.NARR, told)));
        }
        String xml = Iso20022Schema.valid(Files.readString(target));
        assertThat(xml.replaceAll("</AddtlInf><AddtlInf>", " ").replaceAll("\\s", "")).contains(told.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {Pain.V03, Pain.V09})
    void the_acknowledgement_lists_what_is_rejected_and_counts_the_rest(String namespace) throws IOException {
        Drop.Read read = Drop.read(message(namespace));
        Path target = folder.resolve("ack.xml");
        try (Report report = PainAnswers.ack(target, (PainForm) read.form(), FACTS)) {
            results(read, PayoutState.RECEIVED, PayoutState.CHECKED, PayoutState.RECEIVED, PayoutState.REJECTED).forEach(report::add);
        }
        String xml = Iso20022Schema.valid(Files.readString(target));
        assertThat(xml).contains("<MsgId>DJP-12-ACK</MsgId><CreDtTm>2026-11-23T20:00:00Z</CreDtTm>", "<GrpSts>PART</GrpSts>",
                "<DtldNbOfTxs>3</DtldNbOfTxs><DtldSts>ACTC</DtldSts><DtldCtrlSum>20000</DtldCtrlSum>", "<OrgnlPmtInfId>B</OrgnlPmtInfId><OrgnlNbOfTxs>2</OrgnlNbOfTxs>",
                "<OrgnlEndToEndId>R4</OrgnlEndToEndId><TxSts>RJCT</TxSts>").doesNotContain("<OrgnlPmtInfId>A<", ">R3<");
        try (Report report = PainAnswers.ack(target, (PainForm) read.form(), FACTS)) {
            results(read, PayoutState.RECEIVED, PayoutState.RECEIVED, PayoutState.RECEIVED, PayoutState.CHECKED).forEach(report::add);
        }
        assertThat(Iso20022Schema.valid(Files.readString(target))).contains("<GrpSts>ACTC</GrpSts>").doesNotContain("TxInfAndSts");
    }

    @ParameterizedTest
    @ValueSource(strings = {Pain.V03, Pain.V09})
    void a_refusal_and_a_duplicate_are_told_of_the_message(String namespace) throws IOException {
        String broken = message(namespace).replaceFirst("<NbOfTxs>4<", "<NbOfTxs>5<");
        Path file = Files.writeString(folder.resolve("dropped"), broken);
        PainForm form = PainForm.of(file, Drop.RULES).orElseThrow();
        assertThat(Iso20022Schema.valid(PainAnswers.nack(form, FACTS, Drop.refusal(broken).problems())))
                .contains("<OrgnlMsgId>PAIE-2026-11</OrgnlMsgId>", "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn><AddtlInf>the group header (GrpHdr) states NbOfTxs 5");
        assertThat(Iso20022Schema.valid(PainAnswers.dup(form, FACTS, "novembre.xml", FINAL_AT)))
                .contains("<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM05</Cd></Rsn><AddtlInf>The same content came before as novembre.xml");
        assertThat(PainForm.of(Files.writeString(folder.resolve("csv"), "msisdn,amount\n0707123456,5000\n"), Drop.RULES)).isEmpty();
        assertThat(PainForm.of(Files.writeString(folder.resolve("cut"), broken.substring(0, 300)), Drop.RULES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Pain.V03, Pain.V09})
    void failures_are_a_message_of_their_own_that_can_be_dropped_again(String namespace) throws IOException {
        Drop.Read read = Drop.read(message(namespace));
        String xml = failures(read, PayoutState.COMPLETED, PayoutState.REJECTED, PayoutState.FAILED, PayoutState.FAILED);
        if (namespace.equals(Pain.V09)) {
            Iso20022Schema.valid(xml);
        }
        assertThat(xml).contains("<MsgId>PAIE-2026-11-F12</MsgId><CreDtTm>2026-11-20T08:00:00</CreDtTm><NbOfTxs>3</NbOfTxs><CtrlSum>20000</CtrlSum><InitgPty><Nm>Entreprise &amp; Fils</Nm></InitgPty>",
                "<PmtInf><PmtInfId>A</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>1</NbOfTxs><CtrlSum>10000</CtrlSum><PmtTpInf>",
                "<PmtInfId>B</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg><NbOfTxs>2</NbOfTxs><CtrlSum>10000</CtrlSum><PmtTpInf>", "<Purp><Cd>SALA</Cd></Purp>");
        Drop.Read again = Drop.read(xml);
        assertThat(again.rows()).extracting(PayoutRow::givenReference).containsExactly("R2", "R3", "R4");
        assertThat(again.rows()).allSatisfy(row -> assertThat(row.isValid()).isTrue());
        assertThat(again.rows().get(0).cells().get(PainForm.PAYMENT)).isEqualTo(read.rows().get(1).cells().get(PainForm.PAYMENT));
    }

    @Test
    void only_the_blocks_with_failures_are_among_them_and_a_later_one_has_its_own_payer() throws IOException {
        String message = message(Pain.V09).replaceFirst("(?s)(<PmtInfId>B.*?)<Dbtr><Nm>Entreprise</Nm>", "$1<Dbtr><Nm>Filiale</Nm>");
        String xml = failures(Drop.read(message), PayoutState.COMPLETED, PayoutState.COMPLETED, PayoutState.COMPLETED, PayoutState.REJECTED);
        assertThat(Iso20022Schema.valid(xml)).contains("<PmtInfId>B</PmtInfId>", "<Dbtr><Nm>Filiale</Nm>").doesNotContain("<PmtInfId>A<", "<Nm>Entreprise</Nm>");
    }

    @Test
    void an_amount_that_cannot_be_read_leaves_the_sum_to_whoever_mends_it() throws IOException {
        String message = message(Pain.V09).replace(">10000</InstdAmt>", ">10e3</InstdAmt>").replaceAll("<CtrlSum>[0-9]*</CtrlSum>", "");
        String xml = failures(Drop.read(message), PayoutState.COMPLETED, PayoutState.REJECTED, PayoutState.COMPLETED, PayoutState.REJECTED);
        assertThat(xml).contains("<NbOfTxs>2</NbOfTxs><InitgPty>").containsOnlyOnce("<CtrlSum>5000</CtrlSum>");
        assertThat(Drop.read(Iso20022Schema.valid(xml.replace("10e3", "10000"))).rows()).hasSize(2);
    }

    @Test
    void what_a_later_version_has_before_its_totals_stays_before_them() throws IOException {
        String message = message(Pain.V09).replace("pain.001.001.09", "pain.001.001.11")
                .replace("<PmtMtd>TRF</PmtMtd>", "<PmtMtd>TRF</PmtMtd><ReqdAdvcTp><CdtAdvc><Cd>ADWD</Cd></CdtAdvc></ReqdAdvcTp>")
                .replace("</CreDtTm>", "</CreDtTm><Authstn><Cd>AUTH</Cd></Authstn>");
        Drop.Read read = Drop.read(Iso20022Schema.valid(message));
        assertThat(Iso20022Schema.valid(failures(read, PayoutState.FAILED, PayoutState.COMPLETED, PayoutState.COMPLETED, PayoutState.FAILED)))
                .contains("pain.001.001.11\"", "ReqdAdvcTp", "<Authstn>");
        assertThat(result(read, PayoutState.COMPLETED)).contains("<OrgnlMsgNmId>pain.001.001.11</OrgnlMsgNmId>", "pain.002.001.10");
    }

    @Test
    void amounts_beyond_every_bound_leave_the_answers_valid() throws IOException {
        String huge = "9".repeat(18);
        String message = message(Pain.V09).replace(">5000</InstdAmt>", ">" + huge + "</InstdAmt>").replaceAll("<CtrlSum>[0-9]*</CtrlSum>", "");
        assertThat(result(Drop.read(message), PayoutState.REJECTED, PayoutState.COMPLETED, PayoutState.REJECTED, PayoutState.REJECTED)).contains("<OrgnlNbOfTxs>4</OrgnlNbOfTxs><GrpSts>");
        assertThat(Iso20022Schema.valid(failures(Drop.read(message), PayoutState.REJECTED, PayoutState.COMPLETED, PayoutState.REJECTED, PayoutState.REJECTED)))
                .contains("<NbOfTxs>3</NbOfTxs><InitgPty>");
        assertThat(Drop.read(message.replace(huge, huge + "9")).rows().get(0).refusal().text()).contains("no decimal number");
    }

    @Test
    void every_reason_code_is_one_of_the_external_code_set() {
        Set<String> iso = Set.of("AC01", "AC04", "AC06", "AG01", "AM01", "AM02", "AM03", "AM04", "AM05", "AM06", "AM07", "AM09", "AM10", "AM11", "AM12", "AM13",
                "AM14", "AM18", "AM19", "AM20", "AM21", "BE01", "BE04", "BE05", "BE06", "BE07", "DT01", "DU01", "DU02", "DU03", "DU04", "DU05", "FF01", "MS03", "NARR");
        assertThat(iso).containsAll(Stream.of(ReasonCode.values()).map(Enum::name).toList());
    }

    @Test
    void the_result_as_csv_has_what_people_read_and_not_the_xml() throws IOException {
        Drop.Read read = Drop.read(message(Pain.V03));
        Path target = folder.resolve("result.csv");
        try (Report report = ResultFile.create(target, read.form())) {
            results(read, PayoutState.COMPLETED).forEach(report::add);
        }
        assertThat(Files.readAllLines(target)).hasSize(2).first().asString().startsWith("pmt_inf_id,instr_id,end_to_end_id,amount,currency,creditor_name,creditor_account,remittance,line_no,");
        assertThat(Files.readString(target)).contains("A,I-R1,R1,5000,XOF,Awa Koné,0707123456,Salaire novembre 2026,1,12-1,").doesNotContain("<");
    }
}
