package dev.djamopayouts.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of the house for one tree of packages: ours, or the broken one that shows that they bite. */
final class Rules {

    /** What each package may see of ours. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "payout", List.of(),
            "config", List.of(),
            "file", List.of("payout"),
            "ledger", List.of("payout"),
            "djamo", List.of("payout"),
            "sandbox", List.of("payout"),
            "route", List.of("config", "file", "djamo", "ledger", "payout"),
            "cli", List.of("config", "route", "sandbox", "file", "djamo", "ledger", "payout"));

    private final String root;

    Rules(String root) {
        this.root = root;
    }

    static List<String> packages() {
        return ARROWS.keySet().stream().sorted().toList();
    }

    /** A package sees no other of ours than its arrows say. */
    ArchRule arrows(String name) {
        List<String> forbidden = new ArrayList<>(packages());
        forbidden.remove(name);
        forbidden.removeAll(ARROWS.get(name));
        return noClasses().that().resideInAPackage(inside(name)).should().dependOnClassesThat(
                resideInAnyPackage(forbidden.stream().map(this::inside).toArray(String[]::new))).allowEmptyShould(true);
    }

    ArchRule payoutIsPlainJava() {
        return noClasses().that().resideInAPackage(inside("payout")).should().dependOnClassesThat(
                DescribedPredicate.not(resideInAnyPackage("java..", inside("payout"))));
    }

    ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    ArchRule namesSayWhatThingsAre() {
        return noClasses().that(inTree()).should().haveNameMatching(".*[.$](Abstract[A-Z]\\w*|Base[A-Z]\\w*|\\w*(Utils?|Base|Impl|Manager|Helper|Abstract))");
    }

    /** The sandbox's faults are probabilities, and a fill level is no money. */
    ArchRule noFractions() {
        return noFields().that().areDeclaredInClassesThat(inTree(resideInAnyPackage(inside("payout"), inside("file"), inside("ledger"),
                inside("djamo"), inside("route"), inside("config")))).should().haveRawType(fraction());
    }

    ArchRule noMethodGivesAFraction() {
        return methods().that().areDeclaredInClassesThat(inTree(resideInAnyPackage(inside("payout"), inside("file"), inside("ledger"),
                inside("djamo")))).should().notHaveRawReturnType(fraction()).andShould().notHaveRawParameterTypes(
                DescribedPredicate.describe("a fraction", types -> types.stream().anyMatch(fraction())));
    }

    ArchRule noPublicMutableStatics() {
        return fields().that().areDeclaredInClassesThat(inTree()).and().areStatic().and().areNotPrivate().and()
                .doNotHaveName("$VALUES").should().beFinal();
    }

    ArchRule nobodySleeps() {
        return noClasses().that(inTree()).should().callMethod(Thread.class, "sleep", long.class)
                .orShould().callMethod(Thread.class, "sleep", long.class, int.class)
                .orShould().callMethod(java.util.concurrent.TimeUnit.class, "sleep", long.class);
    }

    private static DescribedPredicate<JavaClass> fraction() {
        return DescribedPredicate.describe("double or float", type -> List.of("double", "float", "java.lang.Double", "java.lang.Float")
                .contains(type.getName()));
    }

    private DescribedPredicate<JavaClass> inTree() {
        return resideInAnyPackage(root + "..");
    }

    private DescribedPredicate<JavaClass> inTree(DescribedPredicate<JavaClass> packages) {
        return inTree().and(packages);
    }

    private String inside(String name) {
        return root + "." + name + "..";
    }
}
