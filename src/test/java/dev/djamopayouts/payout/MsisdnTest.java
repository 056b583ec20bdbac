package dev.djamopayouts.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MsisdnTest {

    @Test
    void a_number_shows_its_first_six_and_its_last_two_characters() {
        assertThat(new Msisdn("+2250707123456").masked()).isEqualTo("+22507••••••56");
        assertThat(new Msisdn("+221771234567")).hasToString("+22177•••••67");
        assertThat("to " + new Msisdn("+2250707123456")).doesNotContain("0707123456");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "0707123456", "2250707123456", "+0250707123456", "+225 0707123456", "+22507", "+1234567",
        "+1234567890123456", "+225070712345a", "+٢٢٥٠٧٠٧١٢٣٤٥٦", "+2250707123456\n"})
    void what_is_not_e164_is_no_msisdn(String text) {
        assertThatThrownBy(() -> new Msisdn(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not an E.164 number: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0705050505 | ••••••••05", "07 05 05 05 05 | ••••••••05", "07-05-05-05-05 | ••••••••05",
        "07.05.05.05.05 | ••••••••05", "+225 07 05 05 05 05 | +22507••••••05", "+225-0705050505 | +22507••••••05",
        "00225 0705050505 | +22507••••••05", "+2250705050505 | +22507••••••05", "tel2250705050505 | tel+22507••••••05",
        "+221 77 123 45 67 | +22177•••••67", "77 123 45 67 | •••••••67", "0705-050505 | ••••••••05", "+33 6 12 34 56 78 | •••••••••78"})
    void in_a_sentence_a_number_in_any_usual_writing_is_masked(String number, String masked) {
        assertThat(Msisdn.maskedIn("for " + number + ", says Djamo")).isEqualTo("for " + masked + ", says Djamo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payout 12-345678", "salaries-2026-05-31.csv", "paid on 2026-05-31", "2026-05-31 10:20:30", "paid on 31/05/2026",
        "50,000 XOF", "1 250 000 XOF", "txn_6d749a9612345678", "SAL-2026-11-0001234", "ticket 4711"})
    void what_is_no_number_of_a_person_stays_in_a_sentence(String text) {
        assertThat(Msisdn.maskedIn("see " + text + ".")).isEqualTo("see " + text + ".");
    }

    @Property
    void no_more_than_eight_characters_of_any_number_are_ever_shown(@ForAll("numbers") String number) {
        String masked = Msisdn.masked(number);
        assertThat(masked.chars().filter(c -> c != '•').count()).isLessThanOrEqualTo(8);
        assertThat(number.length() < 2 || !masked.contains(number)).isTrue();
        if (masked.chars().anyMatch(c -> c != '•')) {
            assertThat(masked).contains("••");
        }
    }

    @Property
    void a_refused_number_is_masked_in_the_refusal(@ForAll("damaged") String number) {
        assertThatThrownBy(() -> new Msisdn(number)).message().doesNotContain(number.substring(0, 9));
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings().withChars("+0123456789 -.E").ofMinLength(0).ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> damaged() {
        return Arbitraries.strings().numeric().ofMinLength(9).ofMaxLength(40);
    }
}
