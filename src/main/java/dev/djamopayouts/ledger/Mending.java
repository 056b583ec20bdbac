package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Words;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Decides about rows whose reference came before: linked to the payout they mend, refused with that one's story where it may
 * have been paid, else paid under the first reference that was never sent. Decides on what the ledger holds now, so each row
 * is to be added before the next one is decided about.
 */
final class Mending {

    private static final Words REMEDY = new Words("; give this row another reference if it is another payment",
            " ; donnez une autre référence à cette ligne si c'est un autre paiement");

    /**
     * A row as it is added.
     *
     * @param mends the payout of another file that it asks for again, or null
     * @param root  what its reference was made from, null where it is itself a root
     * @param note  what the reports say of it, or null
     */
    record Decided(NewPayout row, Bearer mends, String root, Words note) {

        /** A row whose reference nobody bore before. */
        static Decided fresh(NewPayout row) {
            return new Decided(row, null, null, null);
        }
    }

    private final Bearers bearers;
    private final long fileId;

    Mending(Bearers bearers, long fileId) {
        this.bearers = bearers;
        this.fileId = fileId;
    }

    Decided decide(NewPayout row) throws SQLException {
        String asked = row.reference().value();
        Optional<Bearer> bearer = bearers.of(asked);
        String root = bearer.map(Bearer::root).orElse(asked);
        if (row.refusal() != null) {
            return unpaid(row, root, bearers.latestElsewhere(root).orElse(null));
        }
        Optional<Bearer> first = bearer.filter(Bearer::mayHaveBeenPaid);
        if (first.isEmpty()) {
            first = bearers.holders(root).stream().filter(Bearer::mayHaveBeenPaid).findFirst();
        }
        if (first.isPresent()) {
            return unpaid(refused(row, usedBefore(first.get())), root, elsewhere(first.get()));
        }
        Bearer mends = bearers.latestElsewhere(root).orElse(null);
        Optional<Reference> free = bearers.neverSent(new Reference(root));
        return free.isPresent() ? again(row, free.get(), root, mends) : unpaid(refused(row, tooOften()), root, mends);
    }

    private static Decided again(NewPayout row, Reference free, String root, Bearer mends) {
        boolean other = !free.equals(row.reference());
        Words note = mends == null ? null : new Words("mended from ", "corrigé à partir de ").then(mends.place())
                .then(other ? new Words(", under the reference " + free + " since " + row.reference() + " was sent before",
                ", sous la référence " + free + " car " + row.reference() + " a déjà été envoyée") : Words.same(""));
        return new Decided(row.bearing(free), mends, free.value().equals(root) ? null : root, note);
    }

    private static Decided unpaid(NewPayout row, String root, Bearer mends) {
        return new Decided(row, mends, row.reference().value().equals(root) ? null : root, null);
    }

    private Bearer elsewhere(Bearer first) {
        return first.id().fileId() == fileId ? null : first;
    }

    private static NewPayout refused(NewPayout row, Words words) {
        return row.refused(new Reason(ReasonCode.AM05, words));
    }

    private Words usedBefore(Bearer first) {
        Words story = elsewhere(first) == null ? new Words("", "") : first.story();
        return new Words("the reference was used before: " + first.place().english() + story.english() + REMEDY.english(),
                "la référence a déjà été utilisée : " + first.place().french() + story.french() + REMEDY.french());
    }

    private static Words tooOften() {
        return new Words("this payment was asked for " + Reference.MOST_AGAIN + " times; find out why it is not paid, then give the row"
                + " another reference", "ce paiement a été demandé " + Reference.MOST_AGAIN + " fois ; cherchez pourquoi il n'est pas payé,"
                + " puis donnez une autre référence à la ligne");
    }
}
