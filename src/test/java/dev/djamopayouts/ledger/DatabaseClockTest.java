package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The database's time as a process counts it on. */
class DatabaseClockTest {

    private static final String URL = TestPostgres.newDatabase();
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong steady = new AtomicLong();

    /** How much the steady time goes on between two looks at it. */
    private final AtomicLong step = new AtomicLong();

    @Test
    void a_process_that_stands_still_while_the_database_tells_the_time_does_not_take_the_answer_for_news() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL, TestPostgres.USER, null)) {
            DatabaseClock clock = new DatabaseClock(connection, () -> steady.getAndAdd(step.get()));
            long begun = clock.millis();
            step.set(60 * SECOND);
            clock.keepFresh(connection);
            clock.keepFresh(connection);
            step.set(0);
            assertThat(clock.millis() - begun).as("what the steady time says").isEqualTo(steady.get() / 1_000_000);
            clock.keepFresh(connection);
            assertThat(clock.millis() - begun).as("what the database says, as soon as it is told at once").isBetween(0L, 30_000L);
        }
    }
}
