package dev.djamopayouts.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.djamopayouts.ledger.SettledPayout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.sandbox.BookedTransaction;
import dev.djamopayouts.sandbox.TransactionStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares three accounts of one payout file that were kept apart: the ledger's rows, the answers as they came back over
 * SFTP, and the book of the Djamo sandbox, which knows nothing of the other two.
 *
 * @param rows what the ledger has, in the order of the lines
 * @param book every transaction that the sandbox accepted
 */
record DemoAudit(List<SettledPayout> rows, List<BookedTransaction> book) {

    private static final int EXAMPLES = 3;

    /**
     * One thing that was compared.
     *
     * @param contradictions empty where all is well
     */
    record Finding(String claim, List<String> contradictions) {

        boolean holds() {
            return contradictions.isEmpty();
        }

        /** The claim and the first contradictions. */
        @Override
        public String toString() {
            if (holds()) {
                return "ok   " + claim;
            }
            int more = contradictions.size() - EXAMPLES;
            return "NOT  " + claim + ": " + String.join("; ", contradictions.subList(0, Math.min(EXAMPLES, contradictions.size())))
                    + (more > 0 ? "; and " + more + " more" : "");
        }
    }

    /** Every row that the ledger calls paid was paid, to the number and with the amount and fee that it says. */
    Finding paidAsTheLedgerSays() {
        Map<String, BookedTransaction> byId = new HashMap<>();
        book.forEach(transaction -> byId.put(transaction.id(), transaction));
        List<String> wrong = new ArrayList<>();
        long paid = 0;
        for (SettledPayout row : rows) {
            if (row.state() != PayoutState.COMPLETED && row.state() != PayoutState.FAILED) {
                continue;
            }
            paid += row.state() == PayoutState.COMPLETED ? 1 : 0;
            BookedTransaction booked = byId.get(row.djamoId());
            if (booked == null || !agree(row, booked)) {
                wrong.add("line " + row.id().lineNo() + " is " + row.state() + ", the book says "
                        + (booked == null ? "nothing of it" : "otherwise of " + booked.id()));
            }
        }
        return new Finding(Table.text(paid) + " rows are COMPLETED, and each is one completed transaction in the book: same number,"
                + " amount and fee", wrong);
    }

    private static boolean agree(SettledPayout row, BookedTransaction booked) {
        TransactionStatus status = row.state() == PayoutState.COMPLETED ? TransactionStatus.COMPLETED : TransactionStatus.FAILED;
        return booked.status() == status && booked.reference().equals(row.reference()) && booked.msisdn().equals(row.msisdn())
                && booked.amount() == row.amount() && booked.fee() == row.fee();
    }

    /** No reference and no row was paid twice. */
    Finding nobodyPaidTwice() {
        Set<String> references = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (BookedTransaction booked : book) {
            if (booked.status() != TransactionStatus.FAILED && !references.add(booked.reference())) {
                twice.add("the reference " + booked.reference() + " has a second transaction, " + booked.id());
            }
        }
        return new Finding("nobody was paid twice", twice);
    }

    /** Nothing was booked that the ledger does not know of. */
    Finding nothingUnknown() {
        Set<String> known = new HashSet<>();
        rows.stream().filter(row -> row.state() == PayoutState.COMPLETED || row.state() == PayoutState.FAILED)
                .forEach(row -> known.add(row.djamoId()));
        return new Finding("the ledger knows every transaction in the book (" + Table.text(book.size()) + ")",
                book.stream().filter(booked -> !known.contains(booked.id()))
                        .map(booked -> booked.id() + " (" + booked.reference() + ", " + booked.status() + ")").toList());
    }

    /** The money that left the account is the sum of the paid rows and their fees. */
    Finding balance(long openingBalance, long balance) {
        long paid = rows.stream().filter(row -> row.state() == PayoutState.COMPLETED)
                .mapToLong(row -> row.amount() + row.fee()).sum();
        long left = openingBalance - balance;
        return new Finding("the balance fell by " + Table.text(paid) + " XOF, the paid rows and their fees",
                left == paid ? List.of() : List.of("it fell by " + Table.text(left)));
    }

    /** The result that came back has each of the file's rows once, with the state that the ledger has. */
    Finding resultComplete(String resultCsv, long rowsSent) {
        Map<Long, String> states = new HashMap<>();
        rows.forEach(row -> states.put(row.id().lineNo(), row.state().name()));
        List<String> wrong = new ArrayList<>();
        long count = 0;
        for (NamedCsvRecord row : records(resultCsv)) {
            count++;
            String line = row.getField("line_no");
            if (!row.getField("status").equals(states.remove(Long.parseLong(line)))) {
                wrong.add("line " + line + " is there twice or with another state than in the ledger");
            }
        }
        if (count != rowsSent || !states.isEmpty()) {
            wrong.add(count + " rows came back, " + rowsSent + " were sent, " + states.size() + " are missing");
        }
        return new Finding("all " + Table.text(rowsSent) + " rows came back in the result, each once", wrong);
    }

    /** The rows that were not paid came back in the form they had, and no others. */
    Finding failuresComplete(String failuresCsv) {
        long unpaid = rows.stream().filter(row -> row.state() == PayoutState.FAILED || row.state() == PayoutState.REJECTED).count();
        long came = failuresCsv.isEmpty() ? 0 : records(failuresCsv).size();
        return new Finding("the " + Table.text(unpaid) + " rows that were not paid came back to be mended",
                came == unpaid ? List.of() : List.of(came + " came back"));
    }

    private static List<NamedCsvRecord> records(String csv) {
        return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
    }
}
