package dev.djamopayouts.route;

import dev.djamopayouts.file.Answers;
import dev.djamopayouts.file.ControlTotals;
import dev.djamopayouts.file.FileRefused;
import dev.djamopayouts.file.PgpKeys;
import dev.djamopayouts.file.Problem;
import dev.djamopayouts.file.TotalsFile;
import dev.djamopayouts.ledger.GivenTotals;
import dev.djamopayouts.ledger.LateFor;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFiles;
import dev.djamopayouts.ledger.TotalsBook;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives control totals that come in a file of their own: kept in the ledger for the payout file of that name, or
 * answered where they cannot be read or came too late. The same after a crash at any step: the ledger knows the drop.
 */
final class TotalsIntake {

    private static final Logger LOG = LoggerFactory.getLogger(TotalsIntake.class);

    private final Ledger ledger;
    private final Spool spool;
    private final SenderBook senders;
    private final TotalsGate gate;

    TotalsIntake(Ledger ledger, Spool spool, SenderBook senders, TotalsGate gate) {
        this.ledger = ledger;
        this.spool = spool;
        this.senders = senders;
        this.gate = gate;
    }

    boolean isOne(Exchange exchange) {
        return TotalsFile.isOne(name(exchange.getMessage()));
    }

    private static String name(Message message) {
        return DropName.name(message.getHeader(Exchange.FILE_NAME_ONLY, String.class));
    }

    /** Keeps or answers them; whoever calls has the turn to receive. */
    void receive(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String dropId = DropName.dropId(message.getHeader(Exchange.FILE_NAME_ONLY, String.class));
        if (ledger.files().answered(dropId).isPresent()) {
            return;
        }
        SenderRules sender = senders.of(message);
        long length = message.getHeader(Exchange.FILE_LENGTH, Long.class);
        PayoutFiles.Drop unread = drop(message, dropId, "", length, sender);
        gate.receiving(unread);
        if (length > TotalsFile.MOST_BYTES) {
            refuse(unread, TotalsFile.tooLong(length));
        } else {
            receive(message, dropId, length, sender);
        }
        gate.received(unread);
    }

    private void receive(Message message, String dropId, long length, SenderRules sender) throws IOException {
        Spool.Spooled spooled = spool(message, dropId, length, sender);
        try {
            keep(drop(message, dropId, spooled.sha256(), length, sender), TotalsFile.read(Files.readAllBytes(spooled.file())));
        } catch (FileRefused e) {
            refuse(drop(message, dropId, spooled.sha256(), length, sender), e);
        } finally {
            spool.remove(spooled);
        }
    }

    private static PayoutFiles.Drop drop(Message message, String dropId, String sha256, long length, SenderRules sender) {
        return new PayoutFiles.Drop(dropId, message.getHeader(Names.PAYOUT_INBOX, String.class), name(message), sha256, sha256, length,
                sender.sender(), sender.language());
    }

    /** Never encrypted: totals order nothing, and name nobody. */
    private Spool.Spooled spool(Message message, String dropId, long length, SenderRules sender) throws IOException {
        try (InputStream content = message.getMandatoryBody(InputStream.class)) {
            return spool.take(dropId, content, length, PgpKeys.NONE, sender.reading());
        } catch (InvalidPayloadException e) {
            throw new IOException("the file " + name(message) + " cannot be opened", e);
        }
    }

    private void keep(PayoutFiles.Drop drop, ControlTotals totals) {
        GivenTotals given = new GivenTotals(drop.dropId(), drop.inbox(), drop.sender(), TotalsFile.payoutName(drop.name()), totals.rows(),
                totals.amount().francs(), totals.sha256(), ledger.clock().millis());
        TotalsBook.Received received = ledger.files().totals().receive(given, gate.waitMillis());
        if (received.lateFor() != null) {
            answerLate(drop, given, received.lateFor());
            return;
        }
        LOG.info("control totals for {}: {} rows, {} XOF{}", given.name(), given.rows(), given.francs(),
                received.replaced() ? "; they replace others that came before" : "");
    }

    private void refuse(PayoutFiles.Drop drop, FileRefused refused) {
        PayoutFileEntry entry = ledger.files().take(drop).entry();
        ledger.files().refuse(entry, text(Answers.nack(Reading.facts(entry), refused.problems(), 0)));
        LOG.warn("refused the control totals {}: {}", drop.name(), refused.problems().get(0).reason());
    }

    private void answerLate(PayoutFiles.Drop drop, GivenTotals given, LateFor late) {
        PayoutFileEntry entry = ledger.files().take(drop).entry();
        boolean agrees = late.agreesWith(given);
        Words words = comparison(given, late);
        List<Problem> wrong = agrees ? List.of() : List.of(new Problem(0, "totals", new Reason(ReasonCode.AM10, words)));
        ledger.files().refuse(entry, text(Answers.lateTotals(Reading.facts(entry), Reading.facts(late.file()), wrong)));
        if (agrees) {
            LOG.info("the control totals {} agree, and came after their file was accepted: nothing was held back for them", drop.name());
        } else {
            LOG.warn("the control totals {} DO NOT AGREE with file {}, which was accepted before they came: {}", drop.name(),
                    late.file().id(), words);
        }
    }

    private static Words comparison(GivenTotals given, LateFor late) {
        boolean otherContent = given.sha256() != null && !given.sha256().equals(late.file().sha256());
        return new Words("the control totals say " + given.rows() + " rows and " + given.francs() + " XOF, and the accepted file has "
                + late.rows() + " rows and " + late.francs() + " XOF"
                + (late.unread() > 0 ? ", the amounts not counted that cannot be read: " + late.unread() : "")
                + (otherContent ? "; the SHA-256 is that of another file" : ""),
                "les totaux de contrôle annoncent " + lines(given.rows()) + " et " + given.francs() + " XOF, et le fichier accepté a "
                + lines(late.rows()) + " et " + late.francs() + " XOF"
                + (late.unread() > 0 ? ", sans compter les montants illisibles : " + late.unread() : "")
                + (otherContent ? " ; le SHA-256 est celui d'un autre fichier" : ""));
    }

    private static String lines(long rows) {
        return rows + (rows > 1 ? " lignes" : " ligne");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
