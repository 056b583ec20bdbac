package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An inbox holds pipes and links too: they are left alone, and the files after them are paid. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddEntriesJourneyTest {

    private static final String SECRET = "root:x:0:0:not for the outbox";
    private static final String TAKEN = "20261123-183003-5f0c2a9be1d4~";

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private Path secret;

    @BeforeEach
    void writesTheSecret() throws IOException {
        secret = Files.writeString(elsewhere.resolve("secret"), SECRET + "\n");
    }

    private static String row(int serial) {
        return "reference,msisdn,amount,description\nO-%d,07081%05d,50000,x\n".formatted(serial, serial);
    }

    private static Path pipe(Path path) throws Exception {
        Process process = new ProcessBuilder("mkfifo", path.toString()).start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0).isTrue();
        return path;
    }

    @Test
    void a_pipe_and_a_link_in_the_folder_are_left_alone_and_the_file_after_them_is_paid() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        try (Journey journey = new Journey(folder); LogBook log = new LogBook()) {
            Path pipe = pipe(inbox.resolve("a.csv"));
            Path link = Files.createSymbolicLink(inbox.resolve("b.csv"), secret);
            journey.start().drop("c.csv", row(1));
            assertThat(journey.rows("c.csv.result.csv")).extracting(cells -> cells.get("status")).containsExactly("COMPLETED");
            journey.audit();
            assertThat(Files.exists(pipe)).isTrue();
            assertThat(link).isSymbolicLink();
            assertThat(journey.outbox()).noneMatch(name -> name.startsWith("a.csv") || name.startsWith("b.csv"));
            assertThat(log.lines("a.csv is left alone")).hasSize(1);
            assertThat(log.lines("b.csv is left alone")).hasSize(1);
        }
    }

    @Test
    void a_pipe_and_a_link_among_the_taken_files_are_left_alone_too() throws Exception {
        Path taken = Files.createDirectories(folder.resolve("inbox/.taken"));
        try (Journey journey = new Journey(folder)) {
            pipe(taken.resolve(TAKEN + "a.csv"));
            Path link = Files.createSymbolicLink(taken.resolve(TAKEN + "b.csv"), secret);
            journey.start().drop("c.csv", row(1));
            assertThat(journey.rows("c.csv.result.csv")).hasSize(1);
            assertThat(link).isSymbolicLink();
            assertThat(journey.outbox()).noneMatch(name -> name.startsWith("a.csv") || name.startsWith("b.csv"));
        }
    }

    @Test
    void a_link_in_an_sftp_inbox_is_left_alone_and_the_file_after_it_is_paid() throws Exception {
        try (Journey journey = new Journey(folder).withSftp()) {
            Path inbox = Files.createDirectories(journey.sftp().folder("inbox"));
            Path inside = Files.writeString(inbox.resolve("z.part"), SECRET + "\n");
            Path link = Files.createSymbolicLink(inbox.resolve("b.csv"), Path.of(inside.getFileName().toString()));
            journey.start().upload("c.csv", row(1));
            journey.answer(journey.sftp().folder("outbox/c.csv.result.csv"));
            journey.audit();
            assertThat(link).isSymbolicLink();
        }
    }
}
