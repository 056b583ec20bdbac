package dev.djamopayouts.ledger;

import dev.djamopayouts.file.PayoutFile;
import dev.djamopayouts.file.PayoutRow;
import dev.djamopayouts.file.ReadingRules;
import dev.djamopayouts.file.RowCells;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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

/**
 * One row into the ledger, in chunks as the runtime receives them, durable and counted: rows that are in memory, and rows of
 * a CSV that is read at the same time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(2)
public class RowIntakeBenchmark {

    private static final int ROWS = 50_000;
    private static final int ROWS_IN_CHUNK = 5_000;
    private static final String SHA = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final ReadingRules RULES = new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 1_000_000, 100_000, 100);
    /** As the settings have it where nobody says otherwise: a row that looks like another payment is looked for. */
    private static final Suspicion SUSPICION = new Suspicion(Suspicion.Then.PAY, TimeUnit.HOURS.toMillis(24));

    private final List<List<NewPayout>> chunks = new ArrayList<>();
    private FreshBooks fresh;
    private PayoutFileEntry entry;
    private Path csv;

    @Setup(Level.Iteration)
    public void open() throws IOException {
        fresh = new FreshBooks();
        entry = fresh.books().take("benchmark.csv").entry();
        csv = fresh.folder().resolve("benchmark.csv");
        try (Writer out = Files.newBufferedWriter(csv)) {
            out.write("reference,msisdn,amount,description\n");
            for (int row = 0; row < ROWS; row++) {
                out.write("SAL-2026-" + row + ",0707" + (100_000 + row * 7_919 % 900_000) + "," + (5_000 + row % 400_000) + ",Salaire de janvier\n");
            }
        }
        chunks.clear();
        try (PayoutFile file = PayoutFile.open(csv, SHA, RULES)) {
            file.chunks(ROWS_IN_CHUNK).forEachRemaining(rows -> chunks.add(payouts(rows)));
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public PayoutFiles.Count ofMemory() {
        RowIntake intake = fresh.books().ledger().files().intake(entry.id(), SUSPICION, 86_400_000);
        chunks.forEach(intake::add);
        return intake.count();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public PayoutFiles.Count ofACsv() throws IOException {
        RowIntake intake = fresh.books().ledger().files().intake(entry.id(), SUSPICION, 86_400_000);
        try (PayoutFile file = PayoutFile.open(csv, SHA, RULES)) {
            for (Iterator<List<PayoutRow>> read = file.chunks(ROWS_IN_CHUNK); read.hasNext();) {
                intake.add(payouts(read.next()));
            }
        }
        return intake.count();
    }

    private static List<NewPayout> payouts(List<PayoutRow> rows) {
        return rows.stream().map(row -> new NewPayout(row.lineNo(), RowCells.encode(row.cells()), row.reference(), row.msisdn(), row.amount(),
                row.description(), row.refusal())).toList();
    }

    @TearDown(Level.Iteration)
    public void prove() {
        try (FreshBooks done = fresh) {
            done.books().accept(entry);
            done.prove(entry.id(), "RECEIVED", ROWS);
        }
    }
}
