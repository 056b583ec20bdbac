package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code lines:} leaves in a file, whatever it found there and whatever happens to it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinesTest {

    private static final String PADDING = "x".repeat(280);

    @TempDir
    Path folder;

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void starts() throws Exception {
        camel.getRegistry().bind("lines", new LinesComponent());
        camel.start();
    }

    @AfterEach
    void stops() throws Exception {
        camel.close();
    }

    private void append(String name, String line) {
        append(folder, name, line);
    }

    private void append(Path into, String name, String line) {
        camel.createProducerTemplate().sendBodyAndHeader("lines:" + into, line, Names.PAYOUT_FILE, name);
    }

    private String content(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void each_message_is_one_line_of_the_file_that_its_header_names() throws IOException {
        append("a.csv", "{\"n\":1}");
        append("a.csv", "{\"name\":\"Aïcha 工资\"}");
        append("b.csv", "{}");
        assertThat(content("a.csv.jsonl")).isEqualTo("{\"n\":1}\n{\"name\":\"Aïcha 工资\"}\n");
        assertThat(content("b.csv.jsonl")).isEqualTo("{}\n");
    }

    @Test
    void half_a_line_that_is_there_is_cut_off_and_whole_lines_stay() throws IOException {
        Files.writeString(folder.resolve("a.csv.jsonl"), "{\"n\":1}\n{\"n\":2}\n{\"payoutId\":\"1-9");
        append("a.csv", "{\"n\":3}");
        assertThat(content("a.csv.jsonl")).isEqualTo("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8_191, 8_192, 8_193, 30_000})
    void half_a_line_of_any_length_is_cut_off(int length) throws IOException {
        Files.writeString(folder.resolve("alone.jsonl"), "h".repeat(length));
        Files.writeString(folder.resolve("behind.jsonl"), "whole\n" + "h".repeat(length));
        append("alone", "new");
        append("behind", "new");
        assertThat(content("alone.jsonl")).isEqualTo("new\n");
        assertThat(content("behind.jsonl")).isEqualTo("whole\nnew\n");
    }

    @Test
    void a_write_that_breaks_off_leaves_nothing_of_its_line_and_says_what_to_do() throws Exception {
        String said = said(otherProcess("ulimit -f 8", "full", 100));
        long told = said.lines().filter("appended"::equals).count();
        assertThat(told).isBetween(20L, 40L);
        assertThat(said).contains("nothing was appended to " + folder.resolve("full.jsonl") + ": ", "see that the disk has room");
        assertThat(content("full.jsonl")).isEqualTo(("full " + PADDING + "\n").repeat((int) told));
        append("full", "after");
        assertThat(content("full.jsonl")).endsWith(PADDING + "\nafter\n");
    }

    @Test
    void a_lock_that_a_frozen_process_holds_is_done_without_and_every_line_is_whole() throws Exception {
        Path file = folder.resolve("held.jsonl");
        try (FileChannel held = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock lock = held.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(said(otherProcess("true", "held", 20)).lines().filter("appended"::equals)).hasSize(20);
        }
        assertThat(Files.readAllLines(file)).hasSize(20).containsOnly("held " + PADDING);
    }

    @Test
    void many_threads_and_another_process_share_a_file_and_every_line_is_whole() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Long>> all = new ArrayList<>();
        try {
            Process other = otherProcess("true", "shared", 1_000);
            for (int thread = 0; thread < 8; thread++) {
                String line = "thread " + thread + " " + PADDING;
                all.add(threads.submit(() -> Stream.generate(other::isAlive).takeWhile(Boolean::booleanValue)
                        .peek(alive -> append("shared", line)).count()));
            }
            assertThat(said(other).lines().filter("appended"::equals)).hasSize(1_000);
            Map<String, Long> told = new HashMap<>(Map.of("shared " + PADDING, 1_000L));
            for (int thread = 0; thread < 8; thread++) {
                told.put("thread " + thread + " " + PADDING, all.get(thread).get());
            }
            assertThat(Files.readAllLines(folder.resolve("shared.jsonl")).stream()
                    .collect(Collectors.groupingBy(line -> line, Collectors.counting()))).isEqualTo(told);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"${exchangeId}", "$simple{body}", "{{nothing}}", "%41%2F..", "un été.csv", "..csv..", "~", "-rf", "a;b|c>d", "a?*"})
    void a_name_that_means_something_elsewhere_is_a_name_here(String name) throws IOException {
        append(name, "{}");
        assertThat(folder.toFile().list()).containsExactly(name + ".jsonl");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "..", "../out", "a/b", "/tmp/out", "..\\out", "a\nb", "a\0b"})
    void a_name_that_is_none_is_refused_and_nothing_is_written(String name) throws IOException {
        Path inner = Files.createDirectories(folder.resolve("inner"));
        assertThatThrownBy(() -> append(inner, name, "{}")).isInstanceOf(CamelExecutionException.class).cause()
                .hasMessageContaining("the header payoutFile must be a plain file name").hasMessageNotContaining("\n");
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left).containsExactly(folder, inner);
        }
    }

    @Test
    void a_link_that_leads_out_of_the_folder_is_not_followed() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("inner"));
        Path outside = Files.writeString(folder.resolve("outside"), "as it was");
        Files.createSymbolicLink(inner.resolve("a.csv.jsonl"), outside);
        assertThatThrownBy(() -> append(inner, "a.csv", "{}")).isInstanceOf(CamelExecutionException.class);
        assertThat(outside).hasContent("as it was");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\n}", "{}\n", "{}\r"})
    void a_message_of_several_lines_is_refused_with_the_remedy(String message) {
        assertThatThrownBy(() -> append("a.csv", message)).cause().hasMessageContaining("without pretty print");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void the_folder_is_made_whatever_its_name() {
        Path odd = folder.resolve("un été/à b+c,d&e=f;g");
        append(odd, "a.csv", "{}");
        assertThat(odd.resolve("a.csv.jsonl")).hasContent("{}");
    }

    @Test
    void what_it_cannot_do_is_said_at_start() {
        assertThatThrownBy(() -> camel.getEndpoint("lines:" + folder + "?fileExist=Append"))
                .isInstanceOf(ResolveEndpointFailedException.class).hasMessageContaining("fileExist");
        assertThatThrownBy(() -> camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lines:" + folder).to("log:x");
            }
        })).rootCause().hasMessageContaining("lines: cannot be consumed");
        assertThatCode(() -> camel.getEndpoint("lines:" + folder)).doesNotThrowAnyException();
    }

    private Process otherProcess(String limit, String name, int lines) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder("bash", "-c", limit + "; exec \"$@\"", "bash", java, "-XX:-UsePerfData", "-cp",
                System.getProperty("java.class.path"), Writer.class.getName(), folder.toString(), name, Integer.toString(lines))
                .redirectErrorStream(true).start();
    }

    private static String said(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** Appends one line many times, until it cannot. */
    static final class Writer {

        private Writer() {
        }

        public static void main(String[] arguments) {
            LinesComponent lines = new LinesComponent();
            byte[] line = (arguments[1] + " " + PADDING + "\n").getBytes(StandardCharsets.UTF_8);
            try {
                for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                    lines.append(Path.of(arguments[0]), arguments[1] + ".jsonl", line);
                    System.out.println("appended");
                }
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
