package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.Answers;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.route.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes reports into a folder: whole under a temporary name, then renamed. An answer that is there with other content is
 * never overwritten, since somebody may have acted on it.
 */
final class ReportWriter {

    /**
     * What became of one report.
     *
     * @param well whether the report is in the folder now, as the ledger has it
     */
    record Written(boolean well, String text) {
    }

    private final Ledger ledger;
    private final Path folder;
    private final Reports reports;

    ReportWriter(Ledger ledger, Path folder) {
        this.ledger = ledger;
        this.folder = folder;
        this.reports = new Reports(ledger, folder);
    }

    boolean hasFailures(PayoutFileEntry file) {
        var totals = ledger.figures().byState(file.id());
        return totals.get(PayoutState.FAILED).rows() + totals.get(PayoutState.REJECTED).rows() > 0;
    }

    Written result(PayoutFileEntry file) throws IOException {
        return write(file, Answers.RESULT, file.answerName() + ".result.csv", false);
    }

    Written failures(PayoutFileEntry file) throws IOException {
        return write(file, Answers.FAILURES, file.answerName() + ".failures." + file.extension(), false);
    }

    Written ownResult(PayoutFileEntry file) throws IOException {
        return write(file, Answers.OWN_RESULT, file.answerName() + ".result." + file.extension(), false);
    }

    Written summary(PayoutFileEntry file) throws IOException {
        return write(file, Answers.SUMMARY, file.answerName() + ".summary.html", false);
    }

    /**
     * The result as it stands now, over an earlier interim one. No failures go with it: the final failures file will have
     * those rows again, and whoever mended and dropped both would have ordered them twice.
     */
    Written interim(PayoutFileEntry file) throws IOException {
        String name = file.answerName() + ".interim";
        boolean ours = ledger.files().find(name).filter(other -> other.answerName().equals(name)).isEmpty();
        return write(file, Answers.RESULT, name + ".result.csv", ours);
    }

    private Written write(PayoutFileEntry file, String kind, String name, boolean mayReplace) throws IOException {
        Path target = folder.resolve(name);
        Path aside = folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".part");
        try {
            reports.write(file, kind, aside);
            if (!Files.exists(target)) {
                Files.move(aside, target);
                return new Written(true, "written: " + target);
            }
            if (Files.mismatch(aside, target) == -1) {
                return new Written(true, "there already, the same: " + target);
            }
            if (mayReplace) {
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
                return new Written(true, "written over the last one: " + target);
            }
            return new Written(false, "not written: " + target + " is there with other content and is left as it is;"
                    + " move it away, or write elsewhere with --to FOLDER");
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
