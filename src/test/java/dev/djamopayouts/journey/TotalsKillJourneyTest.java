package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process dies between any two steps with control totals, and the next one comes to the same end. */
class TotalsKillJourneyTest {

    private static final String ROWS = "reference,msisdn,amount,description\nT-1,0707123456,50000,x\nT-2,0707123457,75000,x\n";

    @TempDir
    Path folder;

    static Stream<Boundary> withTotals() {
        return Stream.of(Boundary.before("route.TotalsIntake", "receive", 0), Boundary.before("ledger.TotalsBook", "receive", 0),
                Boundary.before("route.TotalsIntake", "keep", 0), Boundary.before("route.TotalsGate", "mustBeThere", 0),
                Boundary.before("route.TotalsGate", "contradictions", 0), Boundary.before("ledger.TotalsBook", "use", 0),
                Boundary.before("route.FileReceiver", "release", 0), Boundary.before("route.FileReceiver", "release", 1));
    }

    static Stream<Boundary> withoutTotals() {
        return Stream.of(Boundary.before("ledger.TotalsBook", "await", 0), Boundary.before("route.TotalsGate", "leave", 0),
                Boundary.before("route.FileReceiver", "release", 0), Boundary.before("ledger.TotalsBook", "isAwaited", 0));
    }

    static Stream<Boundary> tooLate() {
        return Stream.of(Boundary.before("route.TotalsIntake", "answerLate", 0), Boundary.before("ledger.PayoutFiles", "take", 0),
                Boundary.before("ledger.PayoutFiles", "refuse", 0), Boundary.before("route.FileReceiver", "release", 0));
    }

    private void totals(long amount) {
        new Drop("a.csv.totals.json", ("{\"rows\": 2, \"amount\": " + amount + "}").getBytes(StandardCharsets.UTF_8))
                .placeIn(folder.resolve("inbox"));
    }

    private Journey journey() {
        return new Journey(folder).set("payouts.lease-ms", "3000").set("djamo.response-timeout-ms", "1000").set("djamo.connect-timeout-ms", "500");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withTotals")
    void a_file_with_its_totals_is_held_against_them_and_paid_once(Boundary boundary) throws Exception {
        try (Journey journey = journey().set("payouts.totals", "required")) {
            totals(125_000);
            journey.drop("a.csv", ROWS);
            boundary.kill(journey);
            journey.start().audit();
            assertThat(journey.answer("a.csv.ack.json")).contains("\"source\" : \"sidecar\"");
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
            assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals WHERE fate = 'USED'")).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutTotals")
    void a_file_without_its_totals_goes_on_waiting_for_them(Boundary boundary) throws Exception {
        try (Journey journey = journey().set("payouts.totals", "required")) {
            journey.drop("a.csv", ROWS);
            boundary.kill(journey);
            journey.start();
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM payout_file WHERE awaits_totals = 1")).isEqualTo(1));
            totals(1);
            assertThat(journey.answer("a.csv.nack.json")).contains("AM10");
            journey.audit();
            assertThat(journey.sandbox().book().size()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooLate")
    void totals_that_came_too_late_are_answered_once(Boundary boundary) throws Exception {
        try (Journey journey = journey().start()) {
            journey.drop("a.csv", ROWS);
            journey.answer("a.csv.result.csv");
            journey.stop();
            totals(1);
            boundary.kill(journey);
            journey.start();
            assertThat(journey.answer("a.csv.totals.json.nack.json")).contains("DO NOT AGREE");
            Journey.eventually(() -> assertThat(journey.books().answersWaiting()).isZero());
            assertThat(journey.outbox()).filteredOn(name -> name.contains("totals")).hasSize(1);
            assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals WHERE fate = 'CONTRADICTED'")).isEqualTo(1);
            assertThat(journey.books().number("SELECT COUNT(*) FROM payout_file")).isEqualTo(2);
        }
    }
}
