package dev.djamopayouts.route;

import dev.djamopayouts.file.FileFacts;
import dev.djamopayouts.file.FileForm;
import dev.djamopayouts.file.PainAnswers;
import dev.djamopayouts.file.PainForm;
import dev.djamopayouts.file.Problem;
import dev.djamopayouts.file.Report;
import dev.djamopayouts.file.RowCells;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The status reports (pain.002) that a pain.001 is answered with at once, beside the JSON that every file gets. Null for
 * a file of another form, and for one whose message id cannot be read.
 */
final class StatusReports {

    private final Ledger ledger;

    StatusReports(Ledger ledger) {
        this.ledger = ledger;
    }

    /** All rows are in the ledger and the file is about to be accepted. */
    String ack(Reading reading) {
        FileForm form = reading.form();
        if (!(form instanceof PainForm pain)) {
            return null;
        }
        Path written = reading.spooled().file().resolveSibling(reading.spooled().file().getFileName() + ".ack");
        try {
            try (Report report = PainAnswers.ack(written, pain, reading.facts())) {
                ledger.outcomes().eachRow(reading.entry().id(), row -> report.add(Reports.row(row, RowCells.decode(row.cells()))));
            }
            return Files.readString(written);
        } catch (IOException e) {
            throw new UncheckedIOException("the status report on " + reading.entry().name() + " cannot be written; is the disk full?", e);
        } finally {
            remove(written);
        }
    }

    private static void remove(Path written) {
        try {
            Files.deleteIfExists(written);
        } catch (IOException e) {
            throw new UncheckedIOException("the status report " + written + " cannot be removed", e);
        }
    }

    /** The file is refused as a whole. */
    String nack(Reading reading, List<Problem> problems) {
        return about(reading, (form, facts) -> PainAnswers.nack(form, facts, problems));
    }

    /** The file's content was accepted before. */
    String dup(Reading reading, PayoutFileEntry first) {
        return about(reading, (form, facts) -> PainAnswers.dup(form, facts, first.name(), Instant.ofEpochMilli(first.receivedAtMillis())));
    }

    private String about(Reading reading, BiFunction<PainForm, FileFacts, String> report) {
        Path file = reading.spooled().content().file();
        try {
            // One beyond payouts.file.max-bytes was never spooled.
            return !Files.exists(file) ? null : PainForm.of(file, reading.rules().reading()).map(form -> report.apply(form, reading.facts())).orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + reading.entry().name() + " cannot be read in the spool", e);
        }
    }
}
