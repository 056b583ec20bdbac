package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Reference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the payouts that bear a reference or one made from it. A payout that was sent holds its reference for ever, so who
 * holds one is all that matters to money, and those are few; of the others, which may be as many as somebody drops, only the
 * latest is ever read.
 */
final class Bearers {

    private static final String FROM = " FROM payout p JOIN payout_file f ON f.id = p.file_id WHERE ";
    private static final String LATEST = " ORDER BY p.file_id DESC, p.line_no DESC LIMIT 1";
    private static final String HELD = "p.reference = ? AND p.holds_reference = 1";
    private static final String GIVEN_BACK = "p.reference = ? AND p.holds_reference = 0";
    private static final String MADE_FROM = "p.root_reference = ?";

    private static final String BORNE_AND_GIVEN_BACK = "SELECT reference FROM payout WHERE holds_reference = 0 AND reference IN " + Among.THESE;
    private static final String BORNE_AND_HELD = "SELECT reference FROM payout WHERE holds_reference = 1 AND reference IN " + Among.THESE;

    private final WriterConnection writer;
    private final Connection connection;
    private final long fileId;

    /** @param fileId the file whose rows ask */
    Bearers(WriterConnection writer, long fileId) {
        this.writer = writer;
        this.connection = writer.connection();
        this.fileId = fileId;
    }

    /** Which of these references some payout bore and gave back. */
    Set<String> givenBack(List<String> references) throws SQLException {
        return Among.select(writer.prepared(BORNE_AND_GIVEN_BACK), 0, references);
    }

    /** Which of these references some payout bears. */
    Set<String> held(List<String> references) throws SQLException {
        return Among.select(writer.prepared(BORNE_AND_HELD), 0, references);
    }

    /** The payout that holds this reference, or else the latest that bore it. */
    Optional<Bearer> of(String reference) throws SQLException {
        Optional<Bearer> holder = select(HELD, reference).stream().findFirst();
        return holder.isPresent() ? holder : select(GIVEN_BACK + LATEST, reference).stream().findFirst();
    }

    /** The payouts that hold this reference or one made from it. */
    List<Bearer> holders(String root) throws SQLException {
        List<Bearer> all = new ArrayList<>(select(HELD, root));
        all.addAll(select(MADE_FROM + " AND p.holds_reference = 1", root));
        return all;
    }

    /** The latest payout of another file that bears this reference or one made from it: what the sender has before the eyes. */
    Optional<Bearer> latestElsewhere(String root) throws SQLException {
        Optional<Bearer> earlier = latest(root, " AND p.file_id < ");
        // A file that was interrupted half way is received after files that came later.
        return earlier.isPresent() ? earlier : latest(root, " AND p.file_id > ");
    }

    private Optional<Bearer> latest(String root, String others) throws SQLException {
        List<Bearer> each = new ArrayList<>();
        for (String borne : List.of(HELD, GIVEN_BACK, MADE_FROM)) {
            each.addAll(select(borne + others + fileId + LATEST, root));
        }
        return each.stream().max(Comparator.comparing((Bearer bearer) -> bearer.id().fileId())
                .thenComparing(bearer -> bearer.id().lineNo()));
    }

    /** The first of the references made from the root that was never sent, and that is nobody else's. */
    Optional<Reference> neverSent(Reference root) throws SQLException {
        for (int number = 1; number <= Reference.MOST_AGAIN; number++) {
            Reference next = root.again(number);
            boolean held = !select(HELD, next.value()).isEmpty();
            if (!held && select(GIVEN_BACK + LATEST, next.value()).stream().allMatch(last -> last.root().equals(root.value()))) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    private List<Bearer> select(String condition, String reference) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + Bearer.COLUMNS + FROM + condition)) {
            select.setString(1, reference);
            try (ResultSet rows = select.executeQuery()) {
                List<Bearer> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(Bearer.of(rows));
                }
                return found;
            }
        }
    }
}
