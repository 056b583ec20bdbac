package dev.djamopayouts.route;

import dev.djamopayouts.config.Settings;
import java.util.Map;
import org.apache.camel.Message;

/** Whose file a route brings, and what holds for it. */
final class SenderBook {

    private final Map<String, SenderRules> rules;

    SenderBook(Settings settings) {
        rules = SenderRules.all(settings);
    }

    /** The rules of the sender that the route names; a file whose sender nobody knows stays where it is: it would be read wrongly. */
    SenderRules of(Message message) {
        String name = message.getHeader(Names.PAYOUT_SENDER, String.class);
        SenderRules found = rules.get(name == null || name.isEmpty() ? null : name);
        if (found == null) {
            throw new IllegalStateException("no sender is called " + name + ": the header " + Names.PAYOUT_SENDER
                    + " of a route must be a name of config/senders/, or empty");
        }
        return found;
    }
}
