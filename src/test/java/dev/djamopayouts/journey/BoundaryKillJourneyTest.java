package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process dies at each boundary between remembering and acting, and the next one pays every row once. The sandbox takes a
 * reference as often as it comes, so nothing but the ledger prevents a second payment.
 * {@code -Dchaos=long} goes through all of them; otherwise those around the money.
 */
class BoundaryKillJourneyTest {

    private static final int ROWS = 30;

    @TempDir
    Path folder;

    static Stream<Boundary> boundaries() {
        Stream<Boundary> aroundTheMoney = Stream.of(
                Boundary.before("route.LedgerConsumer", "process", 45),
                Boundary.before("djamo.DjamoHttp", "prepare", 45),
                Boundary.before("djamo.DjamoHttp", "answer", 45),
                Boundary.after("ledger.WriterConnection", "commit", 12),
                Boundary.before("route.FileReceiver", "release", 0));
        return !"long".equals(System.getProperty("chaos")) ? aroundTheMoney : Stream.concat(aroundTheMoney, Stream.of(
                Boundary.before("route.FileReceiver", "take", 0),
                Boundary.before("ledger.PayoutFiles", "take", 0),
                Boundary.before("route.FileReceiver", "open", 0),
                Boundary.before("ledger.PayoutFiles", "add", 0),
                Boundary.before("route.FileReceiver", "accept", 0),
                Boundary.before("ledger.PayoutFiles", "accept", 0),
                Boundary.before("ledger.WriterConnection", "commit", 3),
                Boundary.after("ledger.WriterConnection", "commit", 3),
                Boundary.before("ledger.WriterConnection", "commit", 6),
                Boundary.after("ledger.WriterConnection", "commit", 6),
                Boundary.before("ledger.WriterConnection", "commit", 12),
                Boundary.before("ledger.WriterConnection", "commit", 25),
                Boundary.after("ledger.WriterConnection", "commit", 25),
                Boundary.before("ledger.Claims", "claim", 30),
                Boundary.before("route.LedgerConsumer", "process", 70),
                Boundary.before("djamo.DjamoHttp", "prepare", 60),
                Boundary.before("djamo.DjamoHttp", "answer", 60),
                Boundary.before("djamo.DjamoHttp", "conclude", 55),
                Boundary.before("ledger.PayoutChange", "apply", 45),
                Boundary.before("ledger.Outcomes", "delivered", 3),
                Boundary.before("ledger.Answers", "delivered", 0),
                Boundary.before("ledger.Outcomes", "settle", 2)));
    }

    private static String rows() {
        StringBuilder rows = new StringBuilder("reference,msisdn,amount,description\n");
        for (int row = 0; row < ROWS; row++) {
            rows.append("K-%d,0703%06d,%d,x\n".formatted(row, row, 5_000 + row));
        }
        return rows.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("boundaries")
    void whoever_comes_after_a_process_that_died_here_pays_every_row_once(Boundary boundary) throws Exception {
        Faults faults = Faults.builder().seed(3).latencyMillis(2).cutAfterAcceptance(0.05).build();
        try (Journey journey = new Journey(folder, SandboxOptions.builder().uniqueReferences(false).lookupLagMillis(150)
                .settleMillis(20).faults(faults).build())) {
            journey.set("payouts.lease-ms", "3000").set("djamo.response-timeout-ms", "1000").set("djamo.connect-timeout-ms", "500")
                    .set("payouts.concurrency", "4");
            journey.drop("paie.csv", rows());
            boundary.kill(journey);
            journey.start().audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(ROWS);
        }
    }
}
