package dev.djamopayouts.djamo;

import dev.djamopayouts.djamo.Enquiry.Unanswered;
import dev.djamopayouts.payout.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The API's own list of transactions, from its end to its beginning. */
public final class TransactionList {

    private final Enquiry enquiry;

    public TransactionList(Enquiry enquiry) {
        this.enquiry = enquiry;
    }

    /**
     * Gives the transactions page by page, the newest first. One that is there while the list is read may come twice.
     *
     * @throws Unanswered with the remedy, where a page cannot be had
     */
    public void eachPage(Consumer<List<Transaction>> reader) throws Unanswered {
        Set<String> cursors = new HashSet<>();
        String cursor = null;
        long read = 0;
        do {
            Page page = enquiry.page(cursor);
            reader.accept(page.transactions());
            read += page.transactions().size();
            cursor = page.next();
            if (cursor == null && !page.isLast() && (page.count() > read || page.transactions().size() >= Page.LIMIT)) {
                throw new Unanswered(new Words("Djamo's list does not say how it goes on after " + read + " transactions; do without it, and"
                        + " ask Djamo how its list is read", "la liste de Djamo ne dit pas comment elle continue après " + read
                        + " transactions ; faites sans, et demandez à Djamo comment la lire"));
            }
            if (cursor != null && !cursors.add(cursor)) {
                throw new Unanswered(new Words("the cursors of Djamo's list go round in a circle; do without it, and ask Djamo how its list"
                        + " is read", "les curseurs de la liste de Djamo tournent en rond ; faites sans, et demandez à Djamo comment la lire"));
            }
        } while (cursor != null);
    }
}
