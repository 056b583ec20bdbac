package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.PayoutFiles.Drop;
import dev.djamopayouts.ledger.PayoutFiles.Taken;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Outcome.Settlement;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A real ledger in a temporary folder, and short words for what a day brings to it. */
final class Books implements AutoCloseable {

    static final long LEASE = 60_000;
    static final Evidence ANSWERED = new Evidence(200, "c-1");

    final SettableClock clock = new SettableClock();
    final String url;
    private Ledger ledger;
    private int drops;
    private int people;

    Books(Path folder) {
        url = "postgresql".equals(System.getProperty("ledger.database")) ? TestPostgres.newDatabase()
                : "jdbc:sqlite:" + folder.resolve("ledger.db");
        ledger = Ledger.open(place(), Ledger.Access.OWNER, LEASE, clock);
    }

    Ledger.Place place() {
        return new Ledger.Place(url, TestPostgres.USER, null);
    }

    Ledger ledger() {
        return ledger;
    }

    /** As after a stop and a start. */
    void reopen() {
        ledger.close();
        ledger = Ledger.open(place(), Ledger.Access.OWNER, LEASE, clock);
    }

    Drop drop(String name, String content) {
        drops++;
        return new Drop("drop-" + drops, "folder", name, "sha-" + content, 100);
    }

    Taken take(String name) {
        return ledger.files().take(drop(name, name + "-" + drops));
    }

    /** A file of so many good rows to as many people, acknowledged. */
    PayoutFileEntry accepted(String name, int rows) {
        List<NewPayout> all = new ArrayList<>();
        for (int line = 2; line < rows + 2; line++) {
            all.add(row(line, name + "-" + line));
        }
        return accepted(name, all);
    }

    PayoutFileEntry accepted(String name, List<NewPayout> rows) {
        PayoutFileEntry entry = take(name).entry();
        ledger.files().add(entry.id(), rows);
        accept(entry);
        return entry;
    }

    void accept(PayoutFileEntry entry) {
        ledger.files().accept(entry, "form", "csv", ledger.files().count(entry.id()), "{}");
    }

    /** A good row to somebody who has no other. */
    NewPayout row(long line, String reference) {
        people++;
        return row(line, reference, "+22507" + String.format("%08d", people), 5_000 + line);
    }

    static NewPayout row(long line, String reference, String msisdn, long francs) {
        return new NewPayout(line, "cells of " + line, new Reference(reference), new Msisdn(msisdn), new Xof(francs), "", null);
    }

    static NewPayout refused(long line, String reference) {
        return new NewPayout(line, "cells of " + line, new Reference(reference), null, new Xof(700), "",
                new Reason(ReasonCode.AC01, "the number is too short"));
    }

    List<Payout> claim(Stage stage) {
        return ledger.payouts().claim(stage, 10_000, 0);
    }

    Payout claimOne(Stage stage) {
        return ledger.payouts().claim(stage, 1, 0).get(0);
    }

    boolean record(Payout payout, Outcome outcome) {
        return ledger.payouts().record(payout, outcome, ANSWERED);
    }

    /** Takes every payout that waits for the check to CHECKED. */
    void checkAll() {
        for (List<Payout> some = claim(Stage.CHECK); !some.isEmpty(); some = claim(Stage.CHECK)) {
            some.forEach(payout -> record(payout, new Outcome.Checked()));
        }
    }

    /** Takes every payout to COMPLETED. */
    void payAll() {
        checkAll();
        claim(Stage.SUBMIT).forEach(payout -> record(payout, accepted(payout)));
        claim(Stage.TRACK).forEach(payout -> record(payout, new Outcome.Completed(booked(payout))));
    }

    /** The next payout, checked and claimed to be sent. */
    Payout submitting() {
        checkAll();
        return claimOne(Stage.SUBMIT);
    }

    /** What becomes of an answer to it. */
    Recorded answered(Payout payout, Outcome outcome) {
        return ledger.payouts().submit(payout, outcome, ANSWERED).join();
    }

    Outcome accepted(Payout payout) {
        return new Outcome.Accepted(booked(payout), clock.millis());
    }

    static Settlement booked(Payout payout) {
        return new Settlement("txn_" + payout.id(), null, new Xof(50), null);
    }

    static Outcome rejected() {
        return new Outcome.Rejected(new Reason(ReasonCode.NARR, "refused"));
    }

    Outcome inDoubt() {
        return new Outcome.InDoubt(Doubt.LOST_ANSWER, "lost", clock.millis());
    }

    PayoutState state(PayoutId id) {
        return PayoutState.valueOf(text("SELECT state FROM payout WHERE file_id = " + id.fileId() + " AND line_no = " + id.lineNo()));
    }

    /** Asks the file itself, past the ledger. */
    String text(String sql) {
        try (Connection connection = DriverManager.getConnection(url, TestPostgres.USER, null); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Changes the database past the ledger, as a hand would; the number of rows changed. */
    int change(String sql) {
        try (Connection connection = DriverManager.getConnection(url, TestPostgres.USER, null);
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** What an audit finds now. */
    List<Audit.Finding> findings() {
        List<Audit.Finding> found = new ArrayList<>();
        ledger.audit().verify(null, found::add);
        return found;
    }

    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
