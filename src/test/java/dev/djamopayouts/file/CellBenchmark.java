package dev.djamopayouts.file;

import dev.djamopayouts.payout.Msisdn;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One cell as people write it: an amount, and a number that is plain or that libphonenumber has to judge. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CellBenchmark {

    /** Amounts. */
    @State(Scope.Thread)
    public static class Amount {

        @Param({"50000", "50 000 FCFA"})
        private String amount;
    }

    /** Numbers: two plain ones and one that has points in it. */
    @State(Scope.Thread)
    public static class Number {

        @Param({"0707123456", "+225 07 07 12 34 56", "07.07.12.34.56"})
        private String msisdn;

        private final MsisdnCell cell = new MsisdnCell("CI");
    }

    @Benchmark
    public long amount(Amount cell) {
        return AmountCell.francs(cell.amount);
    }

    @Benchmark
    public Msisdn msisdn(Number number) {
        return number.cell.read(number.msisdn);
    }
}
