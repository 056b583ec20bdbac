package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.ReasonCode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MsisdnCellTest {

    private final MsisdnCell ivorian = new MsisdnCell("CI");
    private final MsisdnCell senegalese = new MsisdnCell("SN");

    @ParameterizedTest
    @ValueSource(strings = {"0707123456", "07 07 12 34 56", "07.07.12.34.56", "07-07-12-34-56", "07\u00A007\u00A012\u00A034\u00A056",
        "002250707123456", "00 225 07 07 12 34 56", "+2250707123456", "+225 07 07 12 34 56", "(+225) 0707123456", "225 0707123456",
        "2250707123456", " 0707123456 ", "\t0707123456", "+225 (0)7 07 12 34 56"})
    void a_number_of_cote_d_ivoire_is_read_in_every_usual_writing(String cell) {
        assertThat(ivorian.read(cell)).isEqualTo(new Msisdn("+2250707123456"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"771234567", "77 123 45 67", "77.123.45.67", "+221771234567", "00221771234567", "221 77 123 45 67"})
    void a_number_of_senegal_is_read_in_every_usual_writing(String cell) {
        assertThat(senegalese.read(cell)).isEqualTo(new Msisdn("+221771234567"));
    }

    @Test
    void the_other_country_is_read_where_its_code_is_written() {
        assertThat(ivorian.read("+221 77 123 45 67")).isEqualTo(new Msisdn("+221771234567"));
        assertThat(ivorian.read("221771234567")).isEqualTo(new Msisdn("+221771234567"));
        assertThat(senegalese.read("2250707123456")).isEqualTo(new Msisdn("+2250707123456"));
        assertThat(ivorian.read("771234567")).isNull();
        assertThat(senegalese.read("0707123456")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "\"\"|is missing",
        "2.25071E+12|scientific notation", "2,25071E+12|scientific notation", "2.250707123456E12|scientific notation",
        "707123456|lost its leading zero", "+225707123456|lost its leading zero", "225707123456|lost its leading zero",
        "0707123456.0|decimal number", "2250707123456.00|decimal number", "7712345.00|decimal number",
        "07123456|old number of 8 digits", "+22507123456|old number of 8 digits",
        "070712345|9 digits", "0707|has 4 digits", "07071234567|has 11 digits",
        "+33612345678|another country", "0033612345678|another country", "+2348012345678|another country",
        "2722222222|not a mobile number", "+2252722222222|not a mobile number", "0907123456|not a mobile number",
        "+221338211234|not a mobile number of Sénégal", "+22177123456|has 8 digits where a number of Sénégal has 9",
        "0707DJAMO1|has letters", "O707123456|has letters", "07O7123456|has letters", "inconnu|has letters",
        "0707123456 ext 5|extension", "0707123456 x5|extension", "0707123456#5|extension", "0707123456 poste 5|extension",
        "0707123456;ext=5|extension", "0707123456,5|extension", "0707123456 p5|extension",
        "0707123456/0505123456|more than one number", "0707123456 +2250505123456|more than one number",
        "++2250707123456|characters that no number has", "+|characters that no number has",
        "٠٧٠٧١٢٣٤٥٦|characters that no number has", "０７０７１２３４５６|characters that no number has",
        "'0707123456|characters that no number has", "=0707123456|characters that no number has", "70712345/6|more than one number",
    })
    void a_number_that_would_have_to_be_guessed_is_refused_and_the_reason_says_why(String cell, String words) {
        PayoutRow row = Drop.row(cell, "5000");
        assertThat(row.msisdn()).isNull();
        assertThat(row.refusal().code()).isEqualTo(ReasonCode.AC01);
        assertThat(row.refusal().text()).contains(words).contains("write 10 digits from 01, 05 or 07");
        assertThat(row.refusal().text().replace(" ", "")).doesNotContainPattern("[0-9]{9}");
    }

    @Test
    void decimals_never_count_as_digits_of_a_number() {
        assertThat(senegalese.read("7712345.00")).isNull();
        assertThat(senegalese.read("+22177123456.7")).isNull();
    }

    @Property(tries = 2000)
    void the_plain_reading_gives_what_libphonenumber_gives(@ForAll("plainForms") String cell) {
        for (MsisdnCell reader : List.of(ivorian, senegalese)) {
            String plain = reader.plain(cell);
            if (plain != null) {
                assertThat(plain).isEqualTo(reader.judged(cell));
            }
        }
    }

    @Property(tries = 2000)
    void every_mobile_number_of_the_usual_ranges_is_read_without_the_judge(@ForAll("mobiles") String e164) {
        assertThat(ivorian.plain(e164)).isEqualTo(e164).isEqualTo(ivorian.judged(e164));
    }

    @Property(tries = 3000)
    void whatever_is_accepted_is_a_valid_mobile_number_of_here(@ForAll("numberLike") String cell) throws NumberParseException {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        for (MsisdnCell reader : List.of(ivorian, senegalese)) {
            Msisdn msisdn = reader.read(cell);
            if (msisdn != null) {
                var number = phones.parse(msisdn.e164(), null);
                assertThat(phones.isValidNumber(number)).isTrue();
                assertThat(phones.getNumberType(number)).isEqualTo(PhoneNumberType.MOBILE);
                assertThat(msisdn.e164()).matches("\\+225[0-9]{10}|\\+221[0-9]{9}");
                // No digit of the cell is left out, and only a country code is added.
                assertThat(msisdn.e164()).endsWith(cell.replaceAll("[^0-9]", "").replaceFirst("^00", ""));
            }
        }
    }

    @Provide
    Arbitrary<String> mobiles() {
        Arbitrary<String> ci = Combinators.combine(Arbitraries.of("01", "05", "07"), digits(8)).as((a, b) -> "+225" + a + b);
        Arbitrary<String> sn = Combinators.combine(Arbitraries.of("70", "75", "76", "77", "78"), digits(7)).as((a, b) -> "+221" + a + b);
        return Arbitraries.oneOf(ci, sn);
    }

    @Provide
    Arbitrary<String> plainForms() {
        Arbitrary<String> prefix = Arbitraries.of("", "+", "00", "+225", "00225", "225", "+221", "00221", "221", "+225 ", " ", "+ 225");
        Arbitrary<String> national = Arbitraries.oneOf(mobiles().map(number -> number.substring(4)), digits(9), digits(10), digits(8),
                mobiles().map(number -> number.substring(4).replaceAll("(..)", "$1 ")));
        return Combinators.combine(prefix, national, Arbitraries.of("", "", " ", "0")).as((a, b, c) -> a + b + c);
    }

    @Provide
    Arbitrary<String> numberLike() {
        Arbitrary<String> marked = plainForms().map(text -> text.replace(" ", "-"));
        Arbitrary<String> damaged = Combinators.combine(plainForms(), Arbitraries.chars().with("+-. ()/xE,;٣"), Arbitraries.integers().between(0, 20))
                .as((text, c, at) -> new StringBuilder(text).insert(Math.min(at, text.length()), c).toString());
        return Arbitraries.oneOf(plainForms(), marked, damaged);
    }

    private static Arbitrary<String> digits(int count) {
        return Arbitraries.strings().numeric().ofLength(count);
    }
}
