package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.sandbox.CallTally;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Looks a few times a second how far the sandbox is, which costs the product nothing, and remembers what it saw. */
final class BenchWatch {

    private static final long LOOK_EVERY_MILLIS = 200;
    /** Longer than the longest wait that the journey knows before it looks a payout in doubt up. */
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(180);
    private static final int TOO_MANY = 429;

    private final BenchParts parts;
    private final long rows;
    private final BenchProgress progress;
    private final CallTally before;
    private final BenchLoad start;
    private final long dropMillis;
    private CallTally latest;
    private CallTally firstUnderWay;
    private CallTally lastUnderWay;
    private BenchLoad accepted;
    private BenchLoad end;
    private PayoutFileEntry file;
    private long movedNanos = System.nanoTime();

    /** Begins at the moment of the drop. */
    BenchWatch(BenchParts parts, long rows, BenchProgress progress) throws IOException, InterruptedException {
        this.parts = parts;
        this.rows = rows;
        this.progress = progress;
        this.before = parts.sandbox().tally(0);
        this.latest = before;
        this.start = BenchLoad.now(parts);
        this.dropMillis = System.currentTimeMillis();
    }

    /** Waits a while and looks; true once every row was accepted. */
    boolean look() throws IOException, InterruptedException {
        Thread.sleep(LOOK_EVERY_MILLIS);
        CallTally now = parts.sandbox().tally(before.transactions());
        if (!now.calls().equals(latest.calls())) {
            movedNanos = System.nanoTime();
        }
        latest = now;
        long done = now.transactions() - before.transactions();
        if (done < rows) {
            lastUnderWay = now;
            firstUnderWay = firstUnderWay == null && done > 0 ? now : firstUnderWay;
        } else if (accepted == null) {
            accepted = BenchLoad.now(parts).since(start);
        }
        progress.show(done, rows, done < rows ? "accepted" : "accepted, the last of them settle");
        return done >= rows;
    }

    /** Something else than calls goes on. */
    void moves() {
        movedNanos = System.nanoTime();
    }

    /** Whether no call was answered for so long that none will be. */
    boolean stalls() {
        return System.nanoTime() - movedNanos > STALL_NANOS;
    }

    void ended(PayoutFileEntry settled) {
        file = settled;
        end = BenchLoad.now(parts).since(start);
    }

    PayoutFileEntry file() {
        return file;
    }

    /** Seconds from the drop to a moment in epoch milliseconds. */
    double secondsTo(long millis) {
        return BenchResult.rounded((millis - dropMillis) / 1_000.0);
    }

    double secondsToEnd() {
        return BenchResult.rounded(end.nanos() / 1e9);
    }

    CallTally latest() {
        return latest;
    }

    BenchLoad used() {
        return end;
    }

    BenchLoad usedToLastAcceptance() {
        return accepted == null ? end : accepted;
    }

    /** What was called and answered since the drop. */
    Map<String, Map<Integer, Long>> calls() {
        return difference(before, latest);
    }

    static Map<String, Map<Integer, Long>> difference(CallTally before, CallTally after) {
        Map<String, Map<Integer, Long>> since = new TreeMap<>();
        after.calls().forEach((endpoint, byStatus) -> byStatus.forEach((status, count) -> {
            long more = count - before.calls().getOrDefault(endpoint, Map.of()).getOrDefault(status, 0L);
            if (more > 0 && endpoint.contains("/v1/")) {
                since.computeIfAbsent(endpoint, it -> new TreeMap<>()).put(status, more);
            }
        }));
        return since;
    }

    /** Calls that found room under the limit a second, while rows were being accepted; 0 where that was too short to tell. */
    double allowedCallsPerSecond() {
        if (firstUnderWay == null || lastUnderWay.atMillis() == firstUnderWay.atMillis()) {
            return 0;
        }
        Map<String, Map<Integer, Long>> calls = difference(firstUnderWay, lastUnderWay);
        return BenchResult.rounded((count(calls) - tooMany(calls)) * 1_000.0 / (lastUnderWay.atMillis() - firstUnderWay.atMillis()));
    }

    static long count(Map<String, Map<Integer, Long>> calls) {
        return calls.values().stream().flatMap(it -> it.values().stream()).mapToLong(Long::longValue).sum();
    }

    static long tooMany(Map<String, Map<Integer, Long>> calls) {
        return calls.values().stream().mapToLong(it -> it.getOrDefault(TOO_MANY, 0L)).sum();
    }
}
