package dev.djamopayouts.ledger;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * The ledger could not read or write: nothing was recorded, so nothing may be done on the strength of it. The message
 * carries the remedy where the cause is known.
 */
public final class LedgerFailed extends RuntimeException {

    private static final String DEADLOCK = "40P01";
    private static final String RESUMES = ", work resumes by itself";

    LedgerFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /** The message, where the process ends by it and nothing resumes by itself. */
    public String asTheEnd() {
        return getMessage().replace(RESUMES, ", then start this again");
    }

    static LedgerFailed from(Throwable cause) {
        if (cause instanceof LedgerFailed failed) {
            return failed;
        }
        return new LedgerFailed("the ledger failed: " + explain(cause), cause);
    }

    /** Whether every write fails alike: another program holds the file, or the database is away or cut us off. */
    static boolean failsAlike(Throwable cause) {
        return cause instanceof SQLTransientConnectionException || cause instanceof SQLException failure
                && (isBusy(String.valueOf(failure.getMessage())) || isCutOff(failure));
    }

    /** Class 08 of SQL states is the connection's; 57P is an administrator or a server that stops or starts. */
    private static boolean isCutOff(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return failure instanceof SQLTransientConnectionException || state.startsWith("08") || state.startsWith("57P");
    }

    /** Whether the database took everything back to let another transaction go on: done again it works. */
    static boolean gaveWay(Throwable cause) {
        return cause instanceof SQLException failure && DEADLOCK.equals(failure.getSQLState());
    }

    private static boolean isBusy(String said) {
        return said.contains("SQLITE_BUSY") || said.contains("SQLITE_LOCKED");
    }

    private static String explain(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        if (!(cause instanceof SQLException)) {
            return said;
        }
        String state = String.valueOf(((SQLException) cause).getSQLState());
        if (said.contains("no password was provided")) {
            return "the database asks for a password; give ledger.password, LEDGER_PASSWORD in the environment (" + said + ")";
        }
        if (state.startsWith("28")) {
            return "the database does not let this user in; see that ledger.username and ledger.password (LEDGER_PASSWORD in the"
                    + " environment) are right (" + said + ")";
        }
        if (state.equals("3D000")) {
            return "the database is not there; make it, or put ledger.url right (" + said + ")";
        }
        if (isCutOff((SQLException) cause)) {
            return "the database cannot be reached; see that it runs and that the network is up" + RESUMES + " (" + said + ")";
        }
        if (said.contains("SQLITE_FULL") || said.contains("disk is full")) {
            return "the disk is full; free some room" + RESUMES + " (" + said + ")";
        }
        if (isBusy(said)) {
            return "another program holds the ledger's file; close it" + RESUMES + " (" + said + ")";
        }
        if (said.matches("(?s).*(no such table: payout(_file)?\\b|relation \"?payout(_file)?\"? does not exist).*")) {
            return "no ledger is there yet; the first start of the runtime makes it, or else is ledger.url right? (" + said + ")";
        }
        if (said.matches("(?s).*(no such (table|column)|(relation|column) .* does not exist).*")) {
            return "its form is that of an older version; start the runtime of this version once, it brings the ledger up to date ("
                    + said + ")";
        }
        if (said.contains("SQLITE_READONLY") || said.contains("SQLITE_CANTOPEN")) {
            return "the ledger's file or its folder cannot be written; check its owner and rights (" + said + ")";
        }
        if (said.contains("SQLITE_IOERR") || said.contains("SQLITE_CORRUPT") || said.contains("SQLITE_NOTADB")) {
            return "the ledger's file cannot be read or written as it should; check the disk, its quota and the file (" + said + ")";
        }
        return said;
    }
}
