package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that mean something to a shell, to Camel or to a file system are names here, and half a file is no file. */
class HostileNamesJourneyTest {

    private static final List<String> NAMES = List.of("paie de juin.csv", "décembre été.csv", "l'appel \"urgent\".csv", "100%.csv",
            "%41%2F..csv", "a+b&c=d#f.csv", "${exchangeId}.csv", "$simple{body}.csv", "{{djamo.access-token}}.csv", "${env:HOME}.csv",
            "x..csv..", "~.csv", "-rf.csv", "a;b|c>d.csv", "RAW(x).csv", "sans-suffixe", "20261123-183003-5f0c2a9be1d4~x.csv", "工资.csv");

    @TempDir
    Path folder;

    private static String row(int serial) {
        return "reference,msisdn,amount,description\nH-%d,07071%05d,50000,x\n".formatted(serial, serial);
    }

    @Test
    void any_name_that_a_file_can_have_is_paid_and_answered_under_that_very_name() throws IOException {
        try (Journey journey = new Journey(folder).withSftp().start()) {
            int serial = 0;
            for (String name : NAMES) {
                journey.drop(name, row(++serial));
                journey.upload("sftp " + name, row(++serial));
            }
            for (String name : NAMES) {
                assertThat(journey.rows(name + ".result.csv")).extracting(cells -> cells.get("status")).containsExactly("COMPLETED");
                journey.answer(journey.sftp().folder("outbox").resolve("sftp " + name + ".result.csv"));
            }
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(2 * NAMES.size());
            try (Stream<Path> archived = Files.walk(folder.resolve("archive"))) {
                assertThat(archived.filter(Files::isRegularFile)).hasSize(NAMES.size());
            }
        }
    }

    @Test
    void a_name_that_is_a_pattern_takes_no_other_file_from_an_sftp_inbox() {
        try (Journey journey = new Journey(folder).withSftp().start()) {
            journey.drop("a?*.csv", row(1));
            journey.answer("a?*.csv.result.csv");
            Path pattern = journey.sftp().put("b*.csv", row(2));
            journey.upload("bc.csv", row(3));
            journey.upload("bd.csv", row(4));
            journey.answer(journey.sftp().folder("outbox/bc.csv.result.csv"));
            journey.answer(journey.sftp().folder("outbox/bd.csv.result.csv"));
            assertThat(pattern).exists();
            journey.audit();
        }
    }

    @Test
    void a_name_of_255_bytes_is_answered_under_a_shortened_name() {
        try (Journey journey = new Journey(folder).start()) {
            String name = "é".repeat(125) + "x.csv";
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(255);
            journey.drop(name, row(1));
            journey.drop("zz" + name.substring(1, 125) + "x.csv", row(2));
            Journey.eventually(() -> assertThat(journey.outbox()).filteredOn(answer -> answer.endsWith(".result.csv")).hasSize(2)
                    .allSatisfy(answer -> assertThat(answer).contains("ééééé~")));
            journey.audit();
        }
    }

    @Test
    void uploads_under_way_are_left_alone_and_a_growing_file_is_taken_whole() throws IOException {
        try (Journey journey = new Journey(folder).set("payouts.file.quiet-ms", "400").start()) {
            Path inbox = folder.resolve("inbox");
            List<String> unfinished = List.of("a.csv.part", "b.CSV.TMP", ".cache.csv", "c.csv.filepart");
            for (String name : unfinished) {
                Files.writeString(inbox.resolve(name), row(9));
            }
            Files.createDirectories(inbox.resolve("un dossier.csv"));
            StringBuilder whole = new StringBuilder("reference,msisdn,amount,description\n");
            AtomicInteger written = new AtomicInteger();
            try (OutputStream slow = Files.newOutputStream(inbox.resolve("lent.csv"), StandardOpenOption.CREATE)) {
                slow.write(whole.toString().getBytes(StandardCharsets.UTF_8));
                Awaitility.await().pollInterval(java.time.Duration.ofMillis(100)).until(() -> {
                    String line = "L-%d,07072%05d,50000,x\n".formatted(written.get(), written.get());
                    whole.append(line);
                    slow.write(line.getBytes(StandardCharsets.UTF_8));
                    slow.flush();
                    return written.incrementAndGet() == 15;
                });
            }
            journey.dropped("lent.csv", whole.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(journey.rows("lent.csv.result.csv")).hasSize(15);
            journey.audit();
            assertThat(inbox.toFile().list()).contains(unfinished.toArray(String[]::new)).contains("un dossier.csv");
        }
    }
}
