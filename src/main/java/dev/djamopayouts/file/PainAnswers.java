package dev.djamopayouts.file;

import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The payment status reports (pain.002) that a dropped pain.001 is answered with at once, beside the JSON. */
public final class PainAnswers {

    /** The JSON lists a thousand; whoever reads a status report by machine needs to know that and why it is refused. */
    private static final int MOST_REASONS = 100;

    private PainAnswers() {
    }

    /** Begins the report that the file is accepted, at that path; every row of it is to be added. */
    public static Report ack(Path target, PainForm form, FileFacts file) throws IOException {
        return PainReport.acknowledgement(target, form, file);
    }

    /** The whole message is refused and nothing of it was paid. */
    public static String nack(PainForm form, FileFacts file, List<Problem> problems) {
        StringBuilder reasons = new StringBuilder();
        for (Problem problem : problems.subList(0, Math.min(problems.size(), MOST_REASONS))) {
            Words place = problem.lineNo() == 0 ? Words.same("")
                    : new Words("payment " + problem.lineNo() + ": ", "paiement " + problem.lineNo() + " : ");
            reasons.append(StatusReason.xml(problem.reason().code(), place.then(problem.reason().words()).in(file.language())));
        }
        return refused(form, file, "NACK", reasons.toString());
    }

    /** The same content came before, under that name and at that time; nothing was paid because of this one. */
    public static String dup(PainForm form, FileFacts file, String firstName, Instant firstAt) {
        return refused(form, file, "DUP", StatusReason.xml(ReasonCode.AM05, new Words("The same content came before as " + firstName
                + " at " + firstAt + ": nothing was paid for this copy.", "Le même contenu est déjà arrivé sous le nom " + firstName
                + " le " + firstAt + " : rien n'a été payé pour cette copie.").in(file.language())));
    }

    private static String refused(PainForm form, FileFacts file, String kind, String reasons) {
        return PainReport.beginning(form, kind, file.fileId()) + XmlOut.element("CreDtTm", file.receivedAt().toString())
                + "</GrpHdr>\n<OrgnlGrpInfAndSts>" + PainReport.original(form) + XmlOut.element("GrpSts", "RJCT") + reasons
                + "</OrgnlGrpInfAndSts>\n</CstmrPmtStsRpt>\n</Document>\n";
    }
}
