package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.payout.PayoutState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room: a real process whose files may not grow any more, and a ledger whose pages are used up. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnSqlite
class DiskFullTest {

    @TempDir
    Path folder;

    @Test
    void a_full_ledger_says_so_with_the_remedy_loses_nothing_and_goes_on_by_itself() throws Exception {
        try (Books books = new Books(folder)) {
            books.accepted("before.csv", 200);
            books.checkAll();
            pages(books, books.number("PRAGMA page_count"));
            PayoutFileEntry during = books.take("during.csv").entry();
            List<NewPayout> rows = rows(books, 5_000);
            assertThatThrownBy(() -> books.ledger().files().add(during.id(), rows)).isInstanceOf(LedgerFailed.class)
                    .hasMessageContaining("the disk is full; free some room, work resumes by itself");
            assertThat(books.ledger().files().count(during.id()).rows()).as("all of a chunk or nothing").isZero();
            assertThat(books.ledger().figures().byState().get(PayoutState.CHECKED).rows()).isEqualTo(200);
            pages(books, Integer.MAX_VALUE - 1L);
            books.ledger().files().add(during.id(), rows);
            books.accept(during);
            assertThat(books.ledger().figures().unaccounted()).isZero();
        }
    }

    private static void pages(Books books, long most) {
        books.ledger().onWriter(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("PRAGMA max_page_count = " + most);
            }
        });
    }

    private static List<NewPayout> rows(Books books, int count) {
        List<NewPayout> rows = new ArrayList<>();
        for (int line = 2; line < count + 2; line++) {
            rows.add(books.row(line, "D-" + line));
        }
        return rows;
    }

    @Test
    void a_disk_without_room_is_noticed_by_the_proof_of_writing_and_what_was_told_is_there() throws Exception {
        String said = inProcessWithSmallFiles();
        assertThat(said).contains("LedgerFailed").containsAnyOf("the disk is full; free some room", "check the disk, its quota");
        assertThat(said).as("health notices").contains("proof: the ledger failed");
        assertThat(said).as("each failure says what it was, whatever failed before it").doesNotContain("not executing");
        long told = said.lines().filter(line -> line.startsWith("added ")).count();
        assertThat(told).isPositive();
        // Not through the ledger: an owner forgets the rows of a file that was never acknowledged.
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                ResultSet rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM payout")) {
            assertThat(rows.getLong(1)).as("what it was told is durable").isBetween(told * 100, told * 100 + 100);
        }
        try (Books books = new Books(folder)) {
            assertThat(books.text("PRAGMA integrity_check")).isEqualTo("ok");
        }
    }

    private String inProcessWithSmallFiles() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder("bash", "-c", "ulimit -f 1500; exec \"$@\"", "bash", java, "-cp",
                System.getProperty("java.class.path"), "-Dorg.sqlite.tmpdir=" + System.getProperty("java.io.tmpdir"),
                Filler.class.getName(), folder.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** Adds rows until the ledger takes no more. */
    static final class Filler {

        private Filler() {
        }

        public static void main(String[] arguments) {
            Books books = new Books(Path.of(arguments[0]));
            PayoutFileEntry entry = books.take("filling.csv").entry();
            try {
                for (int chunk = 0; chunk < 1_000; chunk++) {
                    List<NewPayout> rows = new ArrayList<>();
                    for (int line = 0; line < 100; line++) {
                        rows.add(books.row(chunk * 100L + line + 2, "F-" + chunk + "-" + line));
                    }
                    books.ledger().files().add(entry.id(), rows);
                    System.out.println("added " + chunk);
                }
            } catch (LedgerFailed e) {
                System.out.println(e);
            }
            try {
                // The chunk's room was given back: the last of it is soon used up.
                for (int i = 0; i < 1_000; i++) {
                    books.ledger().proveWritable();
                }
            } catch (LedgerFailed e) {
                System.out.println("proof: " + e.getMessage());
            }
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }
}
