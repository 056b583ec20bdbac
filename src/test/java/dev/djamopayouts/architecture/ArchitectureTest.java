package dev.djamopayouts.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule holds for our code, and is broken by a class made to break it: a guard that never barks guards nothing. */
class ArchitectureTest {

    private static final String OURS = "dev.djamopayouts";
    private static final String BROKEN = "dev.djamopayouts.architecture.broken";
    private static final int MOST_LINES = 250;

    private static final JavaClasses MAIN = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(OURS);
    private static final JavaClasses TESTS = new ClassFileImporter().withImportOption(new ImportOption.OnlyIncludeTests())
            .withImportOption(location -> !location.contains("/broken/")).importPackages(OURS);
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(BROKEN);

    private final Rules ours = new Rules(OURS);
    private final Rules broken = new Rules(BROKEN);

    @ParameterizedTest
    @ValueSource(strings = {"payout", "config", "file", "ledger", "djamo", "sandbox", "route"})
    void arrows_point_one_way(String name) {
        ours.arrows(name).check(MAIN);
        assertThat(broken.arrows(name).evaluate(FIXTURES).hasViolation()).as("the rule for %s bites", name).isTrue();
    }

    @Test
    void every_package_of_ours_has_its_arrows() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/djamopayouts"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()).sorted().toList()).isEqualTo(Rules.packages());
        }
    }

    static Stream<Function<Rules, ArchRule>> rules() {
        return Stream.of(Rules::payoutIsPlainJava, Rules::noCycles, Rules::namesSayWhatThingsAre, Rules::noFractions,
                Rules::noMethodGivesAFraction, Rules::noPublicMutableStatics);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void each_rule_holds_for_our_code_and_bites_where_it_is_broken(Function<Rules, ArchRule> rule) {
        assertThatCode(() -> rule.apply(ours).check(MAIN)).doesNotThrowAnyException();
        assertThat(rule.apply(broken).evaluate(FIXTURES).hasViolation()).as(rule.apply(broken).getDescription()).isTrue();
    }

    @Test
    void no_test_sleeps() {
        ours.nobodySleeps().check(TESTS);
        assertThat(broken.nobodySleeps().evaluate(FIXTURES).hasViolation()).isTrue();
    }

    @Test
    void the_names_of_tests_follow_the_same_rule() {
        ours.namesSayWhatThingsAre().check(TESTS);
    }

    @Test
    void no_class_grows_beyond_what_a_reader_holds_in_mind() throws IOException {
        assertThat(longerThan(MOST_LINES, Path.of("src/main/java"))).isEmpty();
        assertThat(longerThan(100, Path.of("src/test/java/dev/djamopayouts/architecture"))).as("the measure measures").isNotEmpty();
    }

    private static List<String> longerThan(int most, Path tree) throws IOException {
        List<String> tooLong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                int lines = Files.readAllLines(file).size();
                if (lines > most) {
                    tooLong.add(file + ": " + lines);
                }
            }
        }
        return tooLong;
    }
}
