package dev.djamopayouts.journey;

import static dev.djamopayouts.journey.ApiTroubleJourneyTest.health;
import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each sender's files are read by what was agreed with that sender, and the answers go to that sender alone. */
class SendersJourneyTest {

    private static final String ACME = """
            columns:
              msisdn: "Tél. salarié"
              amount: Net
            fixed:
              description: Salaire
            limits:
              amount-max: 60000
              amount-total: 150000
            language: fr
            """;

    @TempDir
    Path folder;

    private static String rows(String name, int count) {
        StringBuilder rows = new StringBuilder("reference,msisdn,amount,description\n");
        for (int row = 0; row < count; row++) {
            rows.append("%s-%d,07060%05d,50000,x\n".formatted(name, row, row));
        }
        return rows.toString();
    }

    /** Over a server of the sender's own, whose password is in a mounted file. */
    private static void withBank(Journey journey, SftpDesk bank, String more) throws IOException {
        Path secret = Files.writeString(bank.knownHosts().resolveSibling("secret"), SftpDesk.PASSWORD + "\n");
        journey.withSender("banque", bank.folder("outbox"), """
                inbox: %s
                sftp:
                  username: %s
                  password-file: %s
                  known-hosts-file: %s
                """.formatted(bank.settings().get("sftp.uri"), SftpDesk.USER, secret, bank.knownHosts()) + more);
    }

