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
