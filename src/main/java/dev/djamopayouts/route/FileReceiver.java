package dev.djamopayouts.route;

import dev.djamopayouts.file.Answers;
import dev.djamopayouts.file.FileRefused;
import dev.djamopayouts.file.PayoutFile;
import dev.djamopayouts.file.PayoutRow;
import dev.djamopayouts.file.Problem;
import dev.djamopayouts.file.RowCells;
import dev.djamopayouts.file.TotalsFile;
import dev.djamopayouts.file.Unwrapped;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.NewPayout;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFiles;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The steps of {@code receive-file}: from a taken file to rows in the ledger and one answer, the same after any crash. */
final class FileReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(FileReceiver.class);
    /** Of one commit: it writes every page that they touch, and few touch almost as many as more do. */
    private static final int ROWS_IN_CHUNK = 5_000;

    private final Ledger ledger;
    private final Spool spool;
    private final SenderBook rules;
    private final long maxBytes;
    private final long checkValidMillis;
    private final TotalsGate totals;
    private final StatusReports statusReports;
    /** One file at a time, whatever inbox it came from. */
    private final ReentrantLock turn = new ReentrantLock();

    /** @param checkValidMillis how long a "yes" to a customer check is good for the same number */
    FileReceiver(Ledger ledger, Spool spool, SenderBook rules, long maxBytes, long checkValidMillis, TotalsGate totals) {
        this.ledger = ledger;
        this.spool = spool;
        this.rules = rules;
        this.maxBytes = maxBytes;
        this.checkValidMillis = checkValidMillis;
        this.totals = totals;
        this.statusReports = new StatusReports(ledger);
    }

    /**
     * Waits for its turn, spools the file and enters it in the ledger. One that was answered before is not read again: while
     * the archive cannot take it, it comes at every poll. One that waits for its totals is not even spooled, and control
     * totals only take their turn here.
     */
    void take(Exchange exchange) throws IOException, FileWaits {
        turn.lock();
        Message message = exchange.getMessage();
        String takenName = message.getHeader(Exchange.FILE_NAME_ONLY, String.class);
        String name = DropName.name(takenName);
        MDC.put("file", name);
        if (TotalsFile.isOne(name)) {
            return;
        }
        SenderRules sender = rules.of(message);
        totals.mustNotOvertake(message.getHeader(Names.PAYOUT_INBOX, String.class), sender.sender(), takenName);
        totals.mustNotBeWaiting(DropName.dropId(takenName), sender.reading());
        Optional<PayoutFiles.Taken> answered = ledger.files().answered(DropName.dropId(takenName));
        if (answered.isPresent()) {
            exchange.setProperty(Names.READING, new Reading(spool.untouched(), answered.get(), sender));
            return;
        }
        long length = message.getHeader(Exchange.FILE_LENGTH, Long.class);
        Spool.Spooled spooled = length > maxBytes ? spool.untouched() : spool(message, takenName, length, sender);
        PayoutFiles.Taken taken = null;
        try {
            taken = ledger.files().take(new PayoutFiles.Drop(DropName.dropId(takenName), message.getHeader(Names.PAYOUT_INBOX, String.class),
                    name, spooled.sha256(), spooled.content().sha256(), length, sender.sender(), sender.language()));
        } finally {
            if (taken == null) {
                // Another instance may be the one that receives it in the end.
                spool.remove(spooled);
            }
        }
        exchange.setProperty(Names.READING, new Reading(spooled, taken, sender));
    }

    private Spool.Spooled spool(Message message, String takenName, long length, SenderRules sender) throws IOException {
        try (InputStream content = message.getMandatoryBody(InputStream.class)) {
            return spool.take(DropName.dropId(takenName), content, length, sender.keys(), sender.reading());
        } catch (InvalidPayloadException e) {
            throw new IOException("the file " + DropName.name(takenName) + " cannot be opened", e);
        }
    }

    boolean isAnswered(Exchange exchange) {
        return reading(exchange).isAnswered();
    }

    boolean isDuplicate(Exchange exchange) {
        return reading(exchange).isDuplicate();
    }

    /** Opens the file: the body becomes its rows, in chunks, read as they are asked for. */
    void open(Exchange exchange) throws IOException, FileWaits {
        Reading reading = reading(exchange);
        if (reading.entry().bytes() > maxBytes) {
            throw tooLarge(reading.entry().bytes());
        }
        if (reading.spooled().refusal() != null) {
            throw reading.spooled().refusal();
        }
        Unwrapped content = reading.spooled().content();
        exchange.getMessage().setBody(reading.read(PayoutFile.open(content.file(), content.sha256(), reading.rules().reading()), ROWS_IN_CHUNK));
        reading.into(ledger.files().intake(reading.entry().id(), reading.rules().suspicion(), checkValidMillis));
        totals.mustBeThere(reading, DropName.dropId(exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class)));
    }

    /** Puts a chunk of rows in the ledger. */
    void add(Exchange exchange) {
        List<NewPayout> rows = new ArrayList<>(ROWS_IN_CHUNK);
        for (Object each : exchange.getMessage().getBody(List.class)) {
            PayoutRow row = (PayoutRow) each;
            rows.add(new NewPayout(row.lineNo(), RowCells.encode(row.cells()), row.reference(), row.msisdn(), row.amount(),
                    row.description(), row.refusal()));
        }
        Reading reading = reading(exchange);
        try {
            reading.intake().add(rows);
            reading.added(rows.size());
        } catch (RuntimeException e) {
            reading.giveUp();
            throw e;
        }
    }

    /** Acknowledges the file once every row is durable; from here on it may be paid. */
    void accept(Exchange exchange) {
        Reading reading = reading(exchange);
        PayoutFiles.Count count = reading.intake().count();
        if (count.rows() != reading.added()) {
            throw new IllegalStateException(reading.added() + " rows were read but the ledger has " + count.rows());
        }
        List<Problem> contradictions = totals.contradictions(reading);
        if (!contradictions.isEmpty()) {
            refuse(reading, contradictions, 0);
            return;
        }
        long rejected = count.rows() - count.valid();
        Optional<Problem> total = reading.rules().problemWithTotal(new Xof(count.validFrancs()));
        if (total.isPresent()) {
            refuse(reading, List.of(total.get()), 0);
            return;
        }
        if (reading.rules().invalidRowRefusesFile() && rejected > 0) {
            refuse(reading, rejectedRows(reading), Math.max(0, rejected - Answers.MOST_PROBLEMS));
            return;
        }
        byte[] ack = Answers.ack(reading.facts(), new Answers.Tally(count.rows(), count.valid(), rejected, count.held(), count.alike(),
                count.mended(), count.askedBefore()), new Xof(count.validFrancs()), totals.source(reading), reading.file().totals());
        reading.file().trailer().ifPresent(trailer -> ledger.files().totals().keepTrailer(reading.entry(), trailer.text()));
        ledger.files().accept(reading.entry(), reading.form().text(), reading.form().extension(), count, text(ack),
                statusReports.ack(reading));
        LOG.info("accepted {}: {} rows, {} to pay ({} XOF), {} rejected", reading.entry().name(), count.rows(), count.valid(),
                count.validFrancs(), rejected);
        if (count.alike() > 0) {
            LOG.warn("{}: {} rows look like another payment, the same amount to the same number; {} of them are held until a person"
                    + " decides", reading.entry().name(), count.alike(), count.held());
        }
    }

    private List<Problem> rejectedRows(Reading reading) {
        List<Problem> problems = new ArrayList<>();
        ledger.outcomes().eachRow(reading.entry().id(), row -> {
            if (row.state() == PayoutState.REJECTED && problems.size() < Answers.MOST_PROBLEMS) {
                problems.add(new Problem(row.id().lineNo(), "row", row.reason()));
            }
        });
        return problems;
    }

    /** Refuses the whole file: nothing of it was or will be paid. */
    void refuse(Exchange exchange) {
        FileRefused refused = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, FileRefused.class);
        if (refused.getCause() != null) {
            LOG.error("reading {} failed, which is a fault of this program; please report it", reading(exchange).entry().name(), refused.getCause());
        }
        refuse(reading(exchange), refused.problems(), 0);
    }

    private void refuse(Reading reading, List<Problem> problems, long others) {
        ledger.files().refuse(reading.entry(), text(Answers.nack(reading.facts(), problems, others)),
                statusReports.nack(reading, problems));
        Problem first = problems.get(0);
        LOG.warn("refused {}, nothing of it is paid: {}{}", reading.entry().name(), first.lineNo() == 0 ? "" : "line " + first.lineNo() + " ",
                first.reason());
    }

    /** Answers a file whose content was accepted before. */
    void answerDuplicate(Exchange exchange) {
        Reading reading = reading(exchange);
        PayoutFileEntry first = reading.firstWithSameContent();
        ledger.files().duplicate(reading.entry(), text(Answers.dup(reading.facts(), first.name(),
                Instant.ofEpochMilli(first.receivedAtMillis()), first.id())), statusReports.dup(reading, first));
        LOG.warn("{} has the content of {} (file {}), nothing is paid for it", reading.entry().name(), first.name(), first.id());
    }

    /** Frees what the file took, whatever became of it. */
    void release(Exchange exchange) throws IOException {
        Reading reading = exchange.getProperty(Names.READING, Reading.class);
        MDC.remove("file");
        try {
            if (reading != null) {
                reading.close();
                spool.remove(reading.spooled());
            }
        } finally {
            if (turn.isHeldByCurrentThread()) {
                turn.unlock();
            }
        }
    }

    private FileRefused tooLarge(long bytes) {
        return new FileRefused(List.of(new Problem(0, "file", new Reason(ReasonCode.FF01, new Words(
                "the file has " + bytes + " bytes, more than payouts.file.max-bytes = " + maxBytes + "; split it into smaller files",
                "le fichier a " + bytes + " octets, plus que payouts.file.max-bytes = " + maxBytes
                        + " ; partagez-le en fichiers plus petits")))));
    }

    private static Reading reading(Exchange exchange) {
        return exchange.getProperty(Names.READING, Reading.class);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
