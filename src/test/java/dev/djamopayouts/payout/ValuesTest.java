package dev.djamopayouts.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @Property
    void a_payout_id_is_read_back_from_its_writing(@ForAll @LongRange(min = 1, max = 999_999_999_999L) long file,
                                                   @ForAll @LongRange(min = 1, max = 999_999_999_999L) long line) {
        PayoutId id = new PayoutId(file, line);
        assertThat(PayoutId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "-", "12-", "-345", "1--5", "+1-5", "1-+5", "01-5", "1-05", "0-5", "5-0", " 1-5", "1-5 ", "1-5-6",
        "a-b", "1.0-2", "99999999999999999999-1", "1-99999999999999999999", "١-٢"})
    void what_is_no_payout_id_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> PayoutId.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("12-345");
    }

    @Test
    void files_and_lines_are_counted_from_one() {
        assertThatThrownBy(() -> new PayoutId(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PayoutId(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void the_same_file_and_line_always_give_the_same_reference_and_other_lines_others(
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE - 1) long line) {
        Reference reference = Reference.derived(SHA, line);
        assertThat(reference).isEqualTo(Reference.derived(SHA, line)).isNotEqualTo(Reference.derived(SHA, line + 1));
        assertThat(Reference.isValid(reference.value())).isTrue();
    }

    @Test
    void a_derived_reference_keeps_its_form_for_ever() {
        assertThat(Reference.derived(SHA, 42)).hasToString("9f86d081884c7d659a2feaa0c55ad015-42");
    }

    @Test
    void no_two_lines_of_a_file_share_a_derived_reference() {
        assertThat(LongStream.rangeClosed(1, 20_000).mapToObj(line -> Reference.derived(SHA, line)).distinct()).hasSize(20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " A", "A ", "A\n", "A\tB", "A\u0000", "A\u2028B", "A\u200BB", "A\u202EB", "\uD800", "A\uE000"})
    void a_reference_that_nobody_could_read_back_is_refused(String text) {
        assertThat(Reference.isValid(text)).isFalse();
        assertThatThrownBy(() -> new Reference(text)).hasMessage("a reference has 1 to 64 printable characters");
    }

    @Test
    void a_reference_has_no_more_than_sixty_four_characters() {
        assertThat(Reference.isValid("x".repeat(64))).isTrue();
        assertThat(Reference.isValid("x".repeat(65))).isFalse();
        assertThat(Reference.isValid("Prime d'été n° 7 / 2026 — équipe «nuit» 😀")).isTrue();
    }

    @Test
    void an_amount_is_never_negative_and_never_wraps_around() {
        assertThatThrownBy(() -> new Xof(-1)).hasMessageContaining("never negative");
        assertThatThrownBy(() -> new Xof(Long.MAX_VALUE).plus(new Xof(1))).isInstanceOf(ArithmeticException.class);
        assertThat(new Xof(5_000).plus(new Xof(7_500))).isEqualTo(new Xof(12_500)).hasToString("12500")
                .isGreaterThan(new Xof(12_499));
    }

    @Test
    void a_reason_has_both_code_and_text() {
        assertThat(new Reason(ReasonCode.AC01, "the number is too short")).hasToString("AC01 the number is too short");
        assertThatThrownBy(() -> new Reason(null, "x")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Reason(ReasonCode.NARR, (String) null)).isInstanceOf(NullPointerException.class);
    }

    @Property
    void a_payout_never_shows_its_whole_number(@ForAll("numbers") String number) {
        Payout payout = new Payout(new PayoutId(1, 2), new Reference("R"), new Msisdn(number), new Xof(5_000), "", PayoutState.CHECKED,
                new Payout.Claim(1, 2), new Payout.Progress(0, 0, null, null, 0));
        assertThat(payout.toString()).doesNotContain(number.substring(1)).doesNotContain(number.substring(4));
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings().numeric().ofLength(10).map(digits -> "+225" + digits);
    }

    @Test
    void what_is_asked_for_again_bears_its_reference_with_a_number() {
        assertThat(new Reference("SAL-7").again(1)).isEqualTo(new Reference("SAL-7"));
        assertThat(new Reference("SAL-7").again(2)).hasToString("SAL-7~2");
        assertThat(new Reference("x".repeat(61)).again(99)).hasToString("x".repeat(61) + "~99");
        assertThatThrownBy(() -> new Reference("R").again(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reference("R").again(Reference.MOST_AGAIN + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_long_reference_is_cut_and_yet_told_from_one_that_begins_alike() {
        Reference first = new Reference("x".repeat(63) + "1").again(2);
        assertThat(first.value()).startsWith("x".repeat(44) + "~").endsWith("~2").hasSizeLessThanOrEqualTo(Reference.MAX_LENGTH);
        assertThat(first).isEqualTo(new Reference("x".repeat(63) + "1").again(2)).isNotEqualTo(new Reference("x".repeat(63) + "2").again(2));
        assertThat(new Reference("x".repeat(43) + "😀".repeat(10)).again(2).value()).as("no half of a pair").startsWith("x".repeat(43) + "~");
    }
}
