package dev.djamopayouts.ledger;

/**
 * How much a process wrote to its ledger since it was opened.
 *
 * @param commits transactions
 * @param writes  pieces of work in them, which have been waited for one by one
 */
public record CommitCount(long commits, long writes) {

    /** What came since. */
    public CommitCount since(CommitCount before) {
        return new CommitCount(commits - before.commits, writes - before.writes);
    }
}
