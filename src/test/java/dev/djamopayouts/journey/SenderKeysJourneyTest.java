package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sender signed is paid from that sender's inbox, and from no other. */
class SenderKeysJourneyTest {

    private static final Path FILES = Path.of("src/test/resources/pgp").toAbsolutePath();

    @TempDir
    Path folder;

    private Journey withOurKey() {
        return new Journey(folder).set("pgp.secret-key-file", FILES.resolve("desk.secret.asc").toString())
                .set("pgp.passphrase", "desk-passphrase");
    }

    private static String signedBy(String key, boolean required) {
        return "pgp:\n  keys: [" + FILES.resolve(key) + "]\n  required: " + required + "\n";
    }

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(FILES.resolve(name));
    }

    @Test
    void a_file_is_paid_from_the_inbox_of_who_signed_it_and_refused_in_any_other() throws IOException {
        try (Journey journey = withOurKey().withSender("paie", signedBy("signers.asc", false)).withSender("acme", signedBy("acme.asc", true)).start()) {
            journey.dropIn(journey.inbox("paie"), "a.gpg", file("acme.csv.gpg"));
            journey.dropIn(journey.inbox("acme"), "p.gpg", file("payroll.csv.gpg"));
            journey.dropIn(journey.inbox("acme"), "plain.csv", file("payroll.csv"));
            journey.drop("common.gpg", file("payroll.csv.gpg"));
            assertThat(journey.answer("paie", "a.gpg.nack.json")).contains("whom nobody here trusts", "\"paid\" : false");
            assertThat(journey.answer("acme", "p.gpg.nack.json")).contains("whom nobody here trusts");
            assertThat(journey.answer("acme", "plain.csv.nack.json")).contains("must be signed and encrypted");
            assertThat(journey.answer("common.gpg.nack.json")).contains("nobody's signature is trusted in this inbox");
            assertThat(journey.sandbox().book().calls()).isEmpty();

            journey.dropIn(journey.inbox("acme"), "own.gpg", file("acme.csv.gpg"));
            journey.dropIn(journey.inbox("paie"), "own-paie.gpg", file("payroll.csv.gpg"));
            assertThat(journey.answer("acme", "own.gpg.result.csv")).contains("ACME-1", "COMPLETED");
            journey.answer("paie", "own-paie.gpg.result.csv");
            assertThat(journey.sandbox().book().size()).isEqualTo(3);
        }
    }

    @Test
    void a_sender_without_keys_of_its_own_has_the_common_ones_and_one_with_keys_has_no_others() throws IOException {
        try (Journey journey = withOurKey().set("pgp.signers-file", FILES.resolve("signers.asc").toString()).set("pgp.required", "true")
                .withSender("beta", "").withSender("acme", signedBy("acme.asc", false)).start()) {
            journey.dropIn(journey.inbox("beta"), "plain.csv", file("payroll.csv"));
            assertThat(journey.answer("beta", "plain.csv.nack.json")).contains("must be signed and encrypted");
            journey.dropIn(journey.inbox("acme"), "p.gpg", file("payroll.csv.gpg"));
            assertThat(journey.answer("acme", "p.gpg.nack.json")).contains("whom nobody here trusts");
            journey.dropIn(journey.inbox("beta"), "own.gpg", file("payroll.csv.gpg"));
            assertThat(journey.answer("beta", "own.gpg.result.csv")).contains("COMPLETED");
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
        }
    }

    @Test
    void keys_are_read_once_and_not_for_every_file() throws IOException {
        Path keys = Files.copy(FILES.resolve("acme.asc"), folder.resolve("acme.asc"));
        Path ours = Files.copy(FILES.resolve("desk.secret.asc"), folder.resolve("ours.asc"));
        try (Journey journey = withOurKey().set("pgp.secret-key-file", ours.toString())
                .withSender("acme", "pgp: {keys: [" + keys + "]}\n").start()) {
            Files.delete(keys);
            Files.delete(ours);
            journey.dropIn(journey.inbox("acme"), "own.gpg", file("acme.csv.gpg"));
            assertThat(journey.answer("acme", "own.gpg.result.csv")).contains("COMPLETED");
        }
    }
}