    private static List<String> names(Path outbox) throws IOException {
        if (!Files.exists(outbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(outbox)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void files_of_all_inboxes_are_read_by_their_own_rules_and_answered_in_their_own_outboxes() throws IOException {
        try (Journey journey = new Journey(folder).withSftp(); SftpDesk bank = new SftpDesk(Files.createDirectory(folder.resolve("banque")))) {
            withBank(journey, bank, "archive: payouts/kept\n");
            journey.withSender("acme", ACME).withSender("beta", "form: json\non-invalid-row: reject-file\n").start();
            journey.dropIn(journey.inbox("acme"), "acme.csv", "Tél. salarié;Net;montant\n0707123456;50 000;1\n0707123457;70 000;1\n");
            journey.dropIn(journey.inbox("beta"), "beta.json", "[{\"reference\":\"B-1\",\"msisdn\":\"0707123458\",\"amount\":50000}]");
            journey.dropIn(journey.inbox("beta"), "bad.json", "[{\"reference\":\"B-2\",\"msisdn\":\"0707123458\",\"amount\":50000},"
                    + "{\"reference\":\"B-3\",\"msisdn\":\"070\",\"amount\":50000}]");
            journey.dropIn(journey.inbox("beta"), "beta.csv", rows("BC", 1));
            journey.dropIn(bank.folder("inbox"), "banque.csv", rows("S", 2));
            journey.drop("commun.csv", rows("C", 2));
            journey.upload("distant.csv", rows("D", 2));

            assertThat(Drop.csv(journey.answer("acme", "acme.csv.result.csv").replace(';', ',')))
                    .extracting(row -> row.get("status"), row -> row.get("reason_code"))
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("COMPLETED", ""), org.assertj.core.groups.Tuple.tuple("REJECTED", "AM02"));
            assertThat(journey.answer("acme", "acme.csv.ack.json")).contains("\"sender\" : \"acme\"");
            assertThat(journey.answer("beta", "beta.json.result.json")).contains("\"status\":\"COMPLETED\"");
            assertThat(journey.answer("beta", "bad.json.nack.json")).contains("\"paid\" : false", "AC01");
            assertThat(journey.answer("beta", "beta.csv.nack.json")).contains("the file is a CSV, and a JSON array was agreed");
            assertThat(journey.answer("banque", "banque.csv.result.csv")).contains("COMPLETED");
            journey.answer("commun.csv.result.csv");
            journey.answer(journey.sftp().folder("outbox/distant.csv.result.csv"));
            Journey.eventually(() -> assertThat(journey.books().answersWaiting()).isZero());

            assertThat(journey.outbox()).containsExactly("commun.csv.ack.json", "commun.csv.result.csv", "commun.csv.summary.html",
                    "distant.csv.ack.json", "distant.csv.result.csv", "distant.csv.summary.html");
            assertThat(names(journey.outboxOf("acme"))).containsExactly("acme.csv.ack.json", "acme.csv.failures.csv", "acme.csv.result.csv",
                    "acme.csv.summary.html");
            assertThat(names(journey.outboxOf("beta"))).allMatch(name -> name.startsWith("b")).hasSize(6);
            assertThat(names(bank.folder("outbox"))).containsExactly("banque.csv.ack.json", "banque.csv.result.csv", "banque.csv.summary.html");
            assertThat(names(journey.sftp().folder("outbox"))).containsExactly("distant.csv.ack.json", "distant.csv.result.csv", "distant.csv.summary.html");
            Journey.eventually(() -> assertThat(bank.folder("kept").toFile().listFiles()).hasSize(1));
            assertThat(journey.sandbox().book().size()).as("acme 1, beta 1, banque 2, common 4").isEqualTo(8);
            assertThat(journey.books().number("SELECT COUNT(*) FROM payout_file WHERE sender = 'acme' AND language = 'fr'")).isEqualTo(1);
            Journey.eventually(() -> assertThat(Journey.read(folder.resolve("outbox/success/acme.csv.jsonl"))).contains("\"sender\":\"acme\""));
            assertThat(Journey.read(folder.resolve("outbox/success/commun.csv.jsonl"))).doesNotContain("sender");
            assertThat(journey.runtime().camel().getRoutes()).extracting(Route::getRouteId).contains("pickup-folder", "receive-folder",
                    "answers-folder", "pickup-sftp", "receive-sftp", "answers-sftp", "pickup-folder-acme", "receive-folder-acme",
                    "answers-folder-acme", "pickup-sftp-banque", "receive-sftp-banque", "answers-sftp-banque")
                    .doesNotContain("pickup-sftp-acme", "pickup-folder-banque");
            assertThat(health(journey, "inboxes")).startsWith("UP").contains("acme/inbox", "sftp://" + SftpDesk.USER + "@127.0.0.1")
                    .doesNotContain(SftpDesk.PASSWORD);
        }
    }

    @Test
    void a_file_above_the_agreed_total_is_refused_as_a_whole_and_nothing_of_it_is_paid() {
        try (Journey journey = new Journey(folder).withSender("acme", ACME).start()) {
            String head = "reference;Tél. salarié;Net\n";
            journey.dropIn(journey.inbox("acme"), "trop.csv", head + "T-1;0707123456;60000\nT-2;0707123457;60000\nT-3;0707123458;30001\n");
            assertThat(journey.answer("acme", "trop.csv.nack.json")).contains("\"code\" : \"AM02\"",
                    "les lignes totalisent 150001 XOF, alors qu'un fichier ne peut dépasser 150000 XOF", "\"paid\" : false", "\"sender\" : \"acme\"");
            // Nothing of it holds its references: as much as was agreed is paid.
            journey.dropIn(journey.inbox("acme"), "juste.csv", head + "T-1;0707123456;60000\nT-2;0707123457;60000\nT-3;0707123458;30000\n");
            assertThat(journey.answer("acme", "juste.csv.result.csv")).doesNotContain("REJECTED");
            assertThat(journey.sandbox().book().size()).isEqualTo(3);
        }
    }

    @Test
    void one_name_in_two_inboxes_at_once_is_two_files_and_neither_waits_for_the_other() {
        try (Journey journey = new Journey(folder).withSender("acme", "").withSender("beta", "").set("payouts.file.quiet-ms", "400").start()) {
            journey.dropIn(journey.inbox("acme"), "paie.csv", rows("A", 2));
            journey.dropIn(journey.inbox("beta"), "paie.csv", rows("B", 3));
            journey.drop("paie.csv", rows("C", 4));
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(9);
        }
    }

    @Test
    void answers_to_a_sender_without_a_profile_go_to_the_common_outbox_with_a_warning() throws IOException {
        try (Journey journey = new Journey(folder, SandboxOptions.builder().settleMillis(4_000).build());
                SftpDesk bank = new SftpDesk(Files.createDirectory(folder.resolve("banque"))); LogBook log = new LogBook()) {
            withBank(journey, bank, "");
            journey.withSender("acme", "").start();
            journey.dropIn(journey.inbox("acme"), "acme.csv", rows("A", 2));
            journey.dropIn(bank.folder("inbox"), "banque.csv", rows("B", 2));
            journey.answer("acme", "acme.csv.ack.json");
            journey.answer("banque", "banque.csv.ack.json");
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isEqualTo(4));
            journey.stop();
            Files.delete(folder.resolve("senders/acme.yaml"));
            Files.delete(folder.resolve("senders/banque.yaml"));
            journey.start();
            assertThat(journey.answer("acme.csv.result.csv")).contains("COMPLETED");
            assertThat(journey.answer("banque.csv.result.csv")).contains("COMPLETED");
            Journey.eventually(() -> assertThat(journey.books().answersWaiting()).isZero());
            assertThat(log.lines("its sender acme has no profile any more")).hasSize(1);
            assertThat(names(journey.outboxOf("acme"))).containsExactly("acme.csv.ack.json");
        }
    }

    @Test
    void answers_to_a_sender_who_moved_from_a_server_to_a_folder_find_the_folder() throws IOException {
        try (Journey journey = new Journey(folder); SftpDesk bank = new SftpDesk(Files.createDirectory(folder.resolve("banque")))) {
            withBank(journey, bank, "");
            journey.start().dropIn(bank.folder("inbox"), "banque.csv", rows("B", 2));
            Journey.eventually(() -> assertThat(journey.books().entries()).isNotEmpty());
            bank.close();
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM payout_file WHERE state = 'SETTLED'")).isEqualTo(1));
            journey.stop();
            journey.withSender("banque", folder.resolve("answers"), "inbox: " + folder.resolve("banque-in") + "\noutbox: " + folder.resolve("answers") + "\n");
            journey.start();
            assertThat(journey.answer("banque", "banque.csv.result.csv")).contains("COMPLETED");
        }
    }

    @Test
    void a_server_that_is_away_holds_up_no_other_sender() throws IOException {
        try (Journey journey = new Journey(folder); SftpDesk bank = new SftpDesk(Files.createDirectory(folder.resolve("banque")))) {
            withBank(journey, bank, "");
            bank.close();
            journey.withSender("acme", "").start().dropIn(journey.inbox("acme"), "acme.csv", rows("A", 2));
            journey.answer("acme", "acme.csv.result.csv");
            Journey.eventually(() -> assertThat(health(journey, "inboxes")).contains("DOWN", "/payouts/inbox"));
            bank.open(options -> options);
            journey.dropIn(bank.folder("inbox"), "banque.csv", rows("B", 2));
            journey.audit();
        }
    }

    @Test
    void several_instances_share_the_inboxes_of_senders_and_one_that_is_killed_is_taken_over() throws Exception {
        try (Journey journey = new Journey(folder).onPostgres().set("payouts.lease-ms", "4000").set("djamo.response-timeout-ms", "1000")
                .set("djamo.connect-timeout-ms", "500"); SftpDesk bank = new SftpDesk(Files.createDirectory(folder.resolve("banque")))) {
            withBank(journey, bank, "");
            journey.withSender("acme", "limits: {amount-total: 100000000}\n").withSender("beta", "");
            String config = "-Dsettings=" + folder.resolve("application.properties");
            try (ChildRuntime first = ChildRuntime.start(journey, config); ChildRuntime second = ChildRuntime.start(journey, config)) {
                for (int file = 0; file < 4; file++) {
                    journey.dropIn(journey.inbox("acme"), "acme-" + file + ".csv", rows("A" + file, 40));
                    journey.dropIn(journey.inbox("beta"), "beta-" + file + ".csv", rows("B" + file, 40));
                    journey.dropIn(bank.folder("inbox"), "banque-" + file + ".csv", rows("S" + file, 40));
                    journey.drop("commun-" + file + ".csv", rows("C" + file, 40));
                }
                Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThan(200));
                first.kill();
                journey.audit();
                assertThat(second.isAlive()).isTrue();
            }
            assertThat(journey.sandbox().book().size()).isEqualTo(640);
        }
    }
}
