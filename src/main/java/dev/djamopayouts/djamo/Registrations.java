package dev.djamopayouts.djamo;

import dev.djamopayouts.djamo.Enquiry.Unanswered;
import dev.djamopayouts.payout.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The webhooks that are registered at Djamo for whoever holds the access token. */
public final class Registrations {

    private static final int MOST_PAGES = 1_000;
    private static final int MOST_TRIES = 3;

    private final Enquiry enquiry;

    public Registrations(Enquiry enquiry) {
        this.enquiry = enquiry;
    }

    /**
     * All of them.
     *
     * @throws Unanswered with the remedy, where Djamo does not tell
     */
    public List<Registration> all() throws Unanswered {
        List<Registration> all = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        String cursor = null;
        do {
            Registration.Some some = enquiry.webhooks(cursor);
            all.addAll(some.registrations());
            cursor = some.next();
        } while (cursor != null && cursors.add(cursor) && cursors.size() < MOST_PAGES);
        return all;
    }

    /**
     * Has Djamo tell a URL of all that happens to transactions; what is registered already is left as it is.
     *
     * @return each topic, and whether it was registered now
     * @throws Unanswered with the remedy; what was registered by then stays, and the next call goes on from there
     */
    public Map<String, Boolean> register(String url) throws Unanswered {
        Map<String, Boolean> made = new LinkedHashMap<>();
        for (String topic : WebhookEvent.TOPICS) {
            boolean there = isThere(topic, url);
            if (!there) {
                register(topic, url);
            }
            made.put(topic, !there);
        }
        return made;
    }

    /** What was registered and whose answer was lost is not registered again: each event would come twice for good. */
    private void register(String topic, String url) throws Unanswered {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (enquiry.registerWebhook(topic, url) || isThere(topic, url)) {
                return;
            }
        }
        throw new Unanswered(new Words("Djamo answers nothing to the registration of " + topic + "; try again later",
                "Djamo ne répond rien à l'enregistrement de " + topic + " ; réessayez plus tard"));
    }

    private boolean isThere(String topic, String url) throws Unanswered {
        return all().stream().anyMatch(it -> it.topic().equals(topic) && it.url().equals(url));
    }
}
