package dev.djamopayouts.ledger;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * What one instance at a time does, each thing by its name. A lease that is not renewed is free for the others when its time
 * is over: whoever is killed, frozen or cut off is taken over without being asked.
 */
public final class Leases {

    /** How long a lease holds without being renewed. */
    static final long HOLD_MILLIS = 10_000;
    /** No lease ends later than this from now: one that does was taken before the database's time was set back, and is over. */
    private static final long LATEST_MILLIS = 2 * HOLD_MILLIS;

    private static final String TAKE = """
            INSERT INTO lease (name, owner, epoch, expires_at) VALUES (?, ?, 1, ?)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, epoch = lease.epoch + 1, expires_at = excluded.expires_at
            WHERE lease.owner = excluded.owner OR lease.expires_at <= ? OR lease.expires_at > ?
            RETURNING epoch""";

    private final GroupCommit commits;
    private final DataSource source;
    private final Clock clock;
    private final String instance;
    /** When each lease held here ends. */
    private final Map<String, Long> held = new ConcurrentHashMap<>();

    Leases(GroupCommit commits, DataSource source, Clock clock, String instance) {
        this.commits = commits;
        this.source = source;
        this.clock = clock;
        this.instance = instance;
    }

    /** Where and which process this is, and never the same twice: a process number comes again. */
    static String newInstance() {
        return System.getenv().getOrDefault("HOSTNAME", "here") + ":" + ProcessHandle.current().pid() + ":"
                + Long.toHexString(new SecureRandom().nextLong());
    }

    /** Takes a lease, or keeps it: false while another instance has it. */
    public boolean hold(String name) {
        Long until = held.get(name);
        long left = until == null ? 0 : until - clock.millis();
        if (left > HOLD_MILLIS * 2 / 3 && left <= LATEST_MILLIS) {
            return true;
        }
        // Most of the time it is the other's: look before taking the writer's time.
        if (isAnothers(name)) {
            held.remove(name);
            return false;
        }
        long expiresAt = clock.millis() + HOLD_MILLIS;
        boolean taken = commits.write(connection -> take(connection, name, expiresAt)).isPresent();
        if (taken) {
            held.put(name, expiresAt);
        } else {
            held.remove(name);
        }
        return taken;
    }

    /** Takes the lease anew: whoever had it before, this instance too, may write nothing more under it. */
    OptionalLong take(Connection connection, String name) throws SQLException {
        return take(connection, name, clock.millis() + HOLD_MILLIS);
    }

    private OptionalLong take(Connection connection, String name, long expiresAt) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, name);
            take.setString(2, instance);
            take.setLong(3, expiresAt);
            take.setLong(4, clock.millis());
            take.setLong(5, clock.millis() + LATEST_MILLIS);
            try (ResultSet taken = take.executeQuery()) {
                return taken.next() ? OptionalLong.of(taken.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** Keeps the lease within a write that stands on it; the write fails where another has taken it since. */
    void require(Connection connection, String name, long epoch) throws SQLException {
        try (PreparedStatement renew = connection.prepareStatement(
                "UPDATE lease SET expires_at = ? WHERE name = ? AND owner = ? AND epoch = ?")) {
            renew.setLong(1, clock.millis() + HOLD_MILLIS);
            renew.setString(2, name);
            renew.setString(3, instance);
            renew.setLong(4, epoch);
            if (renew.executeUpdate() != 1) {
                throw new LedgerFailed("another instance does this now (" + name + "), since this one stood still for longer than "
                        + HOLD_MILLIS + " ms; nothing was written", null);
            }
        }
    }

    /** Whether another instance has it now. */
    boolean isAnothers(String name) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT 1 FROM lease WHERE name = ? AND owner <> ? AND expires_at > ? AND expires_at <= ?")) {
                select.setString(1, name);
                select.setString(2, instance);
                select.setLong(3, clock.millis());
                select.setLong(4, clock.millis() + LATEST_MILLIS);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** Lets a lease go, so that the next one need not wait for its end. */
    void release(Connection connection, String name) throws SQLException {
        try (PreparedStatement release = connection.prepareStatement("UPDATE lease SET expires_at = 0 WHERE name = ? AND owner = ?")) {
            release.setString(1, name);
            release.setString(2, instance);
            release.executeUpdate();
        }
        held.remove(name);
    }

    /** Lets every lease of this instance go. */
    void releaseAll() {
        commits.write(connection -> {
            try (PreparedStatement release = connection.prepareStatement("UPDATE lease SET expires_at = 0 WHERE owner = ?")) {
                release.setString(1, instance);
                return release.executeUpdate();
            }
        });
        held.clear();
    }

    /** Frees what a process before this one held: only for whoever owns the ledger alone. */
    void takeOver() {
        commits.write(connection -> {
            try (PreparedStatement free = connection.prepareStatement("UPDATE lease SET expires_at = 0")) {
                return free.executeUpdate();
            }
        });
    }
}
