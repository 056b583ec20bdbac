package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the file, whichever way it came. */
class MemoryJourneyTest {

    private static final int ROWS = 80_000;

    @TempDir
    Path folder;

    /** Some 80 MB. */
    private static void write(Path file) throws IOException {
        String words = "x".repeat(950);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("reference,msisdn,amount,description\n");
            for (int row = 0; row < ROWS; row++) {
                out.write("Q-" + row + ",0707123456,50000," + words + "\n");
            }
        }
    }

    @Test
    void a_file_larger_than_the_heap_is_read_to_its_end_from_the_folder_and_over_sftp() throws Exception {
        // Refused only after it is spooled and read up to its 10,000th row: quick, and still far more than the heap.
        try (Journey journey = new Journey(folder).withSftp().set("payouts.file.max-rows", "10000");
                ChildRuntime child = ChildRuntime.start(journey, "-Xmx56m", "-XX:+ExitOnOutOfMemoryError")) {
            Path large = folder.resolve("large");
            write(large);
            Files.copy(large, folder.resolve("second"));
            Files.createDirectories(folder.resolve("inbox"));
            Files.createDirectories(folder.resolve("outbox"));
            Files.move(large, folder.resolve("inbox/grand.csv"), StandardCopyOption.ATOMIC_MOVE);
            assertThat(journey.answer("grand.csv.nack.json")).contains("more than 10000 rows");
            Files.move(folder.resolve("second"), journey.sftp().folder("inbox/grand-sftp.csv"), StandardCopyOption.ATOMIC_MOVE);
            Journey.eventually(() -> assertThat(journey.outbox()).as(child.isAlive() ? "alive" : Journey.read(folder.resolve("child.log")))
                    .contains("grand-sftp.csv.nack.json"));
            assertThat(child.isAlive()).as(Journey.read(folder.resolve("child.log"))).isTrue();
        }
    }
}
