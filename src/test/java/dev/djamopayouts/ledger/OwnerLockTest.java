package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Payout;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnSqlite
class OwnerLockTest {

    private static final String REFUSAL = "is in use by another djamo-payouts process; stop that one first, or give this one its"
            + " own payouts.data (an SQLite ledger serves one process)";

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leavesNoProcessBehind() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_second_owner_in_the_same_process_is_refused_and_the_first_keeps_its_lock() throws Exception {
        try (Books first = new Books(folder)) {
            assertThatThrownBy(() -> new Books(folder)).isInstanceOf(LedgerFailed.class).hasMessageContaining(REFUSAL)
                    .hasMessageContaining(folder.resolve("ledger.db").toString());
            assertThat(lines(other()).get(0)).as("a refusal here must not open the door to other processes").contains(REFUSAL);
            first.accepted("still.csv", 1);
        }
        assertThat(lines(other()).get(0)).as("let go when it is closed").isEqualTo("owned");
    }

    @Test
    void another_process_that_owns_the_ledger_keeps_us_out_until_it_is_killed() throws Exception {
        Process other = other("claim");
        List<String> said = lines(other);
        assertThat(said).hasSize(4).last().isEqualTo("owned");
        assertThatThrownBy(() -> new Books(folder)).isInstanceOf(LedgerFailed.class).hasMessageContaining(REFUSAL);

        other.destroyForcibly().waitFor();

        try (Books books = new Books(folder)) {
            assertThat(books.claim(Stage.SUBMIT)).as("never claimed by the killed one").hasSize(2);
            List<Payout> doubtful = books.claim(Stage.RESOLVE);
            assertThat(doubtful).extracting(payout -> "claimed " + payout.id()).containsExactlyInAnyOrderElementsOf(said.subList(0, 3));
            assertThat(doubtful).allSatisfy(payout -> assertThat(payout.progress().doubt()).isEqualTo(Doubt.INTERRUPTED));
        }
    }

    @Test
    void two_names_of_one_ledger_are_one_lock() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        try (Books first = new Books(folder)) {
            Files.createSymbolicLink(elsewhere.resolve("ledger.db"), folder.resolve("ledger.db"));
            assertThatThrownBy(() -> new Books(elsewhere)).isInstanceOf(LedgerFailed.class).hasMessageContaining(REFUSAL);
            assertThat(first.ledger().figures().openFiles()).isZero();
        }
    }

    @Test
    void a_ledger_that_could_not_be_opened_is_let_go_again() throws IOException {
        Files.writeString(folder.resolve("ledger.db"), "this is no database, but it is long enough to be looked at. ".repeat(40));
        assertThatThrownBy(() -> new Books(folder)).isInstanceOf(LedgerFailed.class);
        Files.delete(folder.resolve("ledger.db"));
        try (Books books = new Books(folder)) {
            assertThat(books.ledger().figures().openFiles()).isZero();
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_named_with_the_remedy() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "a file");
        assertThatThrownBy(() -> new Books(file)).isInstanceOf(LedgerFailed.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("check that its folder exists and can be written");
    }

    @Test
    void closing_twice_lets_nobody_elses_lock_go() {
        OwnerLock first = OwnerLock.take(folder.resolve("l.db"));
        first.close();
        try (OwnerLock second = OwnerLock.take(folder.resolve("l.db"))) {
            assertThat(second).isNotNull();
            first.close();
            assertThatThrownBy(() -> OwnerLock.take(folder.resolve("l.db"))).isInstanceOf(LedgerFailed.class);
        }
    }

    private Process other(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), OtherOwner.class.getName(), folder.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        started.add(process);
        return process;
    }

    /** What it says until it owns the ledger or ends. */
    private static List<String> lines(Process process) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.equals("owned")) {
                break;
            }
        }
        return lines;
    }
}
