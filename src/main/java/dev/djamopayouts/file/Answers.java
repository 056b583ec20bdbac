package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Xof;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The JSON that comes back for a dropped file: exactly one of ack, nack and dup. UTF-8, indented, fields in a fixed
 * order, times in ISO 8601 UTC, amounts in whole XOF; {@code message} says it in a sentence of English and of French, and what
 * is wrong is said in the language of the file's answers.
 */
public final class Answers {

    /** How many problems a nack lists; the others are counted. */
    public static final int MOST_PROBLEMS = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {
    }

    /**
     * The rows of an accepted file, counted.
     *
     * @param rows       all of them: valid and rejected together
     * @param held       how many of the valid ones wait until a person releases or rejects them
     * @param suspicious how many look like another payment, whatever was done with them
     * @param mended     how many of the valid ones ask again for what an earlier file did not bring about
     * @param askedBefore how many of the rejected ones ask for what an earlier file may have brought about
     */
    public record Tally(long rows, long valid, long rejected, long held, long suspicious, long mended, long askedBefore) {

        public Tally {
            if (rows != valid + rejected || held > valid || suspicious > rows || mended > valid || askedBefore > rejected) {
                throw new IllegalArgumentException(rows + " rows are not " + valid + " valid and " + rejected + " rejected, with "
                        + held + " held, " + suspicious + " suspicious, " + mended + " mended and " + askedBefore
                        + " asked for before among them");
            }
        }

        /** Of rows that ask for nothing again. */
        public Tally(long rows, long valid, long rejected, long held, long suspicious) {
            this(rows, valid, rejected, held, suspicious, 0, 0);
        }
    }

    /** Where the control totals came from that a file was held against. */
    public enum TotalsSource {
        NONE, TRAILER, MESSAGE, SIDECAR, BOTH;

        /**
         * Which it is.
         *
         * @param file    read to its end
         * @param sidecar whether totals came beside it
         */
        public static TotalsSource of(PayoutFile file, boolean sidecar) {
            TotalsSource within = file.trailer().isPresent() ? TRAILER : file.form().bearsTotals() ? MESSAGE : NONE;
            if (sidecar) {
                return within == NONE ? SIDECAR : BOTH;
            }
            return within;
        }
    }

    /**
     * The file was read and accepted.
     *
     * @param total  the amount of its valid rows
     * @param source which control totals its rows agree with
     * @param rows   what all its rows come to
     */
    public static byte[] ack(FileFacts file, Tally tally, Xof total, TotalsSource source, RowTotals rows) {
        ObjectNode answer = answer("ack", file);
        answer.put("rows", tally.rows()).put("valid", tally.valid()).put("rejected", tally.rejected()).put("held", tally.held())
                .put("suspicious", tally.suspicious()).put("mended", tally.mended()).put("askedBefore", tally.askedBefore())
                .put("totalAmount", total.francs()).put("currency", "XOF");
        answer.putObject("controlTotals").put("source", source.name().toLowerCase(Locale.ROOT)).put("rows", rows.rows())
                .put("amount", rows.amount() == null ? null : (Long) rows.amount().francs());
        boolean agreed = source != TotalsSource.NONE;
        message(answer, "The file is accepted. Rows: %d; going on to be paid: %d, for %s XOF in all; rejected: %d."
                        .formatted(tally.rows(), tally.valid(), total, tally.rejected())
                        + suspicionInEnglish(tally) + mendingInEnglish(tally) + (agreed ? " The control totals agree with the rows." : ""),
                "Le fichier est accepté. Lignes : %d ; à payer : %d, pour %s XOF en tout ; rejetées : %d."
                        .formatted(tally.rows(), tally.valid(), total, tally.rejected()) + suspicionInFrench(tally) + mendingInFrench(tally)
                        + (agreed ? " Les totaux de contrôle concordent avec les lignes." : ""));
        return bytes(answer);
    }

    private static String suspicionInEnglish(Tally tally) {
        return (tally.suspicious() == 0 ? "" : " Rows that look like another payment (same number, same amount): %d."
                .formatted(tally.suspicious()))
                + (tally.held() == 0 ? "" : " Of those to be paid, held until a person releases or rejects them: %d."
                .formatted(tally.held()));
    }

    private static String suspicionInFrench(Tally tally) {
        return (tally.suspicious() == 0 ? "" : " Lignes qui ressemblent à un autre paiement (même numéro, même montant) : %d."
                .formatted(tally.suspicious()))
                + (tally.held() == 0 ? "" : " Parmi celles à payer, retenues jusqu'à ce qu'une personne les libère ou les rejette : %d."
                .formatted(tally.held()));
    }

    private static String mendingInEnglish(Tally tally) {
        return (tally.mended() == 0 ? "" : " Of those to be paid, mended (dropped before and not paid then): %d.".formatted(tally.mended()))
                + (tally.askedBefore() == 0 ? "" : " Of those rejected, dropped before and paid then or perhaps paid: %d; the result"
                .formatted(tally.askedBefore()) + " tells which and how they stand.");
    }

