package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

/**
 * One payout from received to pending, as far as the ledger is concerned: claimed to be checked, its check recorded,
 * claimed to be sent, its acceptance recorded, each step durable and in the sealed trail before the next, and no calls
 * between them. One after another this is the longest that a payout can wait for the ledger; the runtime has many under way.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(2)
public class ClaimAndRecordBenchmark {

    private static final int ROWS = 2_000;
    private static final int HUNDRED = 100;

    private FreshBooks fresh;
    private Books books;
    private long fileId;

    @Setup(Level.Iteration)
    public void open() {
        fresh = new FreshBooks();
        books = fresh.books();
        fileId = books.accepted("benchmark.csv", ROWS).id();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void alone() {
        for (int i = 0; i < ROWS; i++) {
            step(Stage.CHECK, 1, payout -> new Outcome.Checked());
            step(Stage.SUBMIT, 1, books::accepted);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void inWindowsOfAHundred() {
        for (int i = 0; i < ROWS; i += HUNDRED) {
            step(Stage.CHECK, HUNDRED, payout -> new Outcome.Checked());
            step(Stage.SUBMIT, HUNDRED, books::accepted);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void inBatchesOfAHundred() {
        Payouts payouts = books.ledger().payouts();
        for (int i = 0; i < ROWS; i += HUNDRED) {
            step(Stage.CHECK, HUNDRED, payout -> new Outcome.Checked());
            PayoutBatch batch = payouts.claimBatches(1, HUNDRED, 0).get(0);
            payouts.record(batch.payouts().stream().map(payout -> new Concluded(payout, books.accepted(payout), Books.ANSWERED)).toList());
        }
    }

    /** Claims so many and records each by itself, as the routes do; what waits together is written together. */
    private void step(Stage stage, int most, Function<Payout, Outcome> conclusion) {
        Payouts payouts = books.ledger().payouts();
        List<CompletableFuture<Recorded>> underWay = payouts.claim(stage, most, 0).stream()
                .map(payout -> payouts.submit(payout, conclusion.apply(payout), Books.ANSWERED)).toList();
        underWay.forEach(CompletableFuture::join);
    }

    @TearDown(Level.Iteration)
    public void prove() {
        try (FreshBooks done = fresh) {
            done.prove(fileId, "PENDING", ROWS);
        }
    }
}
