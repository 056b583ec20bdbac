package dev.djamopayouts.cli;

import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Looks into the ledger that a bench was given before anything is started on it. On a ledger with somebody's payouts the
 * product would send those to the sandbox and note them as paid.
 */
final class BenchLedger {

    private static final String OF_OTHERS = "SELECT COUNT(*) FROM payout_file WHERE name NOT LIKE 'bench-%'"
            + " OR closed_at IS NULL AND state NOT IN ('REFUSED', 'DUPLICATE')";

    private BenchLedger() {
    }

    /** Bad usage where it holds a file that is no bench's, or one of a bench that was interrupted. */
    static void mustHoldBenchesOnly(Settings settings, CommandLine command) throws CommandFailed {
        String url = settings.text(Setting.LEDGER_URL);
        String password = settings.optional(Setting.LEDGER_PASSWORD).isPresent() ? settings.secret(Setting.LEDGER_PASSWORD).get() : null;
        try (Connection connection = DriverManager.getConnection(url, settings.optional(Setting.LEDGER_USERNAME).orElse(null), password)) {
            if (others(connection) > 0) {
                throw new ParameterException(command, "ledger.url: " + url + " holds files that are no finished bench's, and what waits in"
                        + " them would be sent to the sandbox and noted as paid; give an empty database");
            }
        } catch (SQLException e) {
            throw new CommandFailed("the ledger " + url + " cannot be looked into: " + e.getMessage(), e);
        }
    }

    private static long others(Connection connection) throws SQLException {
        try (ResultSet table = connection.getMetaData().getTables(null, null, "payout_file", null)) {
            if (!table.next()) {
                return 0;
            }
        }
        try (PreparedStatement select = connection.prepareStatement(OF_OTHERS); ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
