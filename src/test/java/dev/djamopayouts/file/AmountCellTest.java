package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.ReasonCode;
import java.math.BigInteger;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountCellTest {

    @ParameterizedTest
    @ValueSource(strings = {"50000", "50 000", "50\u00A0000", "50\u202F000", "50\u2009000", "50.000", "50,000", " 50000 ",
        "\t50000\u00A0", "50000 XOF", "50000XOF", "50 000 FCFA", "50.000 F CFA", "50 000 fcfa", "50000 cfa", "050000",
        "50,000\u00A0F\u00A0CFA"})
    void fifty_thousand_is_read_in_every_usual_writing(String cell) {
        assertThat(AmountCell.francs(cell)).isEqualTo(50_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "500.5", "50,00", "50000.00", "50000,0", "1e5", "5E+04", "-5000", "+5000", "5-000",
        "(5000)", "٥٠٠٠", "５０００", "50 00", "5 0000", "50.000,000", "1.000.00", "1,000 000", "50..000", ".500", "500.",
        "5000.", "0.500", "0,500", "0 500", "50\n000", "5000 EUR", "XOF", "F CFA", "XOF 5000", "cinq mille", "5k", "5000 F F CFA",
        "9223372036854775808", "99999999999999999999", "1000,000.000", "0x1388", "5_000", "5'000", "5000/1", "=5000", "NaN", "½"})
    void what_is_no_whole_number_of_francs_is_refused(String cell) {
        assertThat(AmountCell.francs(cell)).isEqualTo(AmountCell.UNREADABLE);
    }

    @Test
    void zero_is_read_so_that_it_can_be_called_zero() {
        assertThat(AmountCell.francs("0")).isZero();
        assertThat(AmountCell.francs("000 XOF")).isZero();
    }

    @Property
    void every_amount_is_read_back_from_every_style(@ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long francs,
                                                    @ForAll("marks") String mark, @ForAll("names") String name) {
        assertThat(AmountCell.francs(grouped(francs, mark) + name)).isEqualTo(francs);
        assertThat(AmountCell.francs(francs + name)).isEqualTo(francs);
    }

    @Property
    void a_fraction_is_never_an_amount(@ForAll @LongRange(min = 0, max = 900_000_000L) long francs, @ForAll("marks") String mark,
                                       @ForAll @LongRange(min = 0, max = 99) long cents, @ForAll boolean comma) {
        String fraction = (comma ? "," : ".") + cents;
        assertThat(AmountCell.francs(francs + fraction)).isEqualTo(AmountCell.UNREADABLE);
        assertThat(AmountCell.francs(grouped(francs, mark) + fraction)).isEqualTo(AmountCell.UNREADABLE);
    }

    @Property
    void an_exponent_or_a_sign_is_never_an_amount(@ForAll @LongRange(min = 1, max = 900_000_000L) long francs,
                                                  @ForAll @LongRange(min = 0, max = 12) long exponent) {
        assertThat(AmountCell.francs(francs + "e" + exponent)).isEqualTo(AmountCell.UNREADABLE);
        assertThat(AmountCell.francs(francs + "E+" + exponent)).isEqualTo(AmountCell.UNREADABLE);
        assertThat(AmountCell.francs("-" + francs)).isEqualTo(AmountCell.UNREADABLE);
    }

    @Property(tries = 3000)
    void what_is_read_is_what_its_digits_say(@ForAll("amountLike") String cell) {
        long francs = AmountCell.francs(cell);
        if (francs != AmountCell.UNREADABLE) {
            assertThat(new BigInteger(cell.replaceAll("[^0-9]", ""))).isEqualTo(BigInteger.valueOf(francs));
            assertThat(cell).matches("[ \u00A0]*([0-9]+|[1-9][0-9]{0,2}(([ .,\u00A0])[0-9]{3})(\\3[0-9]{3})*)[ \u00A0]*");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|is missing", "500.5|is a fraction", "50,00|is a fraction", "1e5|exponent form",
        "2,5E+05|exponent form", "-5000|is negative", "99999999999999999999|is it an account number", "cinq mille|not a whole number",
        "٥٠٠٠|not a whole number"})
    void the_reason_says_what_is_wrong_and_what_to_write(String cell, String words) {
        assertThat(AmountCell.fault(cell).english()).contains(words).endsWith("like 50000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000001", "1000000000000001", "9000000000000000000", "9 000 000 000 000 000 000 XOF", "9223372036854775807",
        "18446744073709551617"})
    void what_is_more_than_the_most_francs_is_no_amount(String cell) {
        assertThat(AmountCell.francs(cell)).isEqualTo(AmountCell.UNREADABLE);
        assertThat(AmountCell.fault(cell).english()).contains("is not an amount", "more than 1000000000000 francs",
                "is it an account number?").endsWith("like 50000");
    }

    @Test
    void the_most_francs_are_an_amount_however_many_zeros_stand_before() {
        assertThat(AmountCell.francs("1000000000000")).isEqualTo(1_000_000_000_000L);
        assertThat(AmountCell.francs("0".repeat(100) + "1000")).isEqualTo(1_000);
        assertThat(AmountCell.fault("500.5" + "0".repeat(30)).english()).contains("is a fraction");
    }

    @Property(tries = 3000)
    void an_amount_is_never_more_than_the_most_francs(@ForAll("digits") String digits, @ForAll("names") String name) {
        PayoutRow row = Drop.row("0707123456", digits + name);
        if (row.amount() == null) {
            assertThat(row.refusal().code()).isEqualTo(ReasonCode.FF01);
            assertThat(new BigInteger(digits)).isGreaterThan(BigInteger.valueOf(1_000_000_000_000L));
        } else {
            assertThat(row.amount().francs()).isBetween(0L, 1_000_000_000_000L);
            assertThat(row.refusal() == null ? null : row.refusal().code())
                    .isIn(null, ReasonCode.AM01, ReasonCode.AM02, ReasonCode.AM06);
        }
    }

    @Test
    void a_phone_number_in_the_amount_column_is_masked() {
        assertThat(AmountCell.fault("+2250707123456").english()).contains("“+22507••••••56”").doesNotContain("0707123456");
        for (String number : new String[] {"0707123456", "07.07.12.34.56", "07071234,56", "2250707123456.00", "707123456.0", "07.071.234.56"}) {
            assertThat(AmountCell.fault(number).english()).contains("•").doesNotContain(number);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"185000.00", "185 000,00", "185\u202F000,50", "1.250.000,00", "9999999,99"})
    void an_amount_with_decimals_is_shown_so_that_it_can_be_mended(String cell) {
        assertThat(AmountCell.fault(cell).french()).startsWith("le montant “" + cell + "” est une fraction");
        assertThat(Drop.read("[{\"msisdn\":\"0707123456\",\"amount\":185000.00}]").rows().get(0).refusal().text()).contains("“185000.00”");
    }

    @Provide
    Arbitrary<String> marks() {
        return Arbitraries.of(" ", ".", ",", "\u00A0", "\u202F", "\u2009");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("", " ", "XOF", " XOF", " FCFA", "\u00A0F CFA", " F\u00A0CFA", " CFA", "fcfa");
    }

    @Provide
    Arbitrary<String> digits() {
        return Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> amountLike() {
        return Arbitraries.strings().withChars("0123456789 .,\u00A0").withChars("000000000555").ofMaxLength(12);
    }

    private static String grouped(long francs, String mark) {
        String commas = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(francs);
        return commas.replace(",", mark);
    }
}
