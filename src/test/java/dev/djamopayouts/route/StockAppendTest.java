package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code to("file:…?fileExist=Append")} leaves where the disk takes no more; ours is {@code lines:}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StockAppendTest {

    @TempDir
    Path folder;

    /**
     * @see LinesTest#a_write_that_breaks_off_leaves_nothing_of_its_line_and_says_what_to_do()
     * @see LinesTest#half_a_line_that_is_there_is_cut_off_and_whole_lines_stay()
     */
    @Test
    void a_stock_append_that_breaks_off_leaves_half_a_line_and_glues_the_next_one_to_it() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process limited = new ProcessBuilder("bash", "-c", "ulimit -f 8; exec \"$@\"", "bash", java, "-XX:-UsePerfData", "-cp",
                System.getProperty("java.class.path"), Appender.class.getName(), folder.toString()).redirectErrorStream(true).start();
        String said = new String(limited.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(limited.waitFor()).as(said).isEqualTo(3);
        Path file = folder.resolve("outcomes.jsonl");
        String half = Files.readString(file);
        assertThat(half).startsWith(Appender.LINE + Appender.LINE).doesNotEndWith("\n");
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Appender.append(camel, folder);
        }
        assertThat(file).hasContent(half + Appender.LINE);
    }

    /** Appends one line many times, until it cannot. */
    static final class Appender {

        static final String LINE = "{\"payoutId\":\"" + "x".repeat(280) + "\"}\n";

        private Appender() {
        }

        public static void main(String[] arguments) throws Exception {
            try (CamelContext camel = new DefaultCamelContext()) {
                camel.start();
                for (int i = 0; i < 100; i++) {
                    append(camel, Path.of(arguments[0]));
                }
            } catch (CamelExecutionException e) {
                System.exit(3);
            }
        }

        static void append(CamelContext camel, Path into) {
            camel.createProducerTemplate().sendBody("file:" + into + "?fileName=outcomes.jsonl&fileExist=Append", LINE);
        }
    }
}
