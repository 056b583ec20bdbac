package dev.djamopayouts.cli;

import dev.djamopayouts.djamo.Enquiry;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Xof;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Which beneficiaries of a file are Djamo customers, each number asked once. Holds 24 bytes a row until it is asked. Rows
 * are added by one thread.
 */
final class CustomerForecast {

    /** A row to somebody who is no customer. */
    interface StrangerReader {
        void read(long lineNo, Msisdn msisdn, long francs);
    }

    private static final int FIRST_ROWS = 1 << 10;

    private long[] lines = new long[FIRST_ROWS];
    private long[] numbers = new long[FIRST_ROWS];
    private long[] francs = new long[FIRST_ROWS];
    private int rows;
    private long[] distinct = {};
    private final BitSet strangers = new BitSet();

    /** Adds a row that would be paid. */
    void add(long lineNo, Msisdn msisdn, Xof amount) {
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, 2 * rows);
            numbers = Arrays.copyOf(numbers, 2 * rows);
            francs = Arrays.copyOf(francs, 2 * rows);
        }
        lines[rows] = lineNo;
        numbers[rows] = Long.parseLong(msisdn.e164().substring(1));
        francs[rows] = amount.francs();
        rows++;
    }

    /**
     * Asks Djamo about each number.
     *
     * @param callsAtOnce how many questions may be open
     * @param progress    told by any thread how many numbers are answered
     * @throws Enquiry.Unanswered where Djamo does not answer; nothing is known then
     */
    void ask(Enquiry enquiry, int callsAtOnce, IntConsumer progress) throws Enquiry.Unanswered, InterruptedException {
        distinct = Arrays.stream(numbers, 0, rows).sorted().distinct().toArray();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        int askersAtOnce = Math.max(1, Math.min(callsAtOnce, distinct.length));
        ExecutorService askers = Executors.newFixedThreadPool(askersAtOnce);
        try {
            var asking = IntStream.range(0, askersAtOnce).mapToObj(i -> askers.submit(() -> {
                try {
                    for (int at = next.getAndIncrement(); at < distinct.length; at = next.getAndIncrement()) {
                        if (!enquiry.isCustomer(msisdn(distinct[at]))) {
                            addStranger(at);
                        }
                        progress.accept(answered.incrementAndGet());
                    }
                    return null;
                } finally {
                    // Where one question failed the others are of no use.
                    next.set(distinct.length);
                }
            })).toList();
            for (Future<?> asker : asking) {
                asker.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Enquiry.Unanswered unanswered) {
                throw unanswered;
            }
            throw new IllegalStateException("a question to Djamo failed", e.getCause());
        } finally {
            next.set(distinct.length);
            askers.shutdownNow();
        }
    }

    private synchronized void addStranger(int at) {
        strangers.set(at);
    }

    int numbers() {
        return distinct.length;
    }

    int strangers() {
        return strangers.cardinality();
    }

    /** Gives each row to somebody who is no customer, in the order of the file. */
    void eachStranger(StrangerReader reader) {
        for (int i = 0; i < rows; i++) {
            if (strangers.get(Arrays.binarySearch(distinct, numbers[i]))) {
                reader.read(lines[i], msisdn(numbers[i]), francs[i]);
            }
        }
    }

    private static Msisdn msisdn(long digits) {
        return new Msisdn("+" + digits);
    }
}
