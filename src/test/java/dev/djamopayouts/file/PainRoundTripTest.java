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
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever a valid pain.001 holds comes back, and every answer to it is valid. */
class PainRoundTripTest {

    /** A payment ordered, and what became of it. */
    record Ordered(int block, String reference, int francs, String name, String text, PayoutState state) {

        boolean isUnpaid() {
            return state == PayoutState.FAILED || state == PayoutState.REJECTED;
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void all_payments_come_through_and_every_answer_is_valid(@ForAll("payments") List<Ordered> payments, @ForAll boolean newer) throws IOException {
        String namespace = newer ? Pain.V09 : Pain.V03;
        Drop.Read read = Drop.read(message(namespace, payments));
        assertThat(read.rows()).extracting(row -> row.givenReference() + " " + row.amount())
                .isEqualTo(payments.stream().map(payment -> payment.reference() + " " + payment.francs()).toList());
        assertThat(read.rows()).extracting(row -> row.cells().get(5)).isEqualTo(payments.stream().map(payment -> Blanks.strip(payment.name())).toList());
        Path target = Files.createTempFile("answer", ".xml");
        try {
            List<ResultRow> results = IntStream.range(0, payments.size()).mapToObj(i -> result(read.rows().get(i), payments.get(i))).toList();
            try (Report report = read.form().result(target)) {
                results.forEach(report::add);
            }
            assertThat(Iso20022Schema.valid(Files.readString(target)).split("<TxInfAndSts>")).hasSize(payments.size() + 1);
            failuresComeBack(read, payments, results, target);
        } finally {
            Files.delete(target);
        }
    }

    private static void failuresComeBack(Drop.Read read, List<Ordered> payments, List<ResultRow> results, Path target) throws IOException {
        List<List<String>> unpaid = new ArrayList<>();
        try (Report report = read.form().failures(target)) {
            for (int i = 0; i < results.size(); i++) {
                if (payments.get(i).isUnpaid()) {
                    report.add(results.get(i));
                    unpaid.add(results.get(i).cells().subList(0, 8));
                } else {
                    report.pass(results.get(i));
                }
            }
        }
        if (!unpaid.isEmpty()) {
            String failures = Files.readString(target);
            assertThat(Drop.read(failures).rows()).extracting(row -> row.cells().subList(0, 8)).isEqualTo(unpaid);
            if (failures.contains(Pain.V09)) {
                Iso20022Schema.valid(failures);
            }
        }
    }

    /** Larger than what a report holds in memory, so that its totals are filled in on the disk. */
    @Test
    void a_report_larger_than_its_buffer_is_valid_too() throws IOException {
        List<Ordered> payments = IntStream.range(0, 3_000).mapToObj(i -> new Ordered(i / 1_000, "R" + i, 5_000, "Awa", "Salaire", PayoutState.REJECTED)).toList();
        all_payments_come_through_and_every_answer_is_valid(payments, true);
        all_payments_come_through_and_every_answer_is_valid(payments, false);
    }

    private static ResultRow result(PayoutRow row, Ordered payment) {
        return new ResultRow(row.lineNo(), row.cells(), new PayoutId(7, row.lineNo()), null, null, payment.state(),
                payment.isUnpaid() ? new Reason(ReasonCode.NARR, "Djamo: " + payment.text()) : null, null, null, null, Instant.EPOCH, 1);
    }

    private static String message(String namespace, List<Ordered> payments) {
        List<String> blocks = new ArrayList<>();
        payments.stream().collect(Collectors.groupingBy(Ordered::block, TreeMap::new, Collectors.toList())).forEach((number, block) ->
                blocks.add(Pain.block(namespace, "B" + number, block.size(), sum(block), block.stream().map(PainRoundTripTest::xml).toArray(String[]::new))));
        return Pain.ofBlocks(namespace, payments.size(), sum(payments), blocks.toArray(String[]::new));
    }

    private static String sum(List<Ordered> payments) {
        return payments.stream().mapToInt(Ordered::francs).sum() + ".00";
    }

    private static String xml(Ordered payment) {
        return Pain.written("<EndToEndId>" + XmlOut.escaped(payment.reference()) + "</EndToEndId>", "<InstdAmt Ccy=\"XOF\">" + payment.francs() + ".00</InstdAmt>",
                "<Cdtr><Nm>" + XmlOut.escaped(payment.name()) + "</Nm></Cdtr><CdtrAcct><Id><Othr><Id>+2250707123456</Id></Othr></Id></CdtrAcct>");
    }

    @Provide
    Arbitrary<List<Ordered>> payments() {
        Arbitrary<String> reference = Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(35).filter(text -> !text.equalsIgnoreCase("NOTPROVIDED"));
        Arbitrary<String> text = Arbitraries.strings().withCharRange(' ', '\u024F').withChars('€', '≠', '“', '\n', '\t').ofMinLength(1).ofMaxLength(120)
                .filter(chars -> chars.chars().noneMatch(c -> c >= 0x7F && c < 0xA0)).map(chars -> "N" + chars);
        return Combinators.combine(Arbitraries.integers().between(0, 3), reference, Arbitraries.integers().between(5_000, 500_000), text, text,
                Arbitraries.of(PayoutState.COMPLETED, PayoutState.FAILED, PayoutState.REJECTED)).as(Ordered::new).list().ofMinSize(1).ofMaxSize(12)
                .map(list -> list.stream().sorted(Comparator.comparingInt(Ordered::block)).toList());
    }
}
