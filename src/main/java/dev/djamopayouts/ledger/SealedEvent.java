package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.Event.Kind;
import dev.djamopayouts.payout.Evidence;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * An event at its place in the trail.
 *
 * @param seq  1, 2, 3 … in the order of the commits
 * @param at   epoch milliseconds
 * @param instance the process that wrote it
 * @param hash over the hash of the event before it and everything else here
 */
record SealedEvent(long seq, long at, String instance, Event event, String hash) {

    static final String INSERT = """
            INSERT INTO event (seq, at, instance, file_id, line_no, kind, from_state, to_state, epoch, attempt, http_status,
              correlation_id, djamo_id, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** Puts an event behind the one that has the given hash. */
    static SealedEvent after(String previousHash, long seq, long at, String instance, Event event) {
        return new SealedEvent(seq, at, instance, event, hash(previousHash, seq, at, instance, event));
    }

    /** The hash that it must have behind the event with the given hash. */
    String hashAfter(String previousHash) {
        return hash(previousHash, seq, at, instance, event);
    }

    private static String hash(String previous, long seq, long at, String instance, Event event) {
        StringBuilder text = new StringBuilder(320);
        Canon.write(text, previous, seq, at, instance, event.fileId(), event.lineNo(), event.kind(), event.from(), event.to(),
                event.epoch(), event.attempt(), status(event.evidence()), event.evidence().correlationId(), event.djamoId(),
                event.detail());
        MessageDigest sha256 = Canon.sha256();
        sha256.update(Canon.bytes(text));
        return Canon.hex(sha256);
    }

    private static Integer status(Evidence evidence) {
        return evidence.httpStatus() == 0 ? null : evidence.httpStatus();
    }

    void bind(PreparedStatement insert) throws SQLException {
        insert.setLong(1, seq);
        insert.setLong(2, at);
        insert.setString(3, instance);
        insert.setLong(4, event.fileId());
        insert.setObject(5, event.lineNo(), Types.BIGINT);
        insert.setString(6, event.kind().name());
        insert.setString(7, event.from());
        insert.setString(8, event.to());
        insert.setLong(9, event.epoch());
        insert.setInt(10, event.attempt());
        insert.setObject(11, status(event.evidence()), Types.INTEGER);
        insert.setString(12, event.evidence().correlationId());
        insert.setString(13, event.djamoId());
        insert.setString(14, event.detail());
        insert.setString(15, hash);
    }

    /** Reads a whole row of the trail; a kind that nobody of ours writes becomes null, so that the hash does not agree. */
    static SealedEvent of(ResultSet row) throws SQLException {
        long line = row.getLong("line_no");
        Long lineNo = row.wasNull() ? null : Long.valueOf(line);
        Event event = new Event(row.getLong("file_id"), lineNo, kind(row.getString("kind")), row.getString("from_state"),
                row.getString("to_state"), row.getLong("epoch"), row.getInt("attempt"),
                new Evidence(row.getInt("http_status"), row.getString("correlation_id")), row.getString("djamo_id"),
                row.getString("detail"));
        return new SealedEvent(row.getLong("seq"), row.getLong("at"), row.getString("instance"), event, row.getString("hash"));
    }

    private static Kind kind(String name) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        return null;
    }
}
