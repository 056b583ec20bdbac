package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.Answers.Answer;
import dev.djamopayouts.ledger.Answers.Destination;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.ledger.PayoutFiles.Drop;
import dev.djamopayouts.payout.PayoutState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox of final payouts, the settlement of files, and the answers on their way. */
class OutcomesTest {

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

    private Outcomes outcomes() {
        return books.ledger().outcomes();
    }

    @Test
    void a_file_settles_once_when_its_last_row_is_final_and_closes_when_all_outcomes_are_delivered() {
        PayoutFileEntry entry = books.accepted("a.csv", 3);
        assertThat(outcomes().settle()).isEmpty();
        books.payAll();
        assertThat(outcomes().settle()).extracting(PayoutFileEntry::id).containsExactly(entry.id());
        assertThat(outcomes().settle()).as("only once").isEmpty();
        assertThat(state(entry)).isEqualTo(FileState.SETTLED);
        assertThat(books.ledger().figures().openFiles()).isEqualTo(1);
        List<SettledPayout> all = outcomes().claim(10);
        all.subList(0, 2).forEach(outcomes()::delivered);
        outcomes().settle();
        assertThat(books.ledger().figures().openFiles()).as("one outcome is under way").isEqualTo(1);
        outcomes().delivered(all.get(2)).join();
        outcomes().settle();
        assertThat(books.ledger().figures().openFiles()).isZero();
        assertThat(kinds()).containsExactly("ack", "result", "summary");
    }

    @Test
    void a_file_with_unpaid_rows_gets_a_failures_file_too() {
        books.accepted("a.csv", List.of(books.row(2, "A"), Books.refused(3, "B")));
        books.payAll();
        outcomes().settle();
        assertThat(kinds()).containsExactly("ack", "failures", "result", "summary");
    }

    @Test
    void a_file_that_is_no_csv_gets_its_result_in_its_own_form_too() throws Exception {
        books.accepted("a.json", List.of(books.row(2, "A"), Books.refused(3, "B")));
        books.ledger().onWriter(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE payout_file SET form_extension = 'json'");
            }
        });
        books.payAll();
        outcomes().settle();
        assertThat(books.ledger().answers().claim(Answers.Destination.FOLDER, 10)).extracting(Answers.Answer::name)
                .containsExactlyInAnyOrder("a.json.ack.json", "a.json.result.csv", "a.json.result.json", "a.json.failures.json",
                        "a.json.summary.html");
    }

    @Test
    void a_file_that_lost_a_row_is_never_closed_and_is_told_of() throws Exception {
        books.accepted("a.csv", 3);
        books.payAll();
        outcomes().settle();
        outcomes().claim(10).forEach(outcomes()::delivered);
        books.ledger().onWriter(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("DELETE FROM payout WHERE line_no = 3");
            }
        });
        outcomes().settle();
        assertThat(books.ledger().figures().openFiles()).isEqualTo(1);
        assertThat(books.ledger().figures().unaccounted()).isEqualTo(1);
        assertThat(books.ledger().figures().unaccountedFrancs()).isEqualTo(5_003);
    }

    @Test
    void an_outcome_comes_again_until_its_endpoint_accepted_it() {
        books.accepted("a.csv", 1);
        books.payAll();
        SettledPayout first = outcomes().claim(10).get(0);
        assertThat(first.state()).isEqualTo(PayoutState.COMPLETED);
        assertThat(outcomes().claim(10)).as("under way").isEmpty();
        outcomes().tryAgain(first, books.clock.millis() + 500).join();
        books.clock.advance(500);
        SettledPayout second = outcomes().claim(10).get(0);
        assertThat(second.tries()).isEqualTo(2);
        books.clock.advance(Books.LEASE);
        SettledPayout third = outcomes().claim(10).get(0);
        outcomes().delivered(second).join();
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE delivered_at IS NOT NULL")).as("its claim ran out").isZero();
        outcomes().delivered(third).join();
        books.clock.advance(Books.LEASE);
        assertThat(outcomes().claim(10)).isEmpty();
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE delivered_at IS NOT NULL")).isEqualTo(1);
    }

    @Test
    void an_answer_goes_to_the_folder_and_where_it_came_from_and_each_is_delivered_for_itself() {
        PayoutFileEntry entry = books.ledger().files().take(new Drop("d", "sftp", "a.csv", "sha", 1)).entry();
        books.ledger().files().add(entry.id(), List.of(books.row(2, "A")));
        books.accept(entry);
        books.accepted("b.csv", 1);
        List<Answer> folderAnswers = claim(Destination.FOLDER);
        assertThat(folderAnswers).extracting(Answer::name).containsExactlyInAnyOrder("a.csv.ack.json", "b.csv.ack.json");
        assertThat(folderAnswers).allSatisfy(answer -> assertThat(answer.content()).isEqualTo("{}"));
        assertThat(claim(Destination.SFTP)).extracting(Answer::name).containsExactly("a.csv.ack.json");
        folderAnswers.forEach(books.ledger().answers()::delivered);
        books.clock.advance(Books.LEASE);
        assertThat(claim(Destination.FOLDER)).isEmpty();
        List<Answer> again = claim(Destination.SFTP);
        assertThat(again).as("nobody said that it arrived").extracting(Answer::tries).containsExactly(2);
        books.ledger().answers().tryAgain(again.get(0), books.clock.millis() + 300);
        assertThat(claim(Destination.SFTP)).isEmpty();
        books.clock.advance(300);
        assertThat(claim(Destination.SFTP)).hasSize(1);
        assertThat(books.ledger().answers().waiting()).isEqualTo(1);
    }

    @Test
    void every_file_gets_exactly_one_of_ack_nack_and_dup() {
        PayoutFileEntry accepted = books.ledger().files().take(books.drop("a.csv", "x")).entry();
        books.accept(accepted);
        PayoutFileEntry refused = books.take("b.csv").entry();
        books.ledger().files().refuse(refused, "{\"nack\":1}");
        PayoutFileEntry repeated = books.ledger().files().take(books.drop("c.csv", "x")).entry();
        books.ledger().files().duplicate(repeated, "{\"dup\":1}");
        assertThat(claim(Destination.FOLDER)).extracting(Answer::name)
                .containsExactlyInAnyOrder("a.csv.ack.json", "b.csv.nack.json", "c.csv.dup.json");
        assertThat(claim(Destination.FOLDER)).isEmpty();
    }

    @Test
    @OnSqlite
    void whoever_takes_the_ledger_over_delivers_what_was_under_way_again() {
        books.accepted("a.csv", 1);
        claim(Destination.FOLDER);
        books.reopen();
        assertThat(claim(Destination.FOLDER)).hasSize(1);
    }

    private List<Answer> claim(Destination destination) {
        return books.ledger().answers().claim(destination, 100);
    }

    private FileState state(PayoutFileEntry entry) {
        return books.ledger().files().find(entry.id()).orElseThrow().state();
    }

    private List<String> kinds() {
        return claim(Destination.FOLDER).stream().map(Answer::kind).sorted().toList();
    }
}
