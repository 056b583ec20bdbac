package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.NewPayout;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFiles;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each point at which a process can die, set up on the disk as it would be left there; then the next process starts. */
class CrashPointJourneyTest {

    private static final String FILE = "reference,msisdn,amount\nX-1,0707123456,50000\nX-2,0707123457,50000\nX-3,0707129001,50000\n";
    private static final String TAKEN = "20261123-183003-5f0c2a9be1d4~paie.csv";

    @TempDir
    Path folder;

    private static void sql(Journey journey, String... statements) throws SQLException {
        try (Connection connection = journey.books().open(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Journey stoppedAfterOneFile() {
        Journey journey = new Journey(folder).start();
        journey.drop("avant.csv", FILE.replace("X-", "W-"));
        journey.audit();
        journey.stop();
        return journey;
    }

    @Test
    void killed_after_the_file_was_taken_it_is_received_at_the_next_start() throws IOException {
        try (Journey journey = new Journey(folder)) {
            Files.createDirectories(folder.resolve("inbox/.taken"));
            Files.writeString(folder.resolve("inbox/.taken").resolve(TAKEN), FILE);
            Files.createDirectories(folder.resolve("spool"));
            Files.writeString(folder.resolve("spool/5f0c2a9be1d4.spool"), FILE.substring(0, 50));
            journey.dropped("paie.csv", FILE.getBytes());
            journey.start().audit();
            assertThat(folder.resolve("inbox/.taken").resolve(TAKEN)).doesNotExist();
        }
    }

    @Test
    void killed_between_rows_and_acceptance_the_file_starts_again_with_the_same_result() throws Exception {
        try (Journey journey = stoppedAfterOneFile()) {
            Files.writeString(folder.resolve("inbox/.taken").resolve(TAKEN), FILE);
            journey.dropped("paie.csv", FILE.getBytes());
            try (Ledger ledger = journey.ledger()) {
                PayoutFileEntry entry = ledger.files().take(new PayoutFiles.Drop("20261123-183003-5f0c2a9be1d4", "folder", "paie.csv",
                        journey.drops().get(1).sha256(), FILE.length())).entry();
                // Other amounts than the file's: whoever kept these rows would pay them.
                ledger.files().add(entry.id(), LongStream.rangeClosed(2, 3).mapToObj(line -> new NewPayout(line, "cells",
                        new Reference("X-" + (line - 1)), new Msisdn("+2250707123456"), new Xof(77_777), "", null)).toList());
            }
            journey.start().audit();
            assertThat(journey.rows("paie.csv.result.csv")).extracting(row -> row.get("status"))
                    .containsExactly("COMPLETED", "COMPLETED", "REJECTED");
        }
    }

    @Test
    void killed_between_acceptance_and_archive_the_file_is_archived_and_not_called_a_duplicate() throws IOException {
        try (Journey journey = stoppedAfterOneFile()) {
            Path archived;
            try (Stream<Path> files = Files.walk(folder.resolve("archive"))) {
                archived = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            }
            Path taken = Files.move(archived, folder.resolve("inbox/.taken").resolve(archived.getFileName()));
            journey.start();
            Journey.eventually(() -> assertThat(taken).doesNotExist());
            assertThat(archived).exists();
            journey.audit();
            assertThat(journey.outbox()).noneMatch(name -> name.contains(".dup."));
        }
    }

    @Test
    void killed_between_a_delivery_and_its_record_the_same_is_delivered_again_and_nothing_else() throws Exception {
        try (Journey journey = stoppedAfterOneFile()) {
            String result = journey.answer("avant.csv.result.csv");
            sql(journey, "UPDATE payout SET delivered_at = NULL, due_at = 1 WHERE line_no = 2", "UPDATE payout_file SET closed_at = NULL",
                    "UPDATE answer SET delivered_at = NULL WHERE kind = 'result'");
            Files.delete(folder.resolve("outbox/avant.csv.result.csv"));
            journey.start().audit();
            assertThat(journey.answer("avant.csv.result.csv")).isEqualTo(result);
            Path messages = folder.resolve("outbox/success/avant.csv.jsonl");
            Journey.eventually(() -> assertThat(Journey.read(messages).lines().filter(line -> line.contains("\"1-2\"")))
                    .as("at least once, here twice").hasSize(2));
            assertThat(Journey.read(messages).lines().filter(line -> line.contains("\"1-2\"")).distinct()).hasSize(1);
        }
    }

    @Test
    void a_second_process_on_the_same_ledger_is_refused_and_the_first_goes_on() throws Exception {
        try (Journey journey = new Journey(folder).start(); ChildRuntime second = ChildRuntime.start(journey)) {
            Journey.eventually(() -> assertThat(second.isAlive()).isFalse());
            assertThat(Journey.read(folder.resolve("child.log"))).contains("in use by another djamo-payouts process");
            journey.drop("paie.csv", FILE);
            journey.audit();
        }
    }
}
