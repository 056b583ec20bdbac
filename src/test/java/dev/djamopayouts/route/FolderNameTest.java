package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name that a folder bears in itself. */
class FolderNameTest {

    @TempDir
    Path folder;

    @Test
    void a_folder_keeps_the_name_it_was_given_first_and_nothing_else_is_left_in_it() throws IOException {
        String name = FolderName.of(folder);
        assertThat(FolderName.of(folder)).isEqualTo(name).hasSize(36);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve(".djamo-inbox"));
        }
    }

    @Test
    void what_somebody_dropped_in_its_place_is_neither_read_whole_nor_followed_nor_taken_for_a_name() throws IOException {
        Path file = folder.resolve(".djamo-inbox");
        Files.writeString(file, "x".repeat(1_000));
        refused(file);
        Files.writeString(file, "");
        refused(file);
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        refused(file);
        Files.delete(file);
        Files.createDirectory(file);
        refused(file);
        Files.delete(file);
        assertThat(FolderName.of(folder)).hasSize(36);
    }

    private void refused(Path file) {
        assertThatThrownBy(() -> FolderName.of(folder)).isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage(file + " is not what an instance wrote; remove it, the next poll writes it anew");
    }
}
