package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.ledger.PayoutFiles.Drop;
import dev.djamopayouts.ledger.PayoutFiles.Taken;
import dev.djamopayouts.payout.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayoutFilesTest {

    @TempDir
    Path folder;

    private Books books;

    @BeforeEach
    void opens() {
        books = new Books(folder);
    }

    @AfterEach
    void closes() {
        books.close();
    }

    private PayoutFiles files() {
        return books.ledger().files();
    }

    @Test
    void an_interrupted_receive_begins_again_and_ends_the_same() {
        Drop drop = books.drop("a.csv", "x");
        List<NewPayout> rows = new ArrayList<>();
        for (int line = 2; line < 7_002; line++) {
            rows.add(books.row(line, "R" + line));
        }
        rows.add(books.row(9_000, "R2"));
        Taken interrupted = files().take(drop);
        files().add(interrupted.entry().id(), rows.subList(0, 6_000));
        books.reopen();
        Taken again = files().take(drop);
        assertThat(again.entry().id()).isEqualTo(interrupted.entry().id());
        assertThat(again.firstWithSameContent()).as("itself is no duplicate of itself").isNull();
        assertThat(files().count(again.entry().id()).rows()).as("begun again").isZero();
        files().add(again.entry().id(), rows);
        PayoutFiles.Count count = files().count(again.entry().id());
        assertThat(count.rows()).isEqualTo(7_001);
        assertThat(count.valid()).isEqualTo(7_000);
        assertThat(count.francs() - count.validFrancs()).as("the row that repeats a reference").isEqualTo(14_000);
        files().accept(again.entry(), "form", "csv", count, "{}");
        assertThat(books.ledger().figures().unaccounted()).isZero();
        assertThat(books.ledger().figures().unaccountedFrancs()).isZero();
    }

    @Test
    void a_drop_that_was_answered_before_a_restart_is_known_and_no_duplicate() {
        Drop drop = books.drop("a.csv", "x");
        Taken taken = files().take(drop);
        files().add(taken.entry().id(), List.of(books.row(2, "R")));
        books.accept(taken.entry());
        books.reopen();
        Taken again = files().take(drop);
        assertThat(again.entry().state()).isEqualTo(FileState.ACCEPTED);
        assertThat(again.firstWithSameContent()).isNull();
        assertThat(files().count(again.entry().id()).rows()).as("its rows stay").isEqualTo(1);
        assertThatThrownBy(() -> books.accept(again.entry())).isInstanceOf(LedgerFailed.class).hasMessageContaining("was answered before");
        assertThatThrownBy(() -> files().refuse(again.entry(), "{}")).isInstanceOf(LedgerFailed.class);
        assertThat(files().count(again.entry().id()).rows()).as("a late nack takes no row away").isEqualTo(1);
    }

    @Test
    void the_same_content_under_any_name_names_the_file_that_was_accepted() {
        Taken first = files().take(books.drop("a.csv", "x"));
        assertThat(files().take(books.drop("b.csv", "x")).firstWithSameContent()).as("nothing accepted yet").isNull();
        books.accept(first.entry());
        Taken second = files().take(books.drop("c.csv", "x"));
        assertThat(second.firstWithSameContent().name()).isEqualTo("a.csv");
        files().duplicate(second.entry(), "{}");
        assertThat(files().find(second.entry().id())).hasValueSatisfying(entry ->
                assertThat(entry.state()).isEqualTo(FileState.DUPLICATE));
        books.ledger().outcomes().settle();
        assertThat(files().take(books.drop("d.csv", "x")).firstWithSameContent().name()).as("after it settled").isEqualTo("a.csv");
    }

    @Test
    void one_content_that_comes_in_other_bytes_is_a_duplicate_and_so_are_the_same_bytes() {
        Taken first = files().take(new Drop("d1", "folder", "a.gz", "sha-gz", "sha-content", 50, null, Language.ENGLISH));
        books.accept(first.entry());
        assertThat(files().take(new Drop("d2", "folder", "a.csv", "sha-content", 70)).firstWithSameContent().name()).isEqualTo("a.gz");
        assertThat(files().take(new Drop("d3", "folder", "a.zip", "sha-zip", "sha-content", 60, null, Language.ENGLISH)).firstWithSameContent().name()).isEqualTo("a.gz");
        assertThat(files().take(new Drop("d4", "folder", "b.gz", "sha-gz", "sha-gz", 50, null, Language.ENGLISH)).firstWithSameContent().name())
                .as("the same bytes that can no longer be opened").isEqualTo("a.gz");
        assertThat(files().take(new Drop("d5", "folder", "c.csv", "sha-gz-of-another", 50)).firstWithSameContent()).isNull();
        assertThat(files().find(first.entry().id()).orElseThrow().facts()).isEqualTo("sha256=sha-gz content=sha-content bytes=50");
    }

    @Test
    void one_content_in_two_packings_that_race_is_accepted_once() {
        Taken first = files().take(new Drop("d1", "folder", "a.gz", "sha-gz", "sha-content", 50, null, Language.ENGLISH));
        Taken second = files().take(new Drop("d2", "folder", "a.zip", "sha-zip", "sha-content", 60, null, Language.ENGLISH));
        books.accept(first.entry());
        assertThatThrownBy(() -> books.accept(second.entry())).isInstanceOf(LedgerFailed.class);
    }

    @Test
    void a_packed_file_from_before_contents_were_known_is_found_by_its_bytes() {
        Taken old = files().take(books.drop("a.gz", "packed"));
        books.accept(old.entry());
        Taken again = files().take(new Drop("later", "folder", "a.gz", old.entry().sha256(), "sha-of-what-it-holds", 50, null, Language.ENGLISH));
        assertThat(again.firstWithSameContent().id()).isEqualTo(old.entry().id());
    }

    @Test
    void a_refused_content_may_come_again() {
        Taken first = files().take(books.drop("a.csv", "x"));
        files().refuse(first.entry(), "{}");
        Taken second = files().take(books.drop("a.csv", "x"));
        assertThat(second.firstWithSameContent()).isNull();
        books.accept(second.entry());
    }

    @Test
    void one_content_is_accepted_once_even_where_two_drops_of_it_race() {
        Taken first = files().take(books.drop("a.csv", "x"));
        Taken second = files().take(books.drop("b.csv", "x"));
        books.accept(first.entry());
        assertThatThrownBy(() -> books.accept(second.entry())).isInstanceOf(LedgerFailed.class);
        assertThat(files().find(second.entry().id()).orElseThrow().state()).isEqualTo(FileState.RECEIVING);
        assertThat(books.number("SELECT COUNT(*) FROM answer WHERE kind = 'ack'")).isEqualTo(1);
    }

    @Test
    void every_drop_under_a_name_has_answers_of_its_own() {
        assertThat(names("a.csv", "a.csv", "a.csv")).containsExactly("a.csv", "a.csv.2", "a.csv.3");
    }

    @Test
    void a_file_that_is_really_named_like_an_answer_takes_nobody_elses_name() {
        assertThat(names("a.csv", "a.csv", "a.csv.2", "a.csv", "a.csv.2"))
                .containsExactly("a.csv", "a.csv.2", "a.csv.2.2", "a.csv.3", "a.csv.2.3");
        assertThat(names("b.csv.2", "b.csv", "b.csv")).containsExactly("b.csv.2", "b.csv", "b.csv.3");
    }

    @Test
    void what_is_read_again_counts_as_it_is_now() {
        Taken first = files().take(new Drop("d", "sftp", "a.csv", "sha-half", 50));
        Taken again = files().take(new Drop("d", "sftp", "a.csv", "sha-whole", 100));
        assertThat(again.entry().id()).isEqualTo(first.entry().id());
        assertThat(again.entry().sha256()).isEqualTo("sha-whole");
        books.accept(again.entry());
        assertThat(files().take(books.drop("b.csv", "whole")).firstWithSameContent()).isNotNull();
    }

    @Test
    void a_file_is_found_by_number_by_name_and_by_answer_name() {
        names("a.csv", "a.csv");
        assertThat(files().find("a.csv.2").orElseThrow().id()).isEqualTo(2);
        assertThat(files().find("2").orElseThrow().answerName()).isEqualTo("a.csv.2");
        assertThat(files().find("a.csv")).isPresent();
        assertThat(files().find("b.csv")).isEmpty();
        assertThat(files().find(99)).isEmpty();
        assertThat(books.ledger().figures().latestFiles(1)).extracting(PayoutFileEntry::id).containsExactly(2L);
    }

    private List<String> names(String... dropped) {
        List<String> answerNames = new ArrayList<>();
        for (String name : dropped) {
            answerNames.add(books.take(name).entry().answerName());
        }
        return answerNames;
    }
}
