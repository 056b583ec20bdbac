package dev.djamopayouts.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What a bench found; {@code --json} prints it as it is. Where a part was not measured it is null.
 *
 * @param settings what the product was started with beyond its defaults
 * @param ratio    rows a second of the product, from the drop to the last acceptance, over those of the wire
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchResult(BenchPlan plan, Map<String, String> settings, Machine machine, Wire wire, Product product, Double ratio,
                   Restart restart) {

    static BenchResult of(BenchPlan plan, Map<String, String> settings, Wire wire, Product product) {
        Double ratio = wire == null || product == null ? null : rounded(product.rowsPerSecond() / wire.rowsPerSecond());
        return new BenchResult(plan, settings, Machine.here(), wire, product, ratio, null);
    }

    static BenchResult of(BenchPlan plan, Map<String, String> settings, Restart restart) {
        return new BenchResult(plan, settings, Machine.here(), null, null, null, restart);
    }

    /**
     * A product that was killed in the middle of a file and started again, cold.
     *
     * @param startSeconds             from its first start to ready, with an empty ledger
     * @param acceptedBefore           rows when it was killed
     * @param restartSeconds           from its second start to ready
     * @param secondsToFirstAcceptance from its second start to the first row that was accepted after it
     */
    record Restart(double startSeconds, long acceptedBefore, double restartSeconds, double secondsToFirstAcceptance) {
    }

    /** Where it was measured. */
    record Machine(int processors, String java, String system, long mostHeapBytes) {

        static Machine here() {
            return new Machine(Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"), Runtime.getRuntime().maxMemory());
        }
    }

    /**
     * The bare loop.
     *
     * @param calls endpoint to HTTP status to count
     */
    record Wire(double seconds, double rowsPerSecond, Map<String, Map<Integer, Long>> calls, Cpu cpu) {
    }

    /**
     * The product.
     *
     * @param paid                     rows that ended as completed
     * @param seconds                  from the drop to the last acceptance
     * @param rowsPerSecond            over those
     * @param rowsPerSecondAfterReading from the acknowledgement to the last acceptance
     * @param rowsPerSecondRead        from the file's entry into the ledger to its acknowledgement
     * @param allowedCallsPerSecond    calls a second that were not answered 429 while rows were sent; 0 where it was too short to tell
     * @param tooMany                  calls answered 429
     * @param commits                  of the ledger, from the drop to the end
     * @param writes                   in those commits
     * @param cpu                      from the drop to the end
     * @param cpuToLastAcceptance      the part of it until the last acceptance
     * @param peakHeapBytes            from the drop to the end
     * @param residentBytes            the most this process had resident, 0 where the system does not say
     * @param idleShare                of one processor, when nothing is left to do; null where it was not asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Product(long paid, double seconds, double rowsPerSecond, double rowsPerSecondAfterReading, double rowsPerSecondRead,
                   Moments secondsAfterDrop, Map<String, Map<Integer, Long>> calls, double allowedCallsPerSecond, long tooMany,
                   long commits, long writes, Cpu cpu, Cpu cpuToLastAcceptance, long peakHeapBytes,
                   long residentBytes, long sandboxResidentBytes, Double idleShare) {
    }

    /** Seconds after the drop. */
    record Moments(double read, double acknowledged, double firstAccepted, double lastAccepted, double lastFinal, double resultWritten,
                   double end) {
    }

    /**
     * CPU seconds.
     *
     * @param own     of the process that runs the product, or the loop
     * @param sandbox of the sandbox's
     * @param processorsBusy          with both, on average
     * @param processorsBusyElsewhere with processes that are not the bench's, a database's among them: where it is much, the
     *                                figures are those of a machine that had something else to do
     */
    record Cpu(double own, double sandbox, double ownPerThousandRows, double sandboxPerThousandRows, double processorsBusy,
               double processorsBusyElsewhere) {

        static Cpu of(BenchLoad used, long rows) {
            double own = used.cpuNanos() / 1e9;
            double sandbox = used.sandboxCpuNanos() / 1e9;
            return new Cpu(rounded(own), rounded(sandbox), rounded(own * 1_000 / rows), rounded(sandbox * 1_000 / rows),
                    rounded((own + sandbox) / (used.nanos() / 1e9)),
                    rounded(Math.max(0, used.machineNanos() / 1e9 - own - sandbox) / (used.nanos() / 1e9)));
        }
    }

    /** To a thousandth: more is noise. */
    static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
