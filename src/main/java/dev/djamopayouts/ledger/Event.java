package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;

/**
 * One transition of a payout or of a file, for the {@link Trail}.
 *
 * @param lineNo   null where it is of the file as a whole
 * @param from     the state before, null where a file came in
 * @param epoch    the claim of the payout under which it was done, 0 for files
 * @param attempt  how often the payout was sent by then, 0 for files
 * @param evidence the answer it was concluded from
 * @param djamoId  what Djamo calls the payout's transaction, or null where this step learnt nothing of it
 * @param detail   a word of ours such as a reason code, or null; a number of a person is masked
 */
record Event(long fileId, Long lineNo, Kind kind, String from, String to, long epoch, int attempt, Evidence evidence, String djamoId,
             String detail) {

    /** What brought a transition about. */
    enum Kind {
        /** A file came in, or came again with other content before it was answered. */
        RECEIVED,
        /** A file was answered: acknowledged, refused, or found to be a duplicate. */
        ANSWERED,
        /** All rows of a file are final. */
        SETTLED,
        /** All outcomes of a file are delivered. */
        CLOSED,
        /** The file was there before the trail began. */
        FOUND,
        /** A stage claimed the payout. */
        CLAIMED,
        /** A stage concluded something from an answer. */
        CONCLUDED,
        /** What was concluded for another payout to the same number holds for this one. */
        SHARED,
        /** A person decided. */
        DECIDED,
        /** Djamo told it unasked. */
        NOTIFIED,
        /** Djamo told what cannot be true together with the payout's row, whose alarm it is. No step of the payout's way. */
        CONTRADICTED,
        /**
         * A row came in that asks again for what an earlier payout was dropped for, which the detail names. No step of the
         * payout's way: a file that is received again tells it again.
         */
        MENDED
    }

    /** What the detail of a completed payout says of its fee, before the francs. */
    static final String FEE = "fee=";

    /** A transition of a file; the detail says what there is to be kept of it. */
    static Event ofFile(long fileId, Kind kind, FileState from, FileState to, String detail) {
        return new Event(fileId, null, kind, from == null ? null : from.name(), to.name(), 0, 0, Evidence.NONE, null, detail);
    }

    /** A transition of a payout, with the epoch and the attempts that its row has after it. */
    static Event ofPayout(PayoutId id, Kind kind, PayoutState from, PayoutState to, long epoch, int attempt) {
        return new Event(id.fileId(), id.lineNo(), kind, from.name(), to.name(), epoch, attempt, Evidence.NONE, null, null);
    }

    /** The same with the answer it was concluded from, and the transaction's id where that is known now. */
    Event shownBy(Evidence answer, String transactionId) {
        return new Event(fileId, lineNo, kind, from, to, epoch, attempt, answer, transactionId, detail);
    }

    /** The same with the reason in a word or two; null where there is none. */
    Event because(String why) {
        String masked = why == null ? null : Msisdn.maskedIn(why);
        return new Event(fileId, lineNo, kind, from, to, epoch, attempt, evidence, djamoId, masked);
    }
}
