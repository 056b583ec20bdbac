package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.djamopayouts.ledger.Audit;
import dev.djamopayouts.sandbox.BookedTransaction;
import dev.djamopayouts.sandbox.TransactionStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares what was dropped, what the ledger says, what was answered and what the sandbox booked. It believes nobody: the
 * input is read again from the bytes that were dropped, the ledger through SQL, the money from the sandbox's own book.
 */
final class Auditor {

    private static final int DIGITS_COMPARED = 8;

    private final Journey journey;
    private final Books books;
    private final Map<String, BookedTransaction> booked = new HashMap<>();
    private List<Books.Row> rows;

    Auditor(Journey journey) {
        this.journey = journey;
        this.books = journey.books();
    }

    /** Waits until all is final, answered and delivered, then compares everything. */
    void audit() {
        Journey.eventually(this::nothingIsLeftToDo);
        money();
        everyTransitionIsInTheTrail();
        List<Books.Entry> entries = books.entries();
        everyDropHasOneEntry(entries);
        Map<String, Drop> byHash = journey.drops().stream().collect(Collectors.toMap(Drop::sha256, Function.identity(), (a, b) -> a));
        for (Books.Entry entry : entries) {
            hasOneAnswer(entry);
            if (entry.isAccepted()) {
                resultHoldsEveryRowOnce(entry, byHash.get(entry.sha256()));
                everyOutcomeIsDelivered(entry);
            }
        }
    }

    /** Whoever changes a state and appends no event is found here. */
    private void everyTransitionIsInTheTrail() {
        List<Audit.Finding> findings = new ArrayList<>();
        if (journey.runtime() != null) {
            journey.runtime().ledger().audit().verify(null, findings::add);
        }
        assertThat(findings).isEmpty();
    }

    private void nothingIsLeftToDo() {
        List<Books.Entry> entries = books.entries();
        assertThat(entries).as("drops that were answered; %s", books.work()).hasSize(journey.drops().size())
                .allSatisfy(entry -> assertThat(entry.closed()).as("%s is closed", entry).isTrue());
        assertThat(books.answersWaiting()).as("answers waiting").isZero();
    }

    /** Nobody was paid twice, nothing was booked that the ledger does not know, and the sums agree. */
    void money(String... foreignReferences) {
        booked.clear();
        Set<String> foreign = Set.of(foreignReferences);
        Set<String> references = new HashSet<>();
        journey.sandbox().book().forEach(transaction -> {
            assertThat(references.add(transaction.reference())).as("%s is booked once", transaction.reference()).isTrue();
            if (!foreign.contains(transaction.reference())) {
                booked.put(transaction.id(), transaction);
            }
        });
        rows = books.rows();
        Set<String> known = new HashSet<>();
        for (Books.Row row : rows) {
            if (row.isBooked()) {
                assertThat(known.add(row.djamoId())).as("%s belongs to one row", row.djamoId()).isTrue();
                agree(row, booked.get(row.djamoId()));
            }
        }
        assertThat(known).as("the ledger's transactions are the sandbox's").isEqualTo(booked.keySet());
        assertThat(sum("COMPLETED")).isEqualTo(booked.values().stream()
                .filter(transaction -> transaction.status() == TransactionStatus.COMPLETED).mapToLong(BookedTransaction::amount).sum());
    }

    private static void agree(Books.Row row, BookedTransaction transaction) {
        assertThat(transaction).as("%s is in the sandbox's book", row).isNotNull();
        assertThat(transaction.reference()).isEqualTo(row.reference());
        assertThat(transaction.msisdn()).isEqualTo(row.msisdn());
        assertThat(transaction.amount()).isEqualTo(row.amount());
        if (!row.state().equals("PENDING")) {
            assertThat(transaction.status().name()).isEqualTo(row.state());
        }
    }

    private long sum(String state) {
        return rows.stream().filter(row -> row.state().equals(state)).mapToLong(Books.Row::amount).sum();
    }

