package dev.djamopayouts.journey;

import static dev.djamopayouts.journey.ApiTroubleJourneyTest.health;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SFTP server refuses, changes its key, goes away and comes back: files and answers wait, and nothing is lost. */
class SftpTroubleJourneyTest {

    @TempDir
    Path folder;

    private static String rows(String name, int count) {
        StringBuilder rows = new StringBuilder("reference,msisdn,amount,description\n");
        for (int row = 0; row < count; row++) {
            rows.append("%s-%d,07040%05d,50000,x\n".formatted(name, row, row));
        }
        return rows.toString();
    }

    @Test
    void a_refused_password_is_said_once_with_its_remedy_and_the_file_waits_until_it_works() {
        try (Journey journey = new Journey(folder).withSftp().set("sftp.password", "wrong-secret"); LogBook log = new LogBook()) {
            journey.start().upload("paie.csv", rows("A", 3));
            Journey.eventually(() -> assertThat(health(journey, "inboxes")).contains("DOWN", "Auth fail"));
            assertThat(log.lines("check sftp.username")).hasSizeLessThanOrEqualTo(2);
            assertThat(log.text()).doesNotContain("wrong-secret");
            journey.stop();
            journey.set("sftp.password", SftpDesk.PASSWORD).start();
            journey.answer(journey.sftp().folder("outbox/paie.csv.result.csv"));
            journey.audit();
        }
    }

    @Test
    void a_server_that_nobody_vouched_for_is_refused_and_its_files_wait() throws IOException {
        try (Journey journey = new Journey(folder).withSftp()) {
            Files.writeString(journey.sftp().knownHosts(), "");
            journey.start().upload("paie.csv", rows("K", 3));
            Journey.eventually(() -> assertThat(health(journey, "inboxes")).contains("DOWN").containsIgnoringCase("hostkey"));
            assertThat(journey.sftp().folder("inbox/paie.csv")).exists();
            assertThat(Files.readString(journey.sftp().knownHosts())).as("nobody vouched meanwhile").isEmpty();
            assertThat(journey.sandbox().book().calls()).isEmpty();
            journey.stop();
            Files.writeString(journey.sftp().knownHosts(), journey.sftp().server().knownHostsLine() + "\n");
            journey.start().answer(journey.sftp().folder("outbox/paie.csv.result.csv"));
            journey.audit();
        }
    }

    @Test
    void a_changed_host_key_is_refused_and_answers_wait_until_somebody_has_looked() throws IOException {
        try (Journey journey = new Journey(folder).withSftp().start(); LogBook log = new LogBook()) {
            journey.upload("avant.csv", rows("B", 3));
            journey.answer(journey.sftp().folder("outbox/avant.csv.result.csv"));
            journey.sftp().close();
            Journey.eventually(() -> assertThat(health(journey, "inboxes")).contains("DOWN", "refused"));
            journey.sftp().open(options -> options.withHostKeyFile(folder.resolve("otherkey")));
            journey.upload("apres.csv", rows("C", 3));
            Journey.eventually(() -> assertThat(health(journey, "inboxes")).contains("DOWN").containsIgnoringCase("hostkey"));
            assertThat(log.lines("known-hosts-file")).isNotEmpty().hasSizeLessThanOrEqualTo(2);
            assertThat(journey.sftp().folder("inbox/apres.csv")).exists();
            assertThat(journey.sandbox().book().size()).isEqualTo(3);
            journey.stop();
            Files.writeString(journey.sftp().knownHosts(), journey.sftp().server().knownHostsLine() + "\n");
            journey.start().answer(journey.sftp().folder("outbox/apres.csv.result.csv"));
            journey.audit();
        }
    }

    @Test
    void a_server_that_goes_away_in_the_middle_gets_its_answers_when_it_is_back() {
        try (Journey journey = new Journey(folder).withSftp().start(); LogBook log = new LogBook()) {
            journey.upload("paie.csv", rows("D", 20));
            Journey.eventually(() -> assertThat(journey.books().entries()).isNotEmpty());
            journey.sftp().close();
            journey.answer("paie.csv.result.csv");
            Journey.eventually(() -> assertThat(health(journey, "inboxes")).contains("DOWN"));
            journey.sftp().open(options -> options);
            journey.answer(journey.sftp().folder("outbox/paie.csv.ack.json"));
            journey.answer(journey.sftp().folder("outbox/paie.csv.result.csv"));
            Journey.eventually(() -> assertThat(health(journey, "inboxes")).startsWith("UP"));
            journey.audit();
            assertThat(log.lines("\tat ")).as("stacks in the log").isEmpty();
            assertThat(log.lines("")).hasSizeLessThan(30);
        }
    }

    @Test
    void a_server_that_is_away_at_the_start_is_polled_when_it_comes() {
        try (Journey journey = new Journey(folder).withSftp()) {
            journey.sftp().close();
            journey.start();
            Journey.eventually(() -> assertThat(health(journey, "inboxes")).contains("DOWN", "refused"));
            journey.sftp().open(options -> options);
            Journey.eventually(() -> assertThat(health(journey, "inboxes")).startsWith("UP"));
            journey.upload("paie.csv", rows("G", 3));
            journey.answer(journey.sftp().folder("outbox/paie.csv.result.csv"));
            journey.audit();
        }
    }

    @Test
    void connections_that_break_all_the_time_leave_every_answer_whole() {
        try (Journey journey = new Journey(folder).withSftp().start()) {
            Random random = new Random(9);
            for (int file = 0; file < 6; file++) {
                journey.upload("paie-" + file + ".csv", rows("E" + file, 200));
            }
            for (int drop = 0; drop < 8; drop++) {
                int calls = journey.sandbox().book().size() + random.nextInt(80);
                Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThanOrEqualTo(Math.min(calls, 1_200)));
                journey.sftp().server().dropConnections();
            }
            journey.audit();
            for (int file = 0; file < 6; file++) {
                String name = "paie-" + file + ".csv.result.csv";
                assertThat(Journey.read(journey.sftp().folder("outbox").resolve(name))).isEqualTo(journey.answer(name));
            }
            assertThat(journey.sftp().folder("outbox").toFile().list()).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void a_private_key_with_a_passphrase_opens_the_inbox() throws Exception {
        Path key = folder.resolve("id_ecdsa");
        Process keygen = new ProcessBuilder("ssh-keygen", "-q", "-t", "ecdsa", "-N", "sésame 1%&", "-f", key.toString()).start();
        assertThat(keygen.waitFor()).isZero();
        try (Journey journey = new Journey(folder).withSftp()) {
            journey.sftp().close();
            List<String> publicKey = List.of(Journey.read(folder.resolve("id_ecdsa.pub")).strip());
            journey.sftp().open(options -> options.withAuthorizedKeys(publicKey).withPassword(null));
            journey.unset("sftp.password").set("sftp.private-key-file", key.toString()).set("sftp.private-key-passphrase", "sésame 1%&");
            journey.start().upload("paie.csv", rows("F", 3));
            journey.answer(journey.sftp().folder("outbox/paie.csv.result.csv"));
            journey.audit();
        }
    }
}
