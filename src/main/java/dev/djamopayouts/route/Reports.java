package dev.djamopayouts.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.djamopayouts.file.FileForm;
import dev.djamopayouts.file.FileSummary;
import dev.djamopayouts.file.Report;
import dev.djamopayouts.file.ResultFile;
import dev.djamopayouts.file.ResultRow;
import dev.djamopayouts.file.RowCells;
import dev.djamopayouts.file.SummaryPage;
import dev.djamopayouts.file.Trailer;
import dev.djamopayouts.ledger.Answers;
import dev.djamopayouts.ledger.Answers.Answer;
import dev.djamopayouts.ledger.FileFigures;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.SettledPayout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Xof;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Writes from the ledger what people and systems are told: answers to files, and the message of each final payout. */
public final class Reports {

    private static final int MOST_FILES_KEPT = 1_000;

    private final Ledger ledger;
    private final Path spool;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Long, PayoutFileEntry> files = new ConcurrentHashMap<>();

    /** @param spool where reports are written before they are delivered */
    public Reports(Ledger ledger, Path spool) {
        this.ledger = ledger;
        this.spool = spool;
    }

    /** The message of a final payout, as JSON (FILES.md, "Outcome messages"). */
    String message(SettledPayout payout) {
        ObjectNode message = json.createObjectNode();
        message.put("payoutId", payout.id().toString());
        message.put("file", file(payout.id().fileId()).name());
        if (file(payout.id().fileId()).sender() != null) {
            message.put("sender", file(payout.id().fileId()).sender());
        }
        message.put("line", payout.id().lineNo());
        message.put("reference", payout.asked());
        message.put("msisdn", payout.msisdn());
        message.put("amount", payout.amount());
        message.put("fee", payout.state() == PayoutState.FAILED ? null : payout.fee());
        message.put("status", payout.state().name());
        message.put("isoStatus", payout.state().isoStatus());
        message.put("reasonCode", payout.reason() == null ? null : payout.reason().code().name());
        message.put("reasonText", payout.remark());
        message.put("djamoId", payout.djamoId());
        message.put("djamoReference", djamoReference(payout));
        message.put("finalAt", payout.finalAt() == null ? null : Instant.ofEpochMilli(payout.finalAt()).toString());
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values is always JSON", e);
        }
    }

    /** The entry of a payout file; what is asked of it here never changes. */
    PayoutFileEntry file(long fileId) {
        if (files.size() > MOST_FILES_KEPT) {
            files.clear();
        }
        return files.computeIfAbsent(fileId, id -> ledger.files().find(id)
                .orElseThrow(() -> new IllegalStateException("payout file " + id + " is not in the ledger")));
    }

    /** An answer as the body to deliver: a string, or a file that {@link #forget} removes again. */
    Object write(Answer answer) {
        if (answer.content() != null) {
            return answer.content();
        }
        File target = scratch(answer).toFile();
        write(answer.file(), answer.kind(), target.toPath());
        return target;
    }

    /**
     * Writes a report, whole or not at all.
     *
     * @param kind {@link Answers#RESULT} or another report
     */
    public void write(PayoutFileEntry file, String kind, Path target) {
        if (kind.equals(Answers.SUMMARY)) {
            writeSummary(file, target);
        } else {
            writeRows(file, kind, target);
        }
    }

    private void writeSummary(PayoutFileEntry file, Path target) {
        FileFigures figures = ledger.figures().of(file.id());
        List<FileSummary.State> states = new ArrayList<>();
        ledger.figures().byState(file.id()).forEach((state, total) -> {
            if (total.rows() > 0) {
                states.add(new FileSummary.State(state, total.rows(), total.francs()));
            }
        });
        List<FileSummary.Unpaid> unpaid = figures.unpaid().stream()
                .map(it -> new FileSummary.Unpaid(it.code(), it.rows(), it.francs())).toList();
        FileSummary summary = new FileSummary(Reading.facts(file), instantOrNull(file.acceptedAtMillis()), instantOrNull(file.settledAtMillis()),
                instantOrNull(figures.firstSentAtMillis()), states, unpaid, figures.fees());
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.writeString(target, SummaryPage.html(summary, file.language()));
        } catch (IOException e) {
            throw new UncheckedIOException("the summary " + target + " cannot be written; is the disk full?", e);
        }
    }

    private static Instant instantOrNull(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private void writeRows(PayoutFileEntry file, String kind, Path target) {
        FileForm form = FileForm.parse(file.form());
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            try (Report report = report(kind, form, target)) {
                if (kind.equals(Answers.FAILURES)) {
                    writeUnpaid(file, form, report);
                } else {
                    ledger.outcomes().eachRow(file.id(), row -> report.add(row(row, RowCells.decode(row.cells()))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the report " + target + " cannot be written; is the disk full?", e);
        }
    }

    /** With a line of totals of its own where the file had one: a sender who needs one could not drop the mended rows again. */
    private void writeUnpaid(PayoutFileEntry file, FileForm form, Report report) {
        AtomicLong rows = new AtomicLong();
        AtomicLong francs = new AtomicLong();
        ledger.outcomes().eachRow(file.id(), row -> {
            if (row.state() == PayoutState.FAILED || row.state() == PayoutState.REJECTED) {
                report.add(row(row, again(form, row)));
                rows.incrementAndGet();
                francs.addAndGet(row.amount() == null ? 0 : row.amount());
            } else {
                report.pass(row(row, RowCells.decode(row.cells())));
            }
        });
        ledger.files().totals().trailer(file.id()).ifPresent(trailer ->
                report.add(ResultRow.ofTotals(Trailer.rewritten(trailer, form, rows.get(), new Xof(francs.get())))));
    }

    private static Report report(String kind, FileForm form, Path target) throws IOException {
        return switch (kind) {
            case Answers.RESULT -> ResultFile.create(target, form);
            case Answers.OWN_RESULT -> form.result(target);
            case Answers.FAILURES -> form.failures(target);
            default -> throw new IllegalArgumentException("no report is called " + kind);
        };
    }

    /** Removes what {@link #write(Answer)} wrote. */
    void forget(Answer answer) {
        try {
            Files.deleteIfExists(scratch(answer));
        } catch (IOException e) {
            throw new UncheckedIOException("the delivered report " + scratch(answer) + " cannot be removed", e);
        }
    }

    private Path scratch(Answer answer) {
        return spool.resolve(answer.file().id() + "-" + answer.kind() + "-" + answer.destination() + ".csv");
    }

    /** As it came, and with the reference that we gave it: dropped again without one, it would pass for another payment. */
    private static List<String> again(FileForm form, SettledPayout row) {
        List<String> cells = RowCells.decode(row.cells());
        return row.asked() == null ? cells : form.withReference(cells, row.asked());
    }

    static ResultRow row(SettledPayout row, List<String> cells) {
        // What Djamo gives back for a failed transfer, its fee included, was not charged.
        boolean charged = row.state() != PayoutState.FAILED && row.fee() != null;
        Xof fee = charged ? new Xof(row.fee()) : null;
        return new ResultRow(row.id().lineNo(), cells, row.id(), djamoReference(row), row.djamoId(),
                row.state(), row.reason(), fee, fee == null || row.amount() == null ? null : new Xof(row.amount()).plus(fee),
                instant(row.submittedAt()), instant(row.finalAt()), row.attempts(), row.remark());
    }

    /** A payout that was never sent bears no reference at Djamo. */
    private static String djamoReference(SettledPayout row) {
        return row.attempts() == 0 ? null : row.reference();
    }

    private static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
