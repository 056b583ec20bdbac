package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders of processes that share one above them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnFolderTest {

    private static final int STARTING = 8;

    @TempDir
    Path shared;

    @Test
    void what_a_crash_left_keeps_none_of_those_from_starting_that_remove_it_together() throws Exception {
        for (int left = 0; left < 20; left++) {
            Path folder = Files.createDirectory(shared.resolve("left-" + left));
            Files.createFile(shared.resolve("left-" + left + ".lock"));
            for (int file = 0; file < 50; file++) {
                Files.createFile(folder.resolve(file + ".spool"));
            }
        }
        ExecutorService starting = Executors.newFixedThreadPool(STARTING);
        CountDownLatch together = new CountDownLatch(STARTING);
        try {
            List<Future<OwnFolder>> started = new ArrayList<>();
            for (int i = 0; i < STARTING; i++) {
                started.add(starting.submit(() -> {
                    together.countDown();
                    together.await();
                    return OwnFolder.below(shared);
                }));
            }
            for (Future<OwnFolder> each : started) {
                try (OwnFolder own = each.get()) {
                    assertThat(own.path()).isDirectory();
                }
            }
        } finally {
            starting.shutdownNow();
        }
    }
}
