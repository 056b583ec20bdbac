package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.file.Iso20022Schema;
import dev.djamopayouts.file.Pain;
import dev.djamopayouts.ledger.Answers;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.route.Reports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender who reads French is answered in French, and the one beside in English, about the very same rows. */
class LanguagesJourneyTest {

    private static final String NO_CUSTOMER = "0707129001";

    @TempDir
    Path folder;

    /** Paid, unreadable, no customer, failed at Djamo, and one reference twice; each sender pays people of its own. */
    private static String rows(String name, String people) {
        return """
                reference,msisdn,amount
                %1$s-1,%2$s3456,50000
                %1$s-2,070712,50000
                %1$s-3,%2$s9001,60000
                %1$s-4,%2$s9002,70000
                %1$s-1,%2$s3457,80000
                """.formatted(name, people);
    }

    private static Map<String, String> reasons(String csv) {
        return Drop.csv(csv).stream().collect(Collectors.toMap(row -> row.get("line_no"), row -> row.get("reason_text")));
    }

    private Journey started() {
        return new Journey(folder).withSender("acme", "language: fr\n").withSender("beta", "").start();
    }

    @Test
    void each_sender_reads_what_became_of_the_rows_in_the_language_that_was_agreed() {
        try (Journey journey = started()) {
            journey.dropIn(journey.inbox("acme"), "paie.csv", rows("F", "070712"));
            journey.dropIn(journey.inbox("beta"), "pay.csv", rows("E", "070713"));
            Map<String, String> french = reasons(journey.answer("acme", "paie.csv.result.csv"));
            Map<String, String> english = reasons(journey.answer("beta", "pay.csv.result.csv"));
            assertThat(french.get("3")).startsWith("le numéro “070712” a 6 chiffres");
            assertThat(english.get("3")).startsWith("the number “070712” has 6 digits");
            assertThat(french.get("4")).isEqualTo("le numéro +22507••••••01 n'est pas client Djamo ; demandez au bénéficiaire d'ouvrir un compte"
                    + " ou corrigez le numéro");
            assertThat(english.get("4")).contains("is not a Djamo customer; ask the beneficiary");
            assertThat(english.get("5")).isNotBlank();
            assertThat(french.get("5")).as("what Djamo wrote stays as it is").isEqualTo("Djamo n'a pas payé et dit : « " + english.get("5") + " »");
            assertThat(french.get("6")).startsWith("la référence a déjà été utilisée : paie.csv ligne 2").endsWith("si c'est un autre paiement");
            assertThat(english.get("6")).startsWith("the reference was used before: pay.csv line 2");
            assertThat(journey.answer("acme", "paie.csv.ack.json")).contains("\"en\" : \"The file is accepted.", "\"fr\" : \"Le fichier est accepté.");

            assertThat(summary(journey, "paie.csv")).contains("<html lang=\"fr\">", "Pourquoi des paiements n’ont pas été faits",
                    "pas client Djamo");
            assertThat(summary(journey, "pay.csv")).contains("<html lang=\"en\">", "Why payouts were not paid");
            assertThat(journey.answer("acme", "paie.csv.failures.csv")).as("as they came, to be dropped again").contains("F-2,070712,50000").doesNotContain("numéro");
            journey.audit();
        }
    }

    private String summary(Journey journey, String name) {
        Path page = folder.resolve(name + ".html");
        Ledger ledger = journey.runtime().ledger();
        new Reports(ledger, folder).write(ledger.files().find(name).orElseThrow(), Answers.SUMMARY, page);
        return Journey.read(page);
    }

    @Test
    void a_file_that_is_refused_is_refused_in_the_language_of_its_sender() {
        try (Journey journey = started()) {
            for (String sender : List.of("acme", "beta")) {
                journey.dropIn(journey.inbox(sender), sender + ".csv", "Téléphone,Nom\n0707123456,Awa\n");
                journey.dropIn(journey.inbox(sender), sender + ".txt.csv", "");
            }
            assertThat(journey.answer("acme", "acme.csv.nack.json")).contains("\"en\" : \"The file is refused", "\"fr\" : \"Le fichier est refusé",
                    "\"text\" : \"aucune colonne pour « amount »").doesNotContain("no column for amount");
            assertThat(journey.answer("beta", "beta.csv.nack.json")).contains("\"text\" : \"no column for amount").doesNotContain("aucune colonne");
            assertThat(journey.answer("acme", "acme.txt.csv.nack.json")).contains("\"text\" : \"le fichier est vide : déposez-en un");
        }
    }

    @Test
    void a_bank_reads_its_status_reports_in_french() {
        try (Journey journey = started()) {
            String message = Pain.message(Pain.V09, 110_000, Pain.payment("SAL-1", "+2250707123456", "50000"), Pain.payment("SAL-2", NO_CUSTOMER, "60000"));
            journey.dropIn(journey.inbox("acme"), "faux.xml", message.replaceFirst("110000<", "110001<"));
            assertThat(text(journey.answer("acme", "faux.xml.nack.pain002.xml"))).contains("<Cd>AM10</Cd>", "annonce CtrlSum 110001, mais ses paiements donnent 110000");
            journey.dropIn(journey.inbox("acme"), "paie.xml", message);
            assertThat(text(journey.answer("acme", "paie.xml.result.xml"))).contains("<Cd>BE06</Cd>", "n'est pas client Djamo");
            journey.dropIn(journey.inbox("acme"), "copie.xml", message);
            assertThat(text(journey.answer("acme", "copie.xml.dup.pain002.xml"))).contains("<Cd>AM05</Cd>", "Le même contenu est déjà arrivé");
        }
    }

    /** Valid, and with lines of a long reason put together again. */
    private static String text(String report) {
        return Iso20022Schema.valid(report).replace("</AddtlInf><AddtlInf>", " ");
    }

    @Test
    void outcome_messages_say_the_reason_as_the_result_does() {
        try (Journey journey = started()) {
            journey.dropIn(journey.inbox("acme"), "paie.csv", rows("F", "070712"));
            journey.answer("acme", "paie.csv.result.csv");
            Journey.eventually(() -> assertThat(Journey.read(folder.resolve("outbox/failure/paie.csv.jsonl"))).contains("n'est pas client Djamo"));
        }
    }
}
