package dev.djamopayouts.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One row of a payout file, from its bytes on the disk to a valid {@link PayoutRow}, in each form that people send. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PayoutFileBenchmark {

    private static final int ROWS = 10_000;
    /** As many as are received at a time. */
    private static final int ROWS_IN_CHUNK = 2_000;

    /** How the file is written. */
    public enum Form { CSV, XLSX, PAIN }

    @Param
    private Form form;

    private Path file;

    @Setup
    public void write() throws IOException {
        file = Files.createTempFile("benchmark", "." + form);
        switch (form) {
            case CSV -> LargeFile.write(file, ROWS, false);
            case XLSX -> LargeFile.writeXlsx(file, ROWS);
            case PAIN -> LargeFile.writePain(file, ROWS);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void row(Blackhole blackhole) throws IOException {
        int valid = 0;
        try (PayoutFile read = PayoutFile.open(file, Drop.SHA, Drop.RULES)) {
            for (Iterator<List<PayoutRow>> chunks = read.chunks(ROWS_IN_CHUNK); chunks.hasNext();) {
                for (PayoutRow row : chunks.next()) {
                    blackhole.consume(row);
                    valid += row.isValid() ? 1 : 0;
                }
            }
        }
        // A file that is refused is read faster than one that is paid.
        if (valid != ROWS) {
            throw new IllegalStateException(valid + " of " + ROWS + " rows were valid");
        }
    }

    @TearDown
    public void remove() throws IOException {
        Files.delete(file);
    }
}
