package dev.djamopayouts.sandbox;

import java.util.Map;

/**
 * How far a sandbox is, cheap to ask for while it is busy. Times are epoch milliseconds, 0 for never.
 *
 * @param atMillis               when this was counted
 * @param transactions           accepted so far
 * @param firstAcceptedAtMillis  when the first transaction was accepted, of those beyond the number that was asked from
 * @param lastAnsweredAtMillis   when the last POST of transactions was answered well, its latency included
 * @param mostCallsInFlight      the most calls that waited for their answers at one moment
 * @param calls                  as {@link SandboxBook#calls()}
 */
public record CallTally(long atMillis, int transactions, long firstAcceptedAtMillis, long lastAnsweredAtMillis,
        int mostCallsInFlight, Map<String, Map<Integer, Long>> calls) {
}