    private void everyDropHasOneEntry(List<Books.Entry> entries) {
        Map<String, Integer> missing = new TreeMap<>();
        journey.drops().forEach(drop -> missing.merge(drop.sha256(), 1, Integer::sum));
        Set<String> accepted = new HashSet<>();
        for (Books.Entry entry : entries) {
            if (!entry.sha256().isEmpty()) {
                missing.merge(entry.sha256(), -1, Integer::sum);
            }
            assertThat(!entry.isAccepted() || accepted.add(entry.sha256())).as("one content is accepted once").isTrue();
        }
        assertThat(missing.values().stream().filter(count -> count < 0)).as("entries without a drop").isEmpty();
    }

    private void hasOneAnswer(Books.Entry entry) {
        List<String> answers = new ArrayList<>();
        for (String kind : List.of("ack", "nack", "dup")) {
            if (Files.exists(outbox(entry, "." + kind + ".json"))) {
                answers.add(kind);
            }
        }
        assertThat(answers).as("answers to %s", entry).hasSize(1);
        assertThat(answers.get(0).equals("ack")).as("%s answered %s", entry, answers).isEqualTo(entry.isAccepted());
        long own = rows.stream().filter(row -> row.file() == entry.id()).count();
        assertThat(own).as("rows of %s", entry).isEqualTo(entry.isAccepted() ? entry.rows() : 0);
    }

    private void resultHoldsEveryRowOnce(Books.Entry entry, Drop drop) {
        List<Map<String, String>> input = Drop.csv(drop.text());
        List<Map<String, String>> result = Drop.csv(Journey.read(outbox(entry, ".result.csv")));
        assertThat(result).as("rows of %s", entry).hasSameSizeAs(input);
        assertThat(result.stream().map(row -> row.get("line_no")).distinct().count()).isEqualTo(input.size());
        long unpaid = 0;
        for (int i = 0; i < input.size(); i++) {
            comparePaid(input.get(i), result.get(i));
            unpaid += result.get(i).get("status").equals("COMPLETED") ? 0 : 1;
        }
        Path failures = outbox(entry, ".failures.csv");
        assertThat(Files.exists(failures)).isEqualTo(unpaid > 0);
        assertThat(unpaid == 0 ? List.of() : Drop.csv(Journey.read(failures))).hasSize((int) unpaid);
    }

    private void comparePaid(Map<String, String> ordered, Map<String, String> result) {
        BookedTransaction transaction = booked.get(result.get("djamo_id"));
        switch (result.get("status")) {
            case "COMPLETED" -> assertThat(transaction.status()).isEqualTo(TransactionStatus.COMPLETED);
            case "FAILED" -> assertThat(transaction.status()).isEqualTo(TransactionStatus.FAILED);
            case "REJECTED" -> assertThat(result.get("djamo_id")).isEmpty();
            default -> assertThat(result.get("status")).as("a final state").isEqualTo("COMPLETED, FAILED or REJECTED");
        }
        if (transaction != null) {
            assertThat(transaction.amount()).isEqualTo(Long.parseLong(digits(ordered.get("amount"))));
            String number = digits(ordered.get("msisdn"));
            assertThat(transaction.msisdn()).endsWith(number.substring(number.length() - DIGITS_COMPARED));
        }
    }

    private void everyOutcomeIsDelivered(Books.Entry entry) {
        if (journey.settings().containsKey("outcome.success.uri")) {
            return;
        }
        Map<String, Set<String>> delivered = Map.of("success", payoutIds("success", entry), "failure", payoutIds("failure", entry));
        for (Books.Row row : rows) {
            if (row.file() == entry.id()) {
                assertThat(delivered.get(row.state().equals("COMPLETED") ? "success" : "failure")).contains(row.file() + "-" + row.line());
            }
        }
    }

    private Set<String> payoutIds(String kind, Books.Entry entry) {
        Path file = journey.outboxOf(null).resolve(kind).resolve(entry.answerName() + ".jsonl");
        ObjectMapper json = new ObjectMapper();
        Set<String> ids = new HashSet<>();
        for (String line : Files.exists(file) ? Journey.read(file).lines().toList() : List.<String>of()) {
            try {
                ids.add(json.readTree(line).get("payoutId").textValue());
            } catch (JsonProcessingException e) {
                throw new AssertionError("not a JSON line: " + line, e);
            }
        }
        return ids;
    }

    private Path outbox(Books.Entry entry, String ending) {
        return journey.outboxOf(entry.sender()).resolve(entry.answerName() + ending);
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }
}
