package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/**
 * A payout that bears a reference which a row asks for again, as it stands now.
 *
 * @param root    what its reference was made from, or the reference itself
 * @param doubted when it was last in doubt, null where it never was
 * @param alarm   what of Djamo's answers contradicted what was sent, or null
 * @param sentAt  when it was first sent, null where it never was
 */
record Bearer(PayoutId id, String fileName, String reference, String root, PayoutState state, Long doubted, String alarm,
              String djamoId, Long sentAt, Long finalAt) {

    static final String COLUMNS = "p.file_id, p.line_no, f.name, p.reference, p.root_reference, p.state, p.doubt_since, p.alarm,"
            + " p.djamo_id, p.submitted_at, p.final_at";

    static Bearer of(ResultSet row) throws SQLException {
        String reference = row.getString("reference");
        return new Bearer(FileFigures.id(row), row.getString("name"), reference,
                Objects.requireNonNullElse(row.getString("root_reference"), reference), PayoutState.valueOf(row.getString("state")),
                number(row, "doubt_since"), row.getString("alarm"), row.getString("djamo_id"), number(row, "submitted_at"),
                number(row, "final_at"));
    }

    /**
     * Whether it was paid, or will be, or nobody can exclude it: then what it was dropped for is not paid once more. No lock
     * is needed to rely on a no: it is said of final states alone, which never change.
     */
    boolean mayHaveBeenPaid() {
        return switch (state) {
            case RECEIVED, HELD, CHECKED, SUBMITTING, UNKNOWN, PENDING, COMPLETED -> true;
            // Djamo says it failed, or a person says it was not paid; unless Djamo contradicted itself about it.
            case FAILED -> djamoId != null && alarm != null || isContradicted();
            // Refused for good by the answer itself; where it was in doubt before, only by what lookups did not show.
            case REJECTED -> doubted != null;
        };
    }

    /** Whether Djamo told otherwise after it was final, which {@link Notifications#raise} keeps as a doubt. */
    private boolean isContradicted() {
        return doubted != null && finalAt != null && doubted > finalAt;
    }

    /** Which one it is. */
    Words place() {
        return new Words(fileName + " line " + id.lineNo() + " (payout " + id + ")",
                fileName + " ligne " + id.lineNo() + " (paiement " + id + ")");
    }

    /** How it stands and why the row is not paid, behind its {@link #place}, up to the remedy. */
    Words story() {
        // The state's own name stands in the status column: in brackets it can be found there.
        String stands = state.words().french() + " (" + state + ")";
        String at = djamoId == null ? "" : " (" + djamoId + ")";
        return switch (state) {
            case RECEIVED, CHECKED, SUBMITTING -> new Words(", which is " + state + " and on its way to be paid",
                    ", qui est " + stands + " et va être payé");
            case HELD -> new Words(", which is HELD until a person releases or rejects it",
                    ", qui est " + stands + " jusqu'à ce qu'une personne le libère ou le rejette");
            case UNKNOWN -> new Words(", sent at " + time(sentAt) + ", is UNKNOWN, in doubt since " + time(doubted)
                    + ", and may have been paid: wait for its result", ", envoyé le " + time(sentAt) + ", est " + stands + " depuis le "
                    + time(doubted) + ", et a peut-être été payé : attendez son résultat");
            case PENDING -> new Words(", sent at " + time(sentAt) + ", is PENDING at Djamo" + at + ": wait for its result",
                    ", envoyé le " + time(sentAt) + ", est " + stands + at + " : attendez son résultat");
            case COMPLETED -> new Words(", sent at " + time(sentAt) + ", was paid: COMPLETED since " + time(finalAt) + at,
                    ", envoyé le " + time(sentAt) + ", a été payé (COMPLETED) le " + time(finalAt) + at);
            case FAILED -> new Words(", sent at " + time(sentAt) + ", is FAILED since " + time(finalAt) + at
                    + ", but Djamo's answers contradict one another: ask Djamo whether it was paid", ", envoyé le " + time(sentAt)
                    + ", a échoué chez Djamo (FAILED) le " + time(finalAt) + at + ", mais les réponses de Djamo se contredisent : demandez à"
                    + " Djamo s'il a été payé");
            case REJECTED -> isContradicted() ? new Words(", sent at " + time(sentAt) + ", is REJECTED since " + time(finalAt)
                    + ", but Djamo told of a transaction later: ask Djamo whether it was paid", ", envoyé le " + time(sentAt)
                    + ", est " + stands + " depuis le " + time(finalAt) + ", mais Djamo a parlé plus tard d'une transaction : demandez à"
                    + " Djamo s'il a été payé") : new Words(", sent at " + time(sentAt) + ", was in doubt and is REJECTED since " + time(finalAt)
                    + " because Djamo showed no transaction: ask Djamo whether it was paid", ", envoyé le " + time(sentAt)
                    + ", a été en doute et est " + stands + " depuis le " + time(finalAt) + " car Djamo n'a montré aucune transaction : demandez à"
                    + " Djamo s'il a été payé");
        };
    }

    private static String time(Long millis) {
        return millis == null ? "?" : Instant.ofEpochMilli(millis).toString();
    }

    private static Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