    private static String mendingInFrench(Tally tally) {
        return (tally.mended() == 0 ? "" : " Parmi celles à payer, corrigées (déjà déposées et alors non payées) : %d."
                .formatted(tally.mended()))
                + (tally.askedBefore() == 0 ? "" : " Parmi celles rejetées, déjà déposées et alors payées ou peut-être payées : %d ; le"
                .formatted(tally.askedBefore()) + " résultat dit lesquelles et où elles en sont.");
    }

    /**
     * The whole file is refused and nothing of it was paid.
     *
     * @param problems why; the first {@link #MOST_PROBLEMS} are listed
     * @param others   how many problems there are beyond those in the list
     */
    public static byte[] nack(FileFacts file, List<Problem> problems, long others) {
        int listed = Math.min(problems.size(), MOST_PROBLEMS);
        long unlisted = others + problems.size() - listed;
        ObjectNode answer = answer("nack", file);
        answer.put("paid", false);
        message(answer, "The file is refused and nothing was paid. Mend what is listed under problems (%d) and drop it again."
                        .formatted(listed + unlisted),
                "Le fichier est refusé et rien n'a été payé. Corrigez ce qui figure sous « problems » (%d) et déposez-le de nouveau."
                        .formatted(listed + unlisted));
        problems(answer, problems, listed, unlisted, file.language());
        return bytes(answer);
    }

    private static void problems(ObjectNode answer, List<Problem> problems, int listed, long unlisted, Language language) {
        ArrayNode list = answer.putArray("problems");
        for (Problem problem : problems.subList(0, listed)) {
            ObjectNode item = list.addObject();
            if (problem.lineNo() > 0) {
                item.put("line", problem.lineNo());
            } else {
                item.putNull("line");
            }
            item.put("field", problem.field()).put("code", problem.reason().code().name())
                    .put("text", problem.reason().words().in(language));
        }
        answer.put("otherProblems", unlisted);
    }

    /**
     * Control totals came when their file was answered already: nothing of it was held back for them.
     *
     * @param of    the payout file that they are of, as it was accepted
     * @param wrong why they do not agree with it; empty where they do
     */
    public static byte[] lateTotals(FileFacts totals, FileFacts of, List<Problem> wrong) {
        ObjectNode answer = answer("nack", totals);
        answer.putObject("of").put("fileId", of.fileId()).put("file", of.name()).put("receivedAt", of.receivedAt().toString());
        answer.put("agree", wrong.isEmpty());
        message(answer, "These control totals came after %s was accepted (file %d): nothing was held back for them. %s Drop totals before their file, or have the operator require them."
                        .formatted(of.name(), of.fileId(), wrong.isEmpty() ? "They agree with it."
                                : "They DO NOT AGREE with it: see problems, and tell the operator at once."),
                "Ces totaux de contrôle sont arrivés après l'acceptation de %s (fichier %d) : rien n'a été retenu pour eux. %s Déposez les totaux avant leur fichier, ou faites-les exiger par l'exploitant."
                        .formatted(of.name(), of.fileId(), wrong.isEmpty() ? "Ils concordent avec lui."
                                : "Ils NE CONCORDENT PAS avec lui : voyez « problems », et prévenez l'exploitant aussitôt."));
        problems(answer, wrong, wrong.size(), 0, totals.language());
        return bytes(answer);
    }

    /** The same content came before, under that name and at that time; nothing was paid because of this one. */
    public static byte[] dup(FileFacts file, String firstName, Instant firstAt, long firstFileId) {
        ObjectNode answer = answer("dup", file);
        answer.put("paid", false);
        answer.putObject("first").put("fileId", firstFileId).put("file", firstName).put("receivedAt", firstAt.toString());
        message(answer, "The same content came before as %s at %s: nothing was paid for this copy. See the answers to the first."
                        .formatted(firstName, firstAt),
                "Le même contenu est déjà arrivé sous le nom %s le %s : rien n'a été payé pour cette copie. Voyez les réponses au premier."
                        .formatted(firstName, firstAt));
        return bytes(answer);
    }

    private static ObjectNode answer(String kind, FileFacts file) {
        ObjectNode answer = JSON.createObjectNode().put("answer", kind);
        if (file.fileId() > 0) {
            answer.put("fileId", file.fileId());
        }
        if (file.sender() != null) {
            answer.put("sender", file.sender());
        }
        answer.put("file", file.name()).put("sha256", file.sha256());
        if (!file.contentSha256().equals(file.sha256())) {
            answer.put("contentSha256", file.contentSha256());
        }
        return answer.put("bytes", file.bytes()).put("receivedAt", file.receivedAt().toString());
    }

    private static void message(ObjectNode answer, String english, String french) {
        answer.putObject("message").put("en", english).put("fr", french);
    }

    private static byte[] bytes(ObjectNode answer) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values is always JSON", e);
        }
    }
}
