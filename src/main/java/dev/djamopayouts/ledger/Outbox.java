package dev.djamopayouts.ledger;

import java.util.Set;

/** Whose answers are delivered in one place. */
public sealed interface Outbox {

    /**
     * The outbox of the common inboxes. The folder also gets the answers to files of senders that are known no more.
     *
     * @param senders who have outboxes of their own
     */
    record Common(Answers.Destination destination, Set<String> senders) implements Outbox {

        public Common {
            senders = Set.copyOf(senders);
        }
    }

    /** The outbox of one sender, wherever it was when the files came. */
    record OfSender(String sender) implements Outbox {
    }
}
