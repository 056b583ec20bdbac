package dev.djamopayouts.cli;

import dev.djamopayouts.file.Problem;
import dev.djamopayouts.file.ReadingRules;
import dev.djamopayouts.file.TotalsFile;
import dev.djamopayouts.file.Unwrapped;
import dev.djamopayouts.route.SenderRules;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What a file is, what would be paid of it and what is wrong with it, told in the sender's language. */
final class ReviewStory {

    private static final double BASIS_POINTS_IN_PERCENT = 100.0;

    private final Voice voice;
    private final PrintWriter out;
    private final Path file;
    private final FileReview review;
    private final SenderRules rules;

    ReviewStory(Voice voice, PrintWriter out, Path file, FileReview review, SenderRules rules) {
        this.voice = voice;
        this.out = out;
        this.file = file;
        this.review = review;
        this.rules = rules;
    }

    /** @param feeBasisPoints of the forecast that the review made */
    void print(long feeBasisPoints) {
        if (review.isRefused()) {
            say("%s: refused as a whole, nothing of it would be paid", "%s : refusé en entier, rien n'en serait payé", file);
            printForm(voice.said("its form: ", "sa forme : "));
        } else {
            printForm(voice.said("%s: ", "%s : ", file));
            say("%,d rows, %,d valid, %,d rejected", "lignes : %,d, valides : %,d, rejetées : %,d", review.rows(),
                    review.rows() - review.rejected(), review.rejected());
            say("to pay %,d XOF, fee foreseen %,d XOF (%.2f %%), together %,d XOF",
                    "à payer %,d XOF, frais prévus %,d XOF (%.2f %%), ensemble %,d XOF", review.total().francs(), review.fee().francs(),
                    feeBasisPoints / BASIS_POINTS_IN_PERCENT, review.total().plus(review.fee()).francs());
            if (review.rejected() > 0 && rules.invalidRowRefusesFile()) {
                String why = rules.sender() == null ? "payouts.on-invalid-row=reject-file" : voice.said("on-invalid-row of %s is reject-file",
                        "on-invalid-row de %s vaut reject-file", rules.sender());
                say("refused as a whole, because %s: nothing would be paid", "refusé en entier, parce que %s : rien n'en serait payé", why);
            }
        }
        printLimits();
        printTotals();
        review.problems().forEach(this::print);
        printUnlisted(review.problemCount() - review.problems().size());
        out.flush();
    }

    /** Whether nothing of the file would be paid. */
    boolean isUnpaid() {
        return review.isRefused() || review.rejected() == review.rows() || review.rejected() > 0 && rules.invalidRowRefusesFile();
    }

    private void printForm(String before) {
        if (review.form() == null) {
            return;
        }
        Unwrapped content = review.content();
        String packed = switch (content.packing()) {
            case NONE -> "";
            case GZIP -> voice.said(", packed with gzip", ", compressé par gzip");
            case ZIP -> voice.said(", packed with zip", ", compressé par zip");
        };
        String signed = content.signers().isEmpty() ? "" : voice.said(", OpenPGP, signed by %s", ", OpenPGP, signé par %s",
                String.join(", ", content.signers()));
        out.println(before + voice.said(review.form().words()) + packed + signed);
    }

    private void printLimits() {
        ReadingRules reading = rules.reading();
        String whose = rules.sender() == null ? "" : voice.said(" of %s", " de %s", rules.sender());
        String total = rules.maxTotal() == null ? "" : voice.said(" and %,d XOF", " et %,d XOF", rules.maxTotal().francs());
        say("limits%s: %,d to %,d XOF a payout, %,d rows%s a file", "limites%s : %,d à %,d XOF par paiement, %,d lignes%s par fichier", whose,
                reading.minAmount().francs(), reading.maxAmount().francs(), reading.maxRows(), total);
    }

    private void printTotals() {
        if (review.isRefused()) {
            return;
        }
        String where = switch (review.agreed()) {
            case NONE -> null;
            case TRAILER -> voice.said("trailer", "dernière ligne");
            case MESSAGE -> "NbOfTxs, CtrlSum";
            case SIDECAR -> voice.said("sidecar", "à côté du fichier");
            case BOTH -> voice.said("in the file and beside it", "dans le fichier et à côté");
        };
        if (where != null) {
            String sum = review.ordered() == null ? "" : voice.said(", %,d XOF", ", %,d XOF", review.ordered().francs());
            say("control totals agree (%s): %,d rows%s", "les totaux de contrôle concordent (%s) : %,d lignes%s", where, review.rows(), sum);
        } else if (review.lacksTotals()) {
            String rule = rules.sender() == null ? "payouts.totals=required" : voice.said("totals of %s is required",
                    "totals de %s vaut required", rules.sender());
            say("no control totals: %s, so the file would wait for %s", "pas de totaux de contrôle : %s, le fichier attendrait donc %s", rule,
                    file.getFileName() + TotalsFile.SUFFIX);
        }
    }

    /** A line of the list of problems. */
    void print(Problem problem) {
        String field = field(problem.field());
        String place = problem.lineNo() == 0 ? field : voice.said("line %d %s", "ligne %d %s", problem.lineNo(), field).strip();
        say("  %s: %s %s", "  %s : %s %s", place, problem.reason().code(), voice.said(problem.reason().words()));
    }

    /** How many more there are than are listed. */
    void printUnlisted(long left) {
        if (left > 0) {
            say("  and %,d more problems (--problems N lists more)", "  et %,d autres problèmes (--problems N en montre plus)", left);
        }
    }

    private String field(String name) {
        return switch (name) {
            case "msisdn" -> voice.said("msisdn", "numéro");
            case "amount" -> voice.said("amount", "montant");
            case "reference" -> voice.said("reference", "référence");
            case "row" -> voice.said("row", "");
            case "header" -> voice.said("header", "en-tête");
            case "totals" -> voice.said("totals", "totaux");
            case "file" -> voice.said("file", "fichier");
            default -> name;
        };
    }

    void say(String english, String french, Object... values) {
        out.println(voice.said(english, french, values));
    }
}
