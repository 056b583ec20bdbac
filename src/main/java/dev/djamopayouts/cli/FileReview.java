package dev.djamopayouts.cli;

import dev.djamopayouts.file.Answers.TotalsSource;
import dev.djamopayouts.file.ControlTotals;
import dev.djamopayouts.file.FileForm;
import dev.djamopayouts.file.FileProfile;
import dev.djamopayouts.file.FileRefused;
import dev.djamopayouts.file.PayoutFile;
import dev.djamopayouts.file.PayoutRow;
import dev.djamopayouts.file.Problem;
import dev.djamopayouts.file.ReadingRules;
import dev.djamopayouts.file.Sha256;
import dev.djamopayouts.file.TotalsFile;
import dev.djamopayouts.file.Unwrapped;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import dev.djamopayouts.route.SenderRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What a payout file holds and what is wrong with it, found by reading it once; memory does not grow with its size. */
final class FileReview {

    private static final int ROWS_IN_CHUNK = 1_000;
    private static final long BASIS_POINTS = 10_000;

    /** Is given each row that would be paid, as it is read. */
    interface PayableReader {
        void read(long lineNo, Msisdn msisdn, Xof amount);
    }

    private final long feeBasisPoints;
    private final int problemsKept;
    private final PayableReader payable;
    private final SeenReferences references = new SeenReferences(Sha256.digest());
    private final List<Problem> problems = new ArrayList<>();
    private long rows;
    private long rejected;
    private long problemCount;
    private Xof total = Xof.ZERO;
    private Xof fee = Xof.ZERO;
    private Xof ordered;
    private TotalsSource agreed = TotalsSource.NONE;
    private boolean lacksTotals;
    private boolean refused;
    private FileForm form;
    private Unwrapped content;

    private FileReview(long feeBasisPoints, int problemsKept, PayableReader payable) {
        this.feeBasisPoints = feeBasisPoints;
        this.problemsKept = problemsKept;
        this.payable = payable;
    }

    static FileReview of(Path path, SenderRules rules, long feeBasisPoints, int problemsKept, PayableReader payable) throws IOException {
        FileReview review = new FileReview(feeBasisPoints, problemsKept, payable);
        // Of its owner alone: what an encrypted file holds is in it for as long as it is read.
        Path folder = Files.createTempDirectory("djamo-payouts-");
        Path clear = folder.resolve("clear");
        try {
            String sha256 = sha256Of(path);
            review.content = Unwrapped.of(path, sha256, clear, rules.keys(), rules.reading());
            review.read(sha256, sidecar(path), rules.reading());
            rules.problemWithTotal(review.total).ifPresent(problem -> {
                review.refused = true;
                review.keep(problem);
            });
        } catch (FileRefused e) {
            review.refused = true;
            e.problems().forEach(review::keep);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(clear);
            Files.delete(folder);
        }
        return review;
    }

    private void read(String sha256, ControlTotals sidecar, ReadingRules rules) throws IOException {
        try (PayoutFile file = PayoutFile.open(content.file(), content.sha256(), rules)) {
            form = file.form();
            Iterator<List<PayoutRow>> chunks = file.chunks(ROWS_IN_CHUNK);
            while (chunks.hasNext()) {
                chunks.next().forEach(this::add);
            }
            compare(file, sha256, sidecar, rules);
        }
    }

    /** The control totals that lie beside the file, or null. */
    private static ControlTotals sidecar(Path path) throws IOException {
        Path totals = path.resolveSibling(path.getFileName() + TotalsFile.SUFFIX);
        if (!Files.isRegularFile(totals)) {
            return null;
        }
        if (Files.size(totals) > TotalsFile.MOST_BYTES) {
            throw TotalsFile.tooLong(Files.size(totals));
        }
        return TotalsFile.read(Files.readAllBytes(totals));
    }

    private void compare(PayoutFile file, String sha256, ControlTotals sidecar, ReadingRules rules) {
        if (sidecar != null) {
            List<Problem> wrong = file.totals().against(sidecar, sha256, 0);
            if (!wrong.isEmpty()) {
                throw new FileRefused(wrong);
            }
        }
        ordered = file.totals().amount();
        agreed = TotalsSource.of(file, sidecar != null);
        lacksTotals = sidecar == null && !file.bearsTotals() && rules.profile().totals() == FileProfile.Totals.REQUIRED;
    }

    private void add(PayoutRow row) {
        rows++;
        long first = row.reference() == null ? 0 : references.firstLine(row.reference(), row.lineNo());
        if (!row.isValid()) {
            rejected++;
            keep(Problem.of(row));
        } else if (first != 0) {
            rejected++;
            keep(new Problem(row.lineNo(), "reference", new Reason(ReasonCode.AM05, new Words(
                    "the reference stands on line " + first + " already: give each payout its own",
                    "la référence figure déjà à la ligne " + first + " : donnez à chaque paiement la sienne"))));
        } else {
            total = total.plus(row.amount());
            fee = fee.plus(feeOf(row.amount()));
            payable.read(row.lineNo(), row.msisdn(), row.amount());
        }
    }

    /** A forecast: Djamo takes its fee on each transaction, in whole francs. */
    Xof feeOf(Xof amount) {
        return new Xof(Math.multiplyExact(amount.francs(), feeBasisPoints) / BASIS_POINTS);
    }

    private void keep(Problem problem) {
        problemCount++;
        if (problems.size() < problemsKept) {
            problems.add(problem);
        }
    }

    private static String sha256Of(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Sha256.of(in);
        }
    }

    /** How the file is written; null where that cannot be told. */
    FileForm form() {
        return form;
    }

    /** How it came packed, and who signed it; null where it could not be unwrapped. */
    Unwrapped content() {
        return content;
    }

    long rows() {
        return rows;
    }

    /** The sum of all amounts, rejected rows included, or null where one of them cannot be read. */
    Xof ordered() {
        return ordered;
    }

    /** Which control totals the file agrees with. */
    TotalsSource agreed() {
        return agreed;
    }

    /** Whether the file would wait for control totals that must come and are not there. */
    boolean lacksTotals() {
        return lacksTotals;
    }

    long rejected() {
        return rejected;
    }

    /** Of the rows that would be paid. */
    Xof total() {
        return total;
    }

    /** A forecast, with the fee of each row rounded down. */
    Xof fee() {
        return fee;
    }

    /** Whether the file cannot be read as a payout file at all. */
    boolean isRefused() {
        return refused;
    }

    /** The first ones, in the file's order. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    long problemCount() {
        return problemCount;
    }
}
