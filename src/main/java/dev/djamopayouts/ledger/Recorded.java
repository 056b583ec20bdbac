package dev.djamopayouts.ledger;

/**
 * What became of a conclusion that was given to the ledger.
 *
 * @param taken false means that its claim was void: the ledger has the payout where another claim or an event of Djamo's led it
 * @param alarm what in a late answer contradicts what the ledger has by now, which is then the payout's alarm; or null
 */
public record Recorded(boolean taken, String alarm) {

    static final Recorded TAKEN = new Recorded(true, null);
}
