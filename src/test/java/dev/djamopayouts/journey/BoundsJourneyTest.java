package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.SandboxOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too large, too many, all at once, and what a person does with a file that came back. */
class BoundsJourneyTest {

    private static final String HEADER = "reference,msisdn,amount,description\n";

    @TempDir
    Path folder;

    @Test
    void a_file_beyond_the_bounds_is_refused_and_one_within_them_is_paid() {
        try (Journey journey = new Journey(folder).withSftp().set("payouts.file.max-bytes", "2000")
                .set("payouts.file.max-rows", "3").start()) {
            String rows = HEADER + "B-1,0707123456,50000,x\nB-2,0707123457,50000,x\nB-3,0707123458,50000,x\n";
            journey.drop("octets.csv", HEADER + "B-0,0707123455,50000," + "x".repeat(2_000) + "\n");
            journey.upload("octets-sftp.csv", HEADER + "B-0,0707123455,50000," + "y".repeat(2_000) + "\n");
            journey.drop("lignes.csv", rows + "B-4,0707123459,50000,x\n");
            assertThat(journey.answer("octets.csv.nack.json")).contains("payouts.file.max-bytes = 2000", "split it");
            assertThat(journey.answer(journey.sftp().folder("outbox/octets-sftp.csv.nack.json"))).contains("payouts.file.max-bytes");
            assertThat(journey.answer("lignes.csv.nack.json")).contains("more than 3 rows");
            assertThat(journey.sandbox().book().calls()).isEmpty();
            journey.drop("juste.csv", rows);
            journey.answer("juste.csv.result.csv");
            journey.audit();
        }
    }

    @Test
    void a_file_refused_for_its_bad_rows_holds_no_reference_so_the_mended_one_is_accepted() {
        try (Journey journey = new Journey(folder).set("payouts.on-invalid-row", "reject-file").start()) {
            journey.drop("strict.csv", HEADER + "M-1,0707123456,50000,x\nM-2,070712,50000,x\nM-3,0707123458,1,x\nM-1,0707123459,50000,x\n");
            assertThat(journey.answer("strict.csv.nack.json")).contains("\"line\" : 3", "\"line\" : 4", "\"line\" : 5", "AM05")
                    .doesNotContain("0707123456");
            assertThat(journey.sandbox().book().calls()).isEmpty();
            journey.drop("strict.csv", HEADER + "M-1,0707123456,50000,x\nM-2,0707123457,50000,x\nM-3,0707123458,5000,x\n");
            assertThat(journey.rows("strict.csv.2.result.csv")).extracting(row -> row.get("status")).containsOnly("COMPLETED");
            journey.audit();
        }
    }

    @Test
    void failures_mended_and_dropped_again_are_paid_and_nobody_else_is() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.csv", "Montant;Téléphone;Motif;Référence;Service\n50 000;0707123456;x;F-1;A\n50 000;070712;\"a;b\";F-2;B\n"
                    + "4 000;0707123458;\"\"\"c\"\"\";F-3;C\n50 000;0707129001;pas client;F-4;D\n");
            String failures = journey.answer("paie.csv.failures.csv");
            assertThat(failures).startsWith("Montant;Téléphone;Motif;Référence;Service\n").doesNotContain("F-1");
            journey.drop("paie.csv.failures.csv", failures.replace("070712;", "0707123457;").replace("4 000", "5 000")
                    .replace("0707129001", "0707123459"));
            String result = journey.answer("paie.csv.failures.csv.result.csv");
            assertThat(result.lines().filter(line -> line.contains(";COMPLETED;"))).hasSize(3);
            Journey.eventually(() -> assertThat(journey.books().answersWaiting()).isZero());
            new Auditor(journey).money();
            assertThat(journey.sandbox().book().size()).isEqualTo(4);
        }
    }

    @Test
    void fifty_files_at_once_over_both_inboxes_are_all_paid_once() {
        try (Journey journey = new Journey(folder).withSftp()) {
            for (int file = 0; file < 50; file++) {
                StringBuilder rows = new StringBuilder(HEADER);
                for (int row = 0; row < 10; row++) {
                    rows.append("P-%d-%d,07%04d%04d,50000,x\n".formatted(file, row, file, row));
                }
                if (file % 2 == 0) {
                    journey.drop("lot-" + file + ".csv", rows.toString());
                } else {
                    journey.upload("lot-" + file + ".csv", rows.toString());
                }
            }
            journey.start().audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(500);
        }
    }

    @Test
    void fifty_thousand_rows_to_few_people_ask_about_each_of_them_once() {
        try (Journey journey = new Journey(folder, SandboxOptions.builder().settleMillis(0).build())
                .set("track.first-delay-ms", "10").set("outcome.success.uri", "log:paid?level=OFF")
                .set("outcome.failure.uri", "log:unpaid?level=OFF").start()) {
            StringBuilder rows = new StringBuilder(HEADER);
            for (int row = 0; row < 50_000; row++) {
                // Nine rows of ten are too small to be paid: the reading is what is large here.
                rows.append("G-%d,070100%04d,%d,x\n".formatted(row, row % 100, row % 10 == 0 ? 5_000 : 4_000));
            }
            journey.drop("grand.csv", rows.toString());
            assertThat(journey.rows("grand.csv.result.csv")).hasSize(50_000);
            // Not until the last outcome is delivered: 50,000 appended messages are another test's matter.
            new Auditor(journey).money();
            assertThat(journey.sandbox().book().size()).isEqualTo(5_000);
            assertThat(journey.sandbox().book().calls("GET /v1/transactions/customers/check")).isEqualTo(10);
        }
    }
}
