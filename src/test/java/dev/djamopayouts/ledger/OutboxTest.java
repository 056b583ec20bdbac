package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.Answers.Answer;
import dev.djamopayouts.ledger.Answers.Destination;
import dev.djamopayouts.ledger.PayoutFiles.Drop;
import dev.djamopayouts.payout.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every answer has one outbox at each of its destinations, whoever is known as a sender and whoever is no more. */
class OutboxTest {

    private static final Set<String> KNOWN = Set.of("acme", "bank");

    @TempDir
    Path folder;

    private Books books;

    @BeforeEach
    void open() {
        books = new Books(folder);
    }

    @AfterEach
    void close() {
        books.close();
    }

    private PayoutFileEntry accepted(String name, String inbox, String sender) {
        PayoutFileEntry entry = books.ledger().files().take(new Drop("d-" + name, inbox, name, "sha-" + name, "sha-" + name, 1, sender, Language.FRENCH)).entry();
        books.ledger().files().add(entry.id(), List.of(books.row(2, name)));
        books.accept(entry);
        return entry;
    }

    private List<String> claim(Outbox outbox) {
        List<Answer> first = books.ledger().answers().claim(outbox, 100);
        List<Answer> second = books.ledger().answers().claim(outbox, 100);
        return Stream.concat(first.stream(), second.stream()).map(answer -> answer.file().name()).sorted().toList();
    }

    @Test
    void a_file_knows_its_sender_and_its_language() {
        PayoutFileEntry entry = accepted("a", "folder", "acme");
        PayoutFileEntry found = books.ledger().files().find(entry.id()).orElseThrow();
        assertThat(found.sender()).isEqualTo("acme");
        assertThat(found.language()).isEqualTo(Language.FRENCH);
        assertThat(books.accepted("b", 1).sender()).isNull();
    }

    @Test
    void a_senders_answers_go_to_the_sender_alone() {
        accepted("a", "folder", "acme");
        accepted("b", "sftp", "bank");
        accepted("c", "folder", null);
        accepted("d", "sftp", null);
        assertThat(claim(new Outbox.Common(Destination.FOLDER, KNOWN))).containsExactly("c", "d");
        assertThat(claim(new Outbox.Common(Destination.SFTP, KNOWN))).containsExactly("d");
        assertThat(claim(new Outbox.OfSender("acme"))).containsExactly("a");
        assertThat(claim(new Outbox.OfSender("bank"))).containsExactly("b");
        assertThat(books.number("SELECT COUNT(*) FROM answer WHERE tries = 1")).isEqualTo(5);
    }

    @Test
    void whoever_is_no_sender_any_more_has_the_answers_in_the_common_folder() {
        accepted("a", "folder", "acme");
        accepted("b", "sftp", "bank");
        assertThat(claim(new Outbox.Common(Destination.SFTP, Set.of("acme")))).isEmpty();
        assertThat(claim(new Outbox.Common(Destination.FOLDER, Set.of("acme")))).containsExactly("b");
        assertThat(claim(new Outbox.Common(Destination.FOLDER, Set.of()))).containsExactly("a");
    }

    @Test
    void a_sender_who_moved_finds_the_answers_at_the_new_place_and_one_delivery_is_one() {
        accepted("a", "sftp", "acme");
        Answer answer = books.ledger().answers().claim(new Outbox.OfSender("acme"), 1).get(0);
        assertThat(answer.destination()).isEqualTo(Destination.SFTP);
        books.ledger().answers().delivered(answer);
        books.clock.advance(Books.LEASE);
        assertThat(claim(new Outbox.OfSender("acme"))).isEmpty();
        assertThat(books.ledger().answers().waiting()).isZero();
    }

    @Test
    void a_drop_that_is_read_again_has_the_sender_and_the_language_that_it_has_now() {
        books.ledger().files().take(new Drop("d", "folder", "a", "sha", "sha", 1, "acme", Language.FRENCH));
        PayoutFileEntry again = books.ledger().files().take(new Drop("d", "folder", "a", "sha", "sha", 1, "acme-paie", Language.ENGLISH)).entry();
        assertThat(again.sender()).isEqualTo("acme-paie");
        assertThat(again.language()).isEqualTo(Language.ENGLISH);
        assertThat(books.number("SELECT COUNT(*) FROM payout_file")).isEqualTo(1);
    }

    @Test
    void the_audit_knows_where_the_answers_of_a_sender_are() {
        accepted("a", "folder", "acme");
        accepted("b", "sftp", "bank");
        List<Audit.Finding> findings = new ArrayList<>();
        books.ledger().audit().verify(null, findings::add);
        assertThat(findings).isEmpty();
    }
}
