package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the ledger, the spool and the outbox, or the outbox alone, is full for a while; it takes root to make such a disk. */
class DiskFullJourneyTest {

    @TempDir
    Path mount;

    @TempDir
    Path inbox;

    @TempDir
    Path roomy;

    private boolean mounted;

    @BeforeEach
    void mountSmallDisk() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", mount.toString());
        assumeTrue(mounted, "only root may mount a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        Files.deleteIfExists(roomy.resolve("outbox"));
        if (mounted) {
            assertThat(run("umount", "-l", mount.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private static String rows(String name, int count) {
        StringBuilder rows = new StringBuilder("reference,msisdn,amount,description\n");
        for (int row = 0; row < count; row++) {
            rows.append("%s-%d,07060%05d,50000,x\n".formatted(name, row, row));
        }
        return rows.toString();
    }

    /** Writes until the disk takes nothing more. */
    private Path fill() throws IOException {
        Path ballast = mount.resolve("ballast");
        byte[] block = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (mount.toFile().getUsableSpace() > 0) {
                out.write(block);
            }
        }
        return ballast;
    }

    @Test
    void while_the_disk_is_full_intake_pauses_and_everything_resumes_when_there_is_room() throws IOException {
        try (Journey journey = new Journey(mount); LogBook log = new LogBook()) {
            journey.set("payouts.inbox", inbox.toString()).set("payouts.lease-ms", "3000").set("djamo.response-timeout-ms", "1000")
                    .set("djamo.connect-timeout-ms", "500").start();
            journey.dropIn(inbox, "avant.csv", rows("A", 100));
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThan(5));
            Path ballast = fill();
            journey.dropIn(inbox, "pendant.csv", rows("B", 2_000));
            Journey.eventually(() -> assertThat(log.lines("received again")).isNotEmpty());
            assertThat(log.lines("\tat ")).as("stacks in the log").isEmpty();
            assertThat(journey.outbox()).doesNotContain("pendant.csv.ack.json");
            Files.delete(ballast);
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(2_100);
            assertThat(journey.books().number("SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'")).isEqualTo(1);
        }
    }

    @Test
    void while_only_the_outbox_is_full_the_outcomes_hold_whole_lines_and_the_rest_comes_when_there_is_room() throws IOException {
        Path outcomes = Files.createSymbolicLink(roomy.resolve("outbox"), mount).resolve("success/paie.csv.jsonl");
        try (Journey journey = new Journey(roomy).start(); LogBook log = new LogBook()) {
            journey.drop("paie.csv", rows("C", 1_000));
            Journey.eventually(() -> assertThat(outcomes).isNotEmptyFile());
            Path ballast = fill();
            Journey.eventually(() -> assertThat(log.lines("outcomes failed")).isNotEmpty());
            assertThat(log.lines("outcomes failed")).allSatisfy(line -> assertThat(line).contains("nothing was appended to",
                    "No space left on device", "see that the disk has room"));
            Journey.eventually(() -> assertThat(Files.readString(outcomes)).endsWith("}\n"));
            assertThat(log.lines("\tat ")).as("stacks in the log").isEmpty();
            Files.delete(ballast);
            journey.audit();
            assertThat(Files.readAllLines(outcomes)).hasSizeGreaterThanOrEqualTo(1_000);
        }
    }
}
