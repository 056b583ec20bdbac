package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One event of the audit trail: its place in the chain of hashes alone, and with its row in the ledger, durable. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SealBenchmark {

    private static final int HUNDRED = 100;

    /** An event that is like most: a payout was sent and accepted. */
    @State(Scope.Thread)
    public static class Accepted {

        private final String instance = Leases.newInstance();
        private final Event event = Event.ofPayout(new PayoutId(7, 1_234), Event.Kind.CONCLUDED, PayoutState.SUBMITTING, PayoutState.PENDING, 2, 1)
                .shownBy(Books.ANSWERED, "txn_4f6c1f0e-8a54-4c8e-9f6b-0d7c3a1e2b5d");
        private SealedEvent last = SealedEvent.after("the trail begins", 1, SettableClock.START, instance, event);
    }

    /** A ledger with a file that the events are of. */
    @State(Scope.Thread)
    public static class Written {

        private FreshBooks fresh;
        private Ledger ledger;
        private long fileId;

        @Setup(Level.Iteration)
        public void open() {
            fresh = new FreshBooks();
            ledger = fresh.books().ledger();
            fileId = fresh.books().accepted("benchmark.csv", HUNDRED).id();
        }

        @TearDown(Level.Iteration)
        public void close() {
            fresh.close();
        }
    }

    @Benchmark
    public SealedEvent sealing(Accepted accepted) {
        accepted.last = SealedEvent.after(accepted.last.hash(), accepted.last.seq() + 1, SettableClock.START, accepted.instance, accepted.event);
        return accepted.last;
    }

    @Benchmark
    @OperationsPerInvocation(HUNDRED)
    public void sealingAndWritingInHundreds(Written written) {
        written.ledger.onWriter(connection -> {
            for (int line = 2; line < HUNDRED + 2; line++) {
                written.ledger.trail().append(Event.ofPayout(new PayoutId(written.fileId, line), Event.Kind.CONCLUDED, PayoutState.SUBMITTING,
                        PayoutState.PENDING, 2, 1).shownBy(Books.ANSWERED, "txn_4f6c1f0e-8a54-4c8e-9f6b-0d7c3a1e2b5d"));
            }
            return null;
        });
    }
}
