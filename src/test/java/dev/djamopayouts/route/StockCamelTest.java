package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.remote.RemoteFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Camel does when it is left alone, and what our routes do instead: each trap is shown before it is avoided. */
class StockCamelTest {

    @TempDir
    Path folder;

    private void drop(String name, String content) throws Exception {
        Path aside = Files.writeString(folder.resolve("aside"), content);
        Files.move(aside, Files.createDirectories(folder.resolve("inbox")).resolve(name));
    }

    /** Two files of one name, one after the other, through a file consumer with that move; what is left of them. */
    private long leftOfTwo(String move) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("dropName", new DropName(Clock.systemUTC()));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + folder.resolve("inbox") + "?delay=20&initialDelay=0&move=" + move).to("log:taken?level=OFF");
                }
            });
            camel.start();
            for (String content : new String[] {"first", "second"}) {
                drop("a.csv", content);
                Awaitility.await().until(() -> !Files.exists(folder.resolve("inbox/a.csv")));
            }
        }
        try (var left = Files.list(folder.resolve("inbox/kept"))) {
            return left.count();
        }
    }

    @Test
    void a_stock_move_destroys_the_file_that_is_there_already() throws Exception {
        assertThat(leftOfTwo("kept/${file:onlyname}")).isEqualTo(1);
    }

    @Test
    void a_move_under_a_name_of_ours_keeps_both() throws Exception {
        assertThat(leftOfTwo("kept/${bean:dropName?method=take}")).isEqualTo(2);
    }

    @Test
    void a_stock_consumer_takes_an_upload_under_way_and_ours_does_not() throws Exception {
        drop("a.csv.part", "half");
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("complete", CompleteFiles.inFolder(0));
            camel.start();
            ConsumerTemplate consumer = camel.createConsumerTemplate();
            String inbox = "file:" + folder.resolve("inbox") + "?noop=true&initialDelay=0";
            assertThat(consumer.receiveNoWait(inbox + "&filter=#complete")).isNull();
            assertThat(consumer.receive(inbox, 2_000)).isNotNull();
        }
    }

    private static GenericFile<Object> listed(String name) {
        RemoteFile<Object> file = new RemoteFile<>();
        file.setFileName(name);
        file.setFileNameOnly(name.substring(name.lastIndexOf('/') + 1));
        file.setDirectory(false);
        return file;
    }

    @Test
    void a_name_that_leads_out_of_the_folder_is_refused_wherever_a_server_lists_it() {
        CompleteFiles sftp = CompleteFiles.overSftp(0);
        assertThat(sftp.accept(listed("paie.csv"))).isTrue();
        for (String hostile : new String[] {"../paie.csv", "..", "a/../../b.csv", "..\\paie.csv", "a\nb.csv", "*.csv", "a?.csv"}) {
            assertThat(sftp.accept(listed(hostile))).as(hostile).isFalse();
        }
        String ours = "20261123-183003-5f0c2a9be1d4~paie.csv";
        assertThat(DropName.isTaken(ours)).isTrue();
        assertThat(DropName.isTaken("../" + ours)).isFalse();
        assertThat(DropName.isTaken("20261123-183003-5f0c2a9be1d4~../../etc/paie.csv")).isFalse();
    }

    /**
     * The repository as it is while the file is being processed, which is what a kill leaves of it.
     *
     * @see dev.djamopayouts.journey.CrashPointJourneyTest#killed_after_the_file_was_taken_it_is_received_at_the_next_start()
     */
    @Test
    void a_stock_idempotent_consumer_that_was_killed_never_takes_its_file_again() throws Exception {
        drop("a.csv", "rows");
        Path atTheKill = folder.resolve("at-the-kill");
        try (CamelContext camel = new DefaultCamelContext()) {
            assertThat(receiveIdempotent(camel, folder.resolve("seen"))).isNotNull();
            Files.copy(folder.resolve("seen"), atTheKill);
        }
        assertThat(folder.resolve("inbox/a.csv")).exists();
        try (CamelContext camel = new DefaultCamelContext()) {
            assertThat(receiveIdempotent(camel, atTheKill)).isNull();
        }
        try (CamelContext camel = new DefaultCamelContext()) {
            assertThat(receiveIdempotent(camel, folder.resolve("nothing-seen"))).as("but for that it would").isNotNull();
        }
    }

    private Exchange receiveIdempotent(CamelContext camel, Path repository) {
        camel.getRegistry().bind("seen", FileIdempotentRepository.fileIdempotentRepository(repository.toFile(), 100));
        camel.start();
        return camel.createConsumerTemplate().receive("file:" + folder.resolve("inbox")
                + "?idempotent=true&idempotentRepository=#seen&initialDelay=0&delay=50", 1_000);
    }

    /**
     * @see dev.djamopayouts.config.CamelKeysTest#everySettingIsThereUnderItsKeyAndUnsetOnesAreAbsent()
     * @see dev.djamopayouts.journey.StopJourneyTest#calls_that_take_nearly_as_long_as_a_stop_may_are_finished_and_nothing_is_in_doubt()
     */
    @Test
    void a_stock_stop_waits_45_seconds_and_then_cuts_what_is_under_way() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        try (CamelContext camel = new DefaultCamelContext()) {
            assertThat(camel.getShutdownStrategy().getTimeUnit().toSeconds(camel.getShutdownStrategy().getTimeout())).isEqualTo(45);
            camel.getShutdownStrategy().setTimeout(1);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + folder.resolve("inbox") + "?delay=20&initialDelay=0").process(call -> {
                        underWay.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            cut.countDown();
                        }
                    });
                }
            });
            camel.start();
            drop("a.csv", "rows");
            assertThat(underWay.await(10, TimeUnit.SECONDS)).isTrue();
            camel.stop();
        }
        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
