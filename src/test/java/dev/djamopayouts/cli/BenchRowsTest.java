package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.djamopayouts.cli.BenchRows.Use;
import dev.djamopayouts.sandbox.MagicNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchRowsTest {

    private static final int MANY = 300_000;

    private final BenchRows rows = BenchRows.fresh(5_000, 500_000);

    @Test
    void every_number_is_a_mobile_one_of_the_country_and_none_comes_twice() throws Exception {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            String number = rows.national(i);
            assertThat(seen.add(number)).as(number).isTrue();
            if (i % 1_000 == 0) {
                assertThat(phones.isValidNumberForRegion(phones.parse(number, "CI"), "CI")).as(number).isTrue();
            }
        }
    }

    @Test
    void no_number_is_one_that_the_sandbox_treats_in_a_way_of_its_own() {
        Set<String> magic = new HashSet<>();
        Stream.of(MagicNumber.values()).forEach(it -> magic.add(Integer.toString(it.ending())));
        for (int i = 0; i < MANY; i++) {
            assertThat(magic).doesNotContain(rows.national(i).substring(6));
        }
    }

    @Test
    void neighbours_do_not_stand_in_the_order_of_their_numbers() {
        List<String> first = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            first.add(rows.national(i));
        }
        assertThat(first).isNotEqualTo(first.stream().sorted().toList());
    }

    @Test
    void amounts_keep_within_their_limits_and_differ_from_file_to_file() {
        for (BenchRows some : List.of(rows, new BenchRows("x", 0, 5_000, 5_100))) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(some.amount(Use.MEASURED, i)).isBetween(some.amountMin(), some.amountMax());
            }
        }
        assertThat(rows.amount(Use.MEASURED, 7)).as("or they would look like one payment").isNotEqualTo(rows.amount(Use.REMEMBERED, 7));
    }

    @Test
    void a_file_is_one_that_validate_finds_nothing_wrong_with(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("bench.csv");
        rows.write(file, Use.MEASURED, 100, 250);

        assertThat(Files.readAllLines(file)).hasSize(251).contains(rows.reference(Use.MEASURED, 100) + "," + rows.national(100) + ","
                + rows.amount(Use.MEASURED, 100) + ",Salary of November");
        CommandRun validate = CommandRun.of("validate", file.toString());
        assertThat(validate.exitCode()).as("%s", validate).isZero();
        assertThat(validate.out()).contains("250");
    }

    @Test
    void two_runs_share_no_reference() {
        assertThat(new BenchRows("a1", 0, 5_000, 6_000).reference(Use.MEASURED, 1))
                .isNotEqualTo(new BenchRows("a2", 0, 5_000, 6_000).reference(Use.MEASURED, 1));
        assertThat(Stream.of(Use.values()).map(use -> rows.reference(use, 1)).distinct()).hasSize(Use.values().length);
    }
}
