package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayoutFileTest {

    @Test
    void a_row_is_read_with_all_its_fields() {
        Drop.Read read = Drop.read("reference,msisdn,amount,description\nSAL-1,07 07 12 34 56,50 000,Salaire\n");
        PayoutRow row = read.rows().get(0);
        assertThat(row).isEqualTo(new PayoutRow(2, List.of("SAL-1", "07 07 12 34 56", "50 000", "Salaire"), "SAL-1",
                new Reference("SAL-1"), new Msisdn("+2250707123456"), new Xof(50_000), "Salaire", null));
        assertThat(row.isValid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void the_separator_is_found_from_the_header(String separator) {
        Drop.Read read = Drop.read("description,msisdn,amount\n\"a,b;c\td\",0707123456,5000\n".replace(",", separator)
                .replace("a" + separator + "b;c", "a,b;c"));
        assertThat(read.csv().separator()).isEqualTo(separator.charAt(0));
        assertThat(read.rows()).singleElement().matches(PayoutRow::isValid);
    }

    @Test
    void separators_inside_a_quoted_header_do_not_mislead() {
        Drop.Read read = Drop.read("\"nom, prénom, ville, pays\";\"Téléphone\";\"Montant (XOF)\"\nx;0707123456;5000\n");
        assertThat(read.csv().separator()).isEqualTo(';');
        assertThat(read.form().header()).containsExactly("nom, prénom, ville, pays", "Téléphone", "Montant (XOF)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"TÉLÉPHONE|Montant|Motif|Référence", "numéro|MONTANT|libellé|ref", "Phone Number|Amount|Label|Payment_Reference",
        "n° de téléphone|montant à payer|objet|N° référence", "Telephone|montant-xof|reason|REFERENCE", "MSISDN|  amount  |Description|Re fe-ren_ce",
        "Te\u0301le\u0301phone|montant|motif|re\u0301fe\u0301rence"})
    void columns_go_by_their_french_and_english_names_in_any_order(String msisdn, String amount, String description, String reference) {
        Drop.Read read = Drop.read(String.join(";", amount, "extra", description, reference, msisdn)
                + "\n5000;kept;Salaire;R1;0707123456\n");
        PayoutRow row = read.rows().get(0);
        assertThat(row.refusal()).isNull();
        assertThat(row.givenReference()).isEqualTo("R1");
        assertThat(row.description()).isEqualTo("Salaire");
        assertThat(row.cells()).containsExactly("5000", "kept", "Salaire", "R1", "0707123456");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_header() {
        Drop.Read read = Drop.read("\uFEFFmsisdn,amount\n0707123456,5000\n");
        assertThat(read.csv().bom()).isTrue();
        assertThat(read.form().header()).containsExactly("msisdn", "amount");
        assertThat(Drop.read("msisdn,amount\n0707123456,5000\n").csv().bom()).isFalse();
    }

    @Test
    void the_line_ending_is_remembered() {
        assertThat(Drop.read("msisdn,amount\r\n1,2\r\n").csv().lineEnding()).isEqualTo("\r\n");
        assertThat(Drop.read("msisdn,amount\n1,2\r\n").csv().lineEnding()).isEqualTo("\n");
        assertThat(Drop.read("msisdn,amount\r1,2").csv().lineEnding()).isEqualTo("\r");
        assertThat(Drop.read("msisdn,\"a\nb\",amount\r\n1,2,3").csv().lineEnding()).isEqualTo("\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void line_numbers_are_those_of_an_editor(String ending) {
        String text = "\nmsisdn,amount,description\n0707123456,5000,\"two\nlines\"\n\n   \n0707123457,5000,x\n0707123458,5000,\"a\n\nb\"\n0707123459,5000,y";
        assertThat(Drop.read(text.replace("\n", ending)).rows()).extracting(PayoutRow::lineNo).containsExactly(3L, 7L, 8L, 11L);
    }

    @Test
    void a_row_without_a_reference_gets_the_same_one_each_time() {
        String text = "reference,msisdn,amount\n,0707123456,5000\n  ,0707123457,5000\nR3,0707123458,5000\n";
        assertThat(Drop.read(text).rows()).extracting(row -> row.reference().value())
                .containsExactly(Drop.SHA.substring(0, 32) + "-2", Drop.SHA.substring(0, 32) + "-3", "R3");
        assertThat(Drop.read(text)).isEqualTo(Drop.read(text));
        assertThat(Drop.read(text).rows().get(0).givenReference()).isNull();
    }

    @Test
    void a_row_with_another_number_of_cells_is_rejected_and_keeps_them() {
        Drop.Read read = Drop.read("reference,msisdn,amount\nR1,0707123456\nR2,0707123456,5000,more\nR3,0707123456,5000\n");
        assertThat(read.cells()).containsExactly(List.of("R1", "0707123456"), List.of("R2", "0707123456", "5000", "more"),
                List.of("R3", "0707123456", "5000"));
        assertThat(read.rows()).extracting(PayoutRow::isValid).containsExactly(false, false, true);
        assertThat(read.rows().get(0).refusal().toString()).startsWith("FF01 the row has 2 cells where the header has 3");
        assertThat(read.rows().get(1).refusal().toString()).startsWith("FF01 the row has 4 cells where the header has 3");
        assertThat(Problem.of(read.rows().get(0)).field()).isEqualTo("row");
    }

    @ParameterizedTest
    @CsvSource({"0,AM01,the amount is zero", "4999,AM06,below the minimum: pay at least 5000 XOF",
        "500001,AM02,above the maximum: pay at most 500000 XOF", "500.5,FF01,is a fraction", "1e5,FF01,exponent", "'',FF01,missing"})
    void an_amount_that_cannot_be_paid_is_rejected_with_its_own_code(String amount, ReasonCode code, String words) {
        PayoutRow row = Drop.row("0707123456", amount);
        assertThat(row.refusal().code()).isEqualTo(code);
        assertThat(row.refusal().text()).contains(words);
        assertThat(row.msisdn()).isNotNull();
        assertThat(Problem.of(row).field()).isEqualTo("amount");
    }

    @Test
    void a_number_in_the_amount_column_is_masked_in_the_reason() {
        assertThat(Drop.row("0707123456", "0707123456").refusal().text()).contains("“070712••56”").doesNotContain("707123456");
    }

    @Test
    void the_bounds_themselves_can_be_paid() {
        assertThat(Drop.row("0707123456", "5000").isValid()).isTrue();
        assertThat(Drop.row("0707123456", "500000").isValid()).isTrue();
    }

    @Test
    void all_that_is_wrong_with_a_row_is_told_at_once() {
        PayoutRow row = Drop.read("reference,msisdn,amount\n" + "R".repeat(65) + ",0707,1e5\n").rows().get(0);
        assertThat(row.refusal().code()).isEqualTo(ReasonCode.AC01);
        assertThat(row.refusal().text()).contains("has 4 digits").contains("; also the amount").contains("; also the reference")
                .contains("1 to 64 printable characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0007b", "\"a\nb\"", "a\u200Bb"})
    void a_reference_that_cannot_be_printed_is_rejected(String reference) {
        PayoutRow row = Drop.read("reference,msisdn,amount\n" + reference + ",0707123456,5000\n").rows().get(0);
        assertThat(row.refusal().code()).isEqualTo(ReasonCode.FF01);
        assertThat(row.reference()).isNull();
        assertThat(Problem.of(row).field()).isEqualTo("reference");
    }

    @Test
    void a_description_becomes_one_bounded_line_and_the_cell_stays_as_it_is() {
        String cell = "two\r\nlines\u0007" + "é".repeat(300);
        PayoutRow row = Drop.read("msisdn,amount,motif\n0707123456,5000,\"" + cell + "\"\n").rows().get(0);
        assertThat(row.description()).startsWith("two lines é").hasSize(255);
        assertThat(row.cells().get(2)).isEqualTo(cell);
        assertThat(Description.of("x".repeat(254) + "😀")).isEqualTo("x".repeat(254));
    }

    @Test
    void the_chunks_hold_every_row_once(@TempDir Path folder) throws IOException {
        Path path = Files.writeString(folder.resolve("f.csv"), "msisdn,amount\n" + "0707123456,5000\n".repeat(10));
        try (PayoutFile file = PayoutFile.open(path, Drop.SHA, Drop.RULES)) {
            Iterator<List<PayoutRow>> chunks = file.chunks(4);
            assertThat(chunks).toIterable().extracting(List::size).containsExactly(4, 4, 2);
            assertThatIllegalStateException().isThrownBy(() -> file.chunks(4)).withMessageContaining("read once");
        }
    }

    @Test
    void long_rows_come_in_small_chunks_and_none_is_lost(@TempDir Path folder) throws IOException {
        String row = "0707123456,5000," + "x".repeat(1_000_000) + "\n";
        Path path = Files.writeString(folder.resolve("f.csv"), "msisdn,amount,motif\n" + row.repeat(10));
        try (PayoutFile file = PayoutFile.open(path, Drop.SHA, Drop.rules("CI", 10, 1_100_000, 3))) {
            List<List<Long>> lines = new ArrayList<>();
            file.chunks(900).forEachRemaining(chunk -> lines.add(chunk.stream().map(PayoutRow::lineNo).toList()));
            assertThat(lines).containsExactly(List.of(2L, 3L, 4L, 5L), List.of(6L, 7L, 8L, 9L), List.of(10L, 11L));
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_a_fault_of_the_disk_and_not_of_the_file(@TempDir Path folder) {
        assertThatThrownBy(() -> PayoutFile.open(folder.resolve("gone.csv"), Drop.SHA, Drop.RULES)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void the_default_region_decides_what_a_bare_number_means() {
        byte[] text = "msisdn,amount\n771234567,5000\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Drop.read(text, Drop.rules("SN", 10, 1000, 10)).rows().get(0).msisdn()).isEqualTo(new Msisdn("+221771234567"));
        assertThat(Drop.read(text, Drop.rules("CI", 10, 1000, 10)).rows().get(0).refusal().code()).isEqualTo(ReasonCode.AC01);
    }
}
