package dev.djamopayouts.cli;

/**
 * What a bench measures.
 *
 * @param rows           of the measured file
 * @param batch          whether transfers go in batches
 * @param batchSize      rows in one batch; means nothing where batch is false
 * @param latencyMillis  how late the sandbox answers
 * @param rate           calls a second before the sandbox answers 429; 0 for no limit
 * @param tellRate       whether the product is told that limit; otherwise it finds it out
 * @param concurrency    calls in flight at once, of the wire and of the product
 * @param cachedChecks   whether every number was checked before, so that only transfers are measured
 * @param settleMillis   from acceptance to completed
 * @param warmUpRows     that are sent first, unmeasured
 * @param instances      processes that share the ledger and the calls in flight
 * @param idleSeconds    for how long it is watched when nothing is left to do
 * @param part           what is measured of it
 */
record BenchPlan(long rows, boolean batch, int batchSize, long latencyMillis, int rate, boolean tellRate, int concurrency,
                 boolean cachedChecks, long settleMillis, long warmUpRows, int instances, int idleSeconds, Part part) {

    /** What is measured. */
    enum Part { WIRE, PRODUCT, BOTH, RESTART }

    /** How many calls the measured rows need at least: a check each, unless it is remembered, and the transfers. */
    long calls() {
        return (cachedChecks ? 0 : rows) + (batch ? (rows + batchSize - 1) / batchSize : rows);
    }

    /** Transfers that the sandbox must have room for. */
    long transactions() {
        return rows * (cachedChecks ? 3 : 2) + 2 * warmUpRows;
    }

    /** Calls in flight at once of one instance, the first is 0; all of them together have {@link #concurrency}. */
    int concurrencyOf(int instance) {
        return concurrency / instances + (instance < concurrency % instances ? 1 : 0);
    }

    /** In words, for the first line. */
    String told() {
        return Table.text(rows) + " rows, " + (batch ? "batches of " + batchSize : "one by one") + ", "
                + concurrency + " calls in flight" + (instances == 1 ? "" : " of " + instances + " instances") + ", answers after "
                + latencyMillis + " ms, " + (rate == 0 ? "no limit" : "a limit of " + Table.text(rate) + " calls a second that is "
                + (tellRate ? "told" : "not told")) + ", " + (cachedChecks ? "checks remembered" : "every customer checked");
    }
}
