package dev.djamopayouts.sandbox;

import java.util.Map;

/**
 * The book in numbers; amounts are whole XOF, without fees.
 *
 * @param transactions accepted
 * @param byStatus count and amount of each status; the counts add up to transactions
 * @param totalAmount of all transactions, failed ones too
 * @param totalFees of all transactions, failed ones too
 * @param balance now
 * @param referencesPosted different references that some readable POST bore, accepted or not
 * @param mostPostsForOneReference the largest number of readable POSTs with one reference
 * @param referencesPaidTwice references with more than one transaction that has not failed: must be 0
 * @param msisdnsPaidTwice numbers with more than one transaction that has not failed: for the reader to judge
 * @param mostCallsInFlight the most calls that waited for their answers at one moment
 * @param webhooksDelivered deliveries answered 2xx
 * @param webhooksGivenUp deliveries that no try got through, or that found no room in the queue
 * @param webhooksLost deliveries dropped by a fault setting
 * @param calls as {@link SandboxBook#calls()}
 */
public record BookSummary(int transactions, Map<TransactionStatus, Tally> byStatus, long totalAmount, long totalFees, long balance,
        int referencesPosted, int mostPostsForOneReference, int referencesPaidTwice, int msisdnsPaidTwice,
        int mostCallsInFlight, long webhooksDelivered, long webhooksGivenUp, long webhooksLost,
        Map<String, Map<Integer, Long>> calls) {

    /** How many, and whole XOF. */
    public record Tally(int count, long amount) {
    }
}
