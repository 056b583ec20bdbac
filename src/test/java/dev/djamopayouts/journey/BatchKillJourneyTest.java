package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.MagicNumber;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process dies in the middle of a batch, and the next one pays every row once; the sandbox takes a reference as often as it comes. */
class BatchKillJourneyTest {

    private static final int ROWS = 40;

    @TempDir
    Path folder;

    static Stream<Boundary> boundaries() {
        return Stream.of(
                // Claimed, and not sent.
                Boundary.before("route.BatchWork", "put", 1),
                // Answered, and not concluded from.
                Boundary.before("route.SubmitBatch", "conclude", 1),
                // Concluded, and not recorded.
                Boundary.before("route.BatchRecorder", "process", 2),
                // Refused: looked up, and half of it sent again.
                Boundary.before("djamo.BatchMeanings", "refused", 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("boundaries")
    void whoever_comes_after_a_process_that_died_here_pays_every_row_once(Boundary boundary) throws Exception {
        try (Journey journey = new Journey(folder, SandboxOptions.builder().uniqueReferences(false).lookupLagMillis(150).settleMillis(20).build())) {
            journey.set("payouts.mode", "batch").set("payouts.batch.size", "8").set("payouts.batch.max-wait-ms", "5000")
                    .set("payouts.lease-ms", "3000").set("djamo.response-timeout-ms", "1000").set("djamo.connect-timeout-ms", "500")
                    .set("payouts.concurrency", "4");
            StringBuilder rows = new StringBuilder("reference,msisdn,amount,description\n");
            // First, and no batch goes before it is full: so it is refused among others, twice.
            rows.append("BAD,%s,50000,x\n".formatted(MagicNumber.REFUSED.msisdn(1)));
            for (int row = 0; row < ROWS; row++) {
                rows.append("K-%d,0703%06d,%d,x\n".formatted(row, row, 5_000 + row));
            }
            journey.drop("paie.csv", rows.toString());
            boundary.kill(journey);
            assertThat(journey.books().number("SELECT COUNT(*) FROM payout WHERE state = 'SUBMITTING'")).as("in the middle of a batch").isPositive();
            journey.start().audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(ROWS);
            assertThat(journey.books().rows("REJECTED")).extracting(Books.Row::reference).containsExactly("BAD");
        }
    }
}
