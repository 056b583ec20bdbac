package dev.djamopayouts.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * One instance's way to a database that others use too: it can be cut, and a commit can be lost, before the database
 * heard of it or after. A connection that was cut comes back without what was not committed, as the database would see to.
 */
final class FailingSource extends HikariDataSource {

    private static final String CONNECTION_FAILURE = "08006";

    private final DataSource real;
    private volatile boolean cut;
    private volatile int commitsUntilLost = -1;
    private volatile boolean lostAfterwards;

    FailingSource(DataSource real) {
        this.real = real;
    }

    void cut(boolean now) {
        cut = now;
    }

    /** Loses one commit after so many good ones; afterwards means that the database kept it and only the answer is lost. */
    void loseCommit(int after, boolean afterwards) {
        lostAfterwards = afterwards;
        commitsUntilLost = after;
    }

    void loseNothing() {
        commitsUntilLost = -1;
    }

    @Override
    public Connection getConnection() throws SQLException {
        requireWay();
        Connection connection = real.getConnection();
        Map<String, PreparedStatement> prepared = new HashMap<>();
        return proxy(Connection.class, (proxy, method, arguments) -> onConnection(connection, prepared, method, arguments));
    }

    private Object onConnection(Connection connection, Map<String, PreparedStatement> prepared, Method method, Object[] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "close" -> {
                if (cut) {
                    rollBack(connection);
                }
                return call(connection, method, arguments);
            }
            case "prepareStatement" -> {
                requireWay();
                String sql = (String) arguments[0];
                PreparedStatement known = prepared.get(sql);
                if (known == null) {
                    known = connection.prepareStatement(sql);
                    prepared.put(sql, known);
                }
                return reusable(known);
            }
            case "createStatement" -> {
                requireWay();
                Statement statement = connection.createStatement();
                return proxy(Statement.class, (proxy, on, given) -> onStatement(statement, on, given));
            }
            default -> {
                requireWay();
                return call(connection, method, arguments);
            }
        }
    }

    /** Prepared once for a connection, or most of the time would go into reading the same SQL over and over. */
    private static PreparedStatement reusable(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                statement.clearBatch();
                return null;
            }
            return call(statement, method, arguments);
        });
    }

    private Object onStatement(Statement statement, Method method, Object[] arguments) throws Throwable {
        boolean commit = method.getName().equals("execute") && "COMMIT".equals(arguments[0]) && commitsUntilLost >= 0;
        if (!commit || commitsUntilLost-- > 0) {
            return call(statement, method, arguments);
        }
        if (lostAfterwards) {
            call(statement, method, arguments);
        }
        throw lost();
    }

    private static void rollBack(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // There was nothing to take back.
            return;
        }
    }

    private void requireWay() throws SQLException {
        if (cut) {
            throw lost();
        }
    }

    private static SQLException lost() {
        return new SQLException("the connection to the database was lost (simulated)", CONNECTION_FAILURE);
    }

    private static Object call(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FailingSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
