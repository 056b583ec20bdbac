package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and rows that nobody should drop: each has a clear answer, nothing of them is paid, and good neighbours are. */
class BadInputJourneyTest {

    private static final String HEADER = "reference,msisdn,amount,description\n";

    @TempDir
    Path folder;

    private static Map<String, byte[]> unreadableFiles() {
        String good = HEADER + "N-1,0707123456,50000,é\n";
        byte[] rubbish = new byte[5_000];
        new Random(7).nextBytes(rubbish);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("vide.csv", new byte[0]);
        files.put("entete-seule.csv", HEADER.getBytes(StandardCharsets.UTF_8));
        files.put("sans-entete.csv", "N-2,0707123456,50000,x\n".getBytes(StandardCharsets.UTF_8));
        files.put("colonnes-inconnues.csv", "couleur,taille\nrouge,42\n".getBytes(StandardCharsets.UTF_8));
        files.put("rubbish.csv", rubbish);
        files.put("utf16-coupe.csv", Arrays.copyOf(good.getBytes(StandardCharsets.UTF_16), 2 * good.length() + 1));
        files.put("utf16-sans-bom.csv", good.getBytes(StandardCharsets.UTF_16LE));
        files.put("latin1.csv", good.getBytes(StandardCharsets.ISO_8859_1));
        files.put("guillemet.csv", (HEADER + "N-3,0707123456,50000,x\nN-4,0707123457,50000,\"jamais ferme\nN-5,0707123458,50000,x\n")
                .getBytes(StandardCharsets.UTF_8));
        return files;
    }

    @Test
    void a_file_that_cannot_be_read_is_refused_with_the_reason_and_no_call_about_money_is_made() {
        try (Journey journey = new Journey(folder).withSftp().start()) {
            unreadableFiles().forEach(journey::drop);
            unreadableFiles().keySet().forEach(name -> assertThat(journey.answer(name + ".nack.json")).contains("\"problems\""));
            unreadableFiles().forEach((name, content) -> journey.upload("sftp-" + name, content));
            unreadableFiles().keySet().forEach(name ->
                    assertThat(journey.answer(journey.sftp().folder("outbox/sftp-" + name + ".nack.json"))).contains("\"problems\""));
            assertThat(journey.answer("vide.csv.nack.json")).contains("the file is empty");
            assertThat(journey.answer("utf16-sans-bom.csv.nack.json")).contains("UTF-16", "CSV UTF-8");
            assertThat(journey.answer("utf16-coupe.csv.nack.json")).contains("one byte alone");
            assertThat(journey.answer("latin1.csv.nack.json")).contains("\"line\" : 2");
            journey.audit();
            assertThat(journey.sandbox().book().calls()).isEmpty();
        }
    }

    @Test
    void bad_rows_are_rejected_each_with_its_code_and_their_good_neighbours_are_paid() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("lignes.csv", HEADER + """
                    R-1,0707123456,50000,bonne
                    R-2,0707123457,4999,trop peu
                    R-3,0707123458,500001,trop
                    R-4,0707123459,5000.5,fraction
                    R-5,0707123460,1e5,exposant
                    R-6,0707123461,-50000,negatif
                    R-7,0707123462,,vide
                    R-8,0707123463,0,zero
                    R-9,2.25071E+12,50000,abime
                    R-10,707123464,50000,zero perdu
                    R-11,+33612345678,50000,etranger
                    R-12,,50000,sans numero
                    R-1,0707123465,50000,meme reference
                    R-13,0707123466,"50 000",=HYPERLINK(A1)
                    R-14,0707123467,5.000,+CMD
                    """);
            var rows = journey.rows("lignes.csv.result.csv");
            assertThat(rows).extracting(row -> row.get("reason_code")).containsExactly("", "AM06", "AM02", "FF01", "FF01", "FF01",
                    "FF01", "AM01", "AC01", "AC01", "AC01", "AC01", "AM05", "", "");
            assertThat(rows.get(12).get("reason_text")).contains("lignes.csv line 2");
            assertThat(rows.get(13).get("description")).isEqualTo("'=HYPERLINK(A1)");
            assertThat(rows.get(14).get("description")).isEqualTo("'+CMD");
            assertThat(journey.sandbox().book().size()).isEqualTo(3);
            journey.audit();
        }
    }

    @Test
    void the_same_content_is_answered_dup_and_the_same_reference_in_another_file_AM05_naming_the_first() {
        try (Journey journey = new Journey(folder).withSftp().start()) {
            String content = HEADER + "D-1,0707123456,50000,x\nD-2,0707123457,50000,x\n";
            journey.drop("juin.csv", content);
            journey.answer("juin.csv.ack.json");
            journey.drop("juin.csv", content);
            assertThat(journey.answer("juin.csv.2.dup.json")).contains("juin.csv");
            journey.drop("autre nom.csv", content);
            journey.upload("par-sftp.csv", content);
            assertThat(journey.answer("autre nom.csv.dup.json")).contains("\"juin.csv\"");
            assertThat(journey.answer(journey.sftp().folder("outbox/par-sftp.csv.dup.json"))).contains("\"juin.csv\"");
            journey.drop("juillet.csv", HEADER + "D-2,0707123457,50000,x\nD-3,0707123458,50000,x\n");
            var rows = journey.rows("juillet.csv.result.csv");
            assertThat(rows).extracting(row -> row.get("reason_code")).containsExactly("AM05", "");
            assertThat(rows.get(0).get("reason_text")).contains("juin.csv line 3");
            journey.audit();
        }
    }

    @Test
    void a_name_that_was_answered_before_gets_numbered_answers_even_beside_a_file_that_is_really_named_so() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("a.csv.2", HEADER + "S-1,0707123456,50000,x\n");
            journey.answer("a.csv.2.result.csv");
            for (int i = 2; i <= 4; i++) {
                journey.drop("a.csv", HEADER + "S-" + i + ",070712345" + i + ",50000,x\n");
                String answers = i == 2 ? "a.csv" : "a.csv." + i;
                assertThat(journey.answer(answers + ".ack.json")).contains("\"rows\" : 1");
                assertThat(journey.answer(answers + ".result.csv")).contains("S-" + i);
            }
            assertThat(journey.answer("a.csv.2.result.csv")).contains("S-1");
            journey.audit();
        }
    }
}
