package dev.djamopayouts.route;

import dev.djamopayouts.file.Answers.TotalsSource;
import dev.djamopayouts.file.ControlTotals;
import dev.djamopayouts.file.FileProfile;
import dev.djamopayouts.file.FileRefused;
import dev.djamopayouts.file.Problem;
import dev.djamopayouts.file.ReadingRules;
import dev.djamopayouts.file.TotalsFile;
import dev.djamopayouts.ledger.GivenTotals;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFiles;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Holds payout files against the control totals that came beside them, and back until those that must come have come. What
 * waits for what is in the ledger; here is only which drops of this process need not be looked at again at every poll.
 */
final class TotalsGate {

    private static final Logger LOG = LoggerFactory.getLogger(TotalsGate.class);
    /** More than these are handed over at each poll and left again, which is slower and as good. */
    private static final int MOST_LEFT = 10_000;
    private static final int TOLD_AT_ONCE = 100;

    private final Ledger ledger;
    private final long waitMillis;
    private final Complaints complaints = new Complaints(LOG);
    private final Set<String> left = ConcurrentHashMap.newKeySet();
    /** Totals that could not be received so far, by the inbox, the sender and the name of their file: their drop. */
    private final Map<List<String>, String> begun = new ConcurrentHashMap<>();

    /** @param waitMillis how long totals and file wait for one another */
    TotalsGate(Ledger ledger, long waitMillis) {
        this.ledger = ledger;
        this.waitMillis = waitMillis;
    }

    long waitMillis() {
        return waitMillis;
    }

    /** Whether this drop was left for later and there is still nothing to do with it; for the filter of the receive routes. */
    boolean isLeft(String dropId) {
        if (!left.contains(dropId)) {
            return false;
        }
        boolean awaited = ledger.files().totals().isAwaited(dropId, waitMillis);
        if (!awaited) {
            left.remove(dropId);
        }
        return awaited;
    }

    /** Leaves a drop again that another process, or this one before a restart, has left for later; before it is spooled. */
    void mustNotBeWaiting(String dropId, ReadingRules rules) throws FileWaits {
        if (isRequired(rules) && ledger.files().totals().isAwaited(dropId, waitMillis)) {
            throw leave(dropId);
        }
    }

    /** These control totals begin to be received: the file that they are of is not received before they are. */
    void receiving(PayoutFiles.Drop totals) {
        if (begun.size() < MOST_LEFT) {
            begun.put(place(totals.inbox(), totals.sender(), TotalsFile.payoutName(totals.name())), totals.dropId());
        }
    }

    /** They are in the ledger, or answered. */
    void received(PayoutFiles.Drop totals) {
        begun.remove(place(totals.inbox(), totals.sender(), TotalsFile.payoutName(totals.name())));
    }

    private static List<String> place(String inbox, String sender, String name) {
        return List.of(inbox, sender == null ? "" : sender, name);
    }

    /**
     * Leaves a file whose totals came before it and could not be received: they come first at the next poll too, and the file
     * would be paid meanwhile whatever they say.
     */
    void mustNotOvertake(String inbox, String sender, String takenName) throws FileWaits {
        String name = DropName.name(takenName);
        List<String> place = place(inbox, sender, name);
        String totals = begun.get(place);
        if (totals == null) {
            return;
        }
        // Another instance may have received them.
        if (ledger.files().totals().has(totals) || ledger.files().answered(totals).isPresent()) {
            begun.remove(place, totals);
            return;
        }
        complaints.say(Level.WARN, name, name + " is not received before its control totals, which could not be received", null);
        throw new FileWaits(name);
    }

    private FileWaits leave(String dropId) {
        if (left.size() < MOST_LEFT) {
            left.add(dropId);
        }
        return new FileWaits(dropId);
    }

    private static boolean isRequired(ReadingRules rules) {
        return rules.profile().totals() == FileProfile.Totals.REQUIRED;
    }

    /**
     * Looks for the totals of a file that was opened, and leaves it for later where it must have some and has none.
     *
     * @throws FileWaits   where they may still come
     * @throws FileRefused where it has waited long enough
     */
    void mustBeThere(Reading reading, String dropId) throws FileWaits {
        PayoutFileEntry file = reading.entry();
        ledger.files().totals().waitingFor(file).map(TotalsGate::said).ifPresent(reading::heldAgainst);
        if (reading.sidecar() != null || !isRequired(reading.rules().reading()) || reading.file().bearsTotals()) {
            return;
        }
        if (file.receivedAtMillis() <= ledger.clock().millis() - waitMillis) {
            throw new FileRefused(List.of(new Problem(0, "totals", new Reason(ReasonCode.AM10, noneCame(file.name())))));
        }
        ledger.files().totals().await(file);
        LOG.info("{} waits for its control totals, {}.totals.json, until {}; nothing of it is paid before", file.name(), file.name(),
                Instant.ofEpochMilli(file.receivedAtMillis() + waitMillis));
        throw leave(dropId);
    }

    private Words noneCame(String name) {
        long minutes = TimeUnit.MILLISECONDS.toMinutes(waitMillis);
        return new Words("no control totals came within " + minutes + " minutes, and a file must have some: drop the file again, and "
                + name + ".totals.json before it",
                "aucun total de contrôle n'est arrivé en " + minutes + " minutes, et un fichier doit en avoir : déposez le fichier de nouveau, et "
                + name + ".totals.json avant lui");
    }

    private static ControlTotals said(GivenTotals given) {
        return new ControlTotals(given.rows(), new Xof(given.francs()), given.sha256());
    }

    /** Why a file that was read to its end is not what the totals beside it say; nothing where it is, or none came. */
    List<Problem> contradictions(Reading reading) {
        return reading.sidecar() == null ? List.of()
                : reading.file().totals().against(reading.sidecar(), reading.entry().sha256(), 0);
    }

    /** Which totals a file agreed with. */
    TotalsSource source(Reading reading) {
        return TotalsSource.of(reading.file(), reading.sidecar() != null);
    }

    /** Says once of totals that no file came for them. */
    void tellOfOrphans() {
        for (GivenTotals totals : ledger.figures().totals().untold(waitMillis, TOLD_AT_ONCE)) {
            LOG.warn("control totals for {} ({} rows, {} XOF) came at {} and no such file since; they stay for the next file of that name",
                    totals.name(), totals.rows(), totals.francs(), Instant.ofEpochMilli(totals.receivedAtMillis()));
            ledger.files().totals().told(totals);
        }
    }
}
