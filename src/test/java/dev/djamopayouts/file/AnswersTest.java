package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final FileFacts FACTS = new FileFacts(7, "salaires é.csv", Drop.SHA, 123, Instant.parse("2026-01-02T03:04:05Z"));

    @Test
    void a_packed_file_is_answered_with_the_hash_of_what_it_holds_too() throws IOException {
        FileFacts packed = new FileFacts(7, "a.gz", "of its bytes", "of what it holds", 1, Instant.EPOCH, null, Language.ENGLISH);
        assertThat(json(Answers.nack(packed, List.of(Problem.inFile(Words.same("x"))), 0)).get("contentSha256").asText()).isEqualTo("of what it holds");
        assertThat(json(Answers.nack(FACTS, List.of(Problem.inFile(Words.same("x"))), 0)).has("contentSha256")).isFalse();
    }

    @Test
    void an_ack_counts_what_was_read() throws IOException {
        byte[] ack = Answers.ack(FACTS, new Answers.Tally(3, 2, 1, 0, 0), new Xof(60_000), Answers.TotalsSource.NONE, new RowTotals());
        assertThat(new String(ack, StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n")).isEqualTo("""
                {
                  "answer" : "ack",
                  "fileId" : 7,
                  "file" : "salaires é.csv",
                  "sha256" : "%s",
                  "bytes" : 123,
                  "receivedAt" : "2026-01-02T03:04:05Z",
                  "rows" : 3,
                  "valid" : 2,
                  "rejected" : 1,
                  "held" : 0,
                  "suspicious" : 0,
                  "mended" : 0,
                  "askedBefore" : 0,
                  "totalAmount" : 60000,
                  "currency" : "XOF",
                  "controlTotals" : {
                    "source" : "none",
                    "rows" : 0,
                    "amount" : 0
                  },
                  "message" : {
                    "en" : "The file is accepted. Rows: 3; going on to be paid: 2, for 60000 XOF in all; rejected: 1.",
                    "fr" : "Le fichier est accepté. Lignes : 3 ; à payer : 2, pour 60000 XOF en tout ; rejetées : 1."
                  }
                }""".formatted(Drop.SHA));
    }

    @Test
    void an_ack_that_does_not_add_up_is_never_written() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Answers.Tally(3, 2, 2, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Answers.Tally(3, 2, 1, 0, 0, 3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Answers.Tally(3, 2, 1, 0, 0, 0, 2));
    }

    @Test
    void an_ack_says_in_both_languages_how_many_rows_are_mended_and_how_many_may_have_been_paid() throws IOException {
        JsonNode ack = json(Answers.ack(FACTS, new Answers.Tally(9, 5, 4, 0, 0, 2, 3), new Xof(60_000), Answers.TotalsSource.NONE, new RowTotals()));
        assertThat(ack.get("mended").longValue()).isEqualTo(2);
        assertThat(ack.get("askedBefore").longValue()).isEqualTo(3);
        assertThat(ack.at("/message/en").textValue()).contains("mended (dropped before and not paid then): 2.",
                "dropped before and paid then or perhaps paid: 3; the result tells which");
        assertThat(ack.at("/message/fr").textValue()).contains("corrigées (déjà déposées et alors non payées) : 2.",
                "déjà déposées et alors payées ou peut-être payées : 3 ; le résultat dit lesquelles");
    }

    @Test
    void an_ack_says_in_both_languages_what_looks_like_another_payment_and_what_is_held() throws IOException {
        JsonNode ack = json(Answers.ack(FACTS, new Answers.Tally(9, 8, 1, 2, 3), new Xof(60_000), Answers.TotalsSource.NONE, new RowTotals()));
        assertThat(ack.get("held").longValue()).isEqualTo(2);
        assertThat(ack.get("suspicious").longValue()).isEqualTo(3);
        assertThat(ack.at("/message/en").textValue()).contains("look like another payment (same number, same amount): 3.",
                "held until a person releases or rejects them: 2.");
        assertThat(ack.at("/message/fr").textValue()).contains("ressemblent à un autre paiement (même numéro, même montant) : 3.",
                "retenues jusqu'à ce qu'une personne les libère ou les rejette : 2.");
    }

    @Test
    void a_nack_says_that_nothing_was_paid_and_lists_why() throws IOException {
        JsonNode nack = json(Answers.nack(FACTS, Drop.refusal("\nphone,tel\n1,2\n").problems(), 0));
        assertThat(nack.get("paid").booleanValue()).isFalse();
        assertThat(nack.at("/message/en").textValue()).contains("nothing was paid").contains("problems (2)");
        assertThat(nack.at("/message/fr").textValue()).contains("rien n'a été payé");
        assertThat(nack.get("problems")).hasSize(2);
        assertThat(nack.at("/problems/0/line").longValue()).isEqualTo(2);
        assertThat(nack.at("/problems/0/field").textValue()).isEqualTo("header");
        assertThat(nack.at("/problems/0/code").textValue()).isEqualTo("FF01");
        assertThat(nack.at("/problems/0/text").textValue()).contains("both mean msisdn");
        assertThat(json(Answers.nack(FACTS, Drop.refusal("").problems(), 0)).at("/problems/0/line").isNull()).isTrue();
    }

    @Test
    void a_nack_is_bounded_and_counts_the_others() throws IOException {
        List<Problem> many = Collections.nCopies(1200, Problem.inRow(2, Words.same("x")));
        JsonNode nack = json(Answers.nack(FACTS, many, 30));
        assertThat(nack.get("problems")).hasSize(1000);
        assertThat(nack.get("otherProblems").longValue()).isEqualTo(230);
        assertThat(nack.at("/message/en").textValue()).contains("(1230)");
    }

    @Test
    void a_dup_says_when_and_under_which_name_it_came_first() throws IOException {
        JsonNode dup = json(Answers.dup(FACTS, "premier.csv", Instant.parse("2026-01-01T00:00:00Z"), 3));
        assertThat(dup.at("/first/fileId").longValue()).isEqualTo(3);
        assertThat(dup.at("/first/file").textValue()).isEqualTo("premier.csv");
        assertThat(dup.at("/first/receivedAt").textValue()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(dup.at("/message/en").textValue()).contains("nothing was paid");
        assertThat(dup.get("paid").booleanValue()).isFalse();
    }

    @Test
    void a_file_without_a_number_gives_an_answer_without_one() throws IOException {
        assertThat(json(Answers.nack(new FileFacts(0, "x", Drop.SHA, 0, Instant.EPOCH), List.of(Problem.inFile(Words.same("x"))), 0)).has("fileId")).isFalse();
    }

    private static JsonNode json(byte[] answer) throws IOException {
        return new ObjectMapper().readTree(answer);
    }
}
