package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.djamopayouts.cli.Page.Block;
import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.route.PayoutRuntime;
import dev.djamopayouts.sandbox.DjamoSandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.Route;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the pages show is what happens: the files they drop are dropped, the route they add is added, and what comes back is
 * compared with what they show, but for times and Djamo's ids. What really came back is in {@code target/documented}.
 */
class DocumentedFilesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FIRST = "salaries.csv";
    private static final String COPY = "salaries-copy.csv";

    @TempDir
    static Path folder;

    private static List<Page> pages;
    private static DjamoSandbox sandbox;
    private static PayoutRuntime runtime;
    private static String health;

    @BeforeAll
    static void doAsThePagesSay() throws Exception {
        pages = Page.all();
        sandbox = DjamoSandbox.start();
        for (Block block : blocks("route")) {
            Files.writeString(Files.createDirectories(folder.resolve("routes")).resolve(block.name()), block.text());
        }
        Settings settings = Settings.load(Purpose.RUN, folder.resolve("none.properties"), Map.of(), Map.of(
                "djamo.base-url", sandbox.baseUrl(), "djamo.access-token", "at_sandbox", "payouts.data", folder.toString(),
                "payouts.file.quiet-ms", "50", "poll.interval-ms", "50", "track.first-delay-ms", "50", "camel.management.port", "0",
                "outcome.failure.uri", "direct:sort-failures", "camel.main.routes-include-pattern",
                "file:" + Path.of("routes").toAbsolutePath() + "/*.camel.yaml,file:" + folder.resolve("routes") + "/*.camel.yaml"));
        runtime = PayoutRuntime.start(settings);
        health = "http://127.0.0.1:" + ServedPort.management(settings).actual(runtime.camel()) + "/observe/";
        String first = blocks("drop").stream().filter(it -> it.name().equals(FIRST)).findFirst().orElseThrow().text();
        drop(FIRST, first);
        awaitClosed(1);
        int files = 1;
        for (Block block : blocks("drop")) {
            if (!block.name().equals(FIRST)) {
                drop(block.name(), block.text());
                files++;
                awaitClosed(files);
            }
        }
        drop(COPY, first);
        awaitClosed(files + 1);
    }

    @AfterAll
    static void stop() {
        runtime.close();
        sandbox.close();
    }

    @Test
    void every_page_that_drops_the_first_file_drops_the_same() {
        assertThat(blocks("drop").stream().filter(it -> it.name().equals(FIRST)).map(Block::text).distinct()).hasSize(1);
    }

    @Test
    void what_comes_back_is_what_the_pages_show() throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (Block block : blocks("answer")) {
            all.assertThat(comparable(block.text())).as("%s: %s", block.page(), block.name()).isEqualTo(comparable(outbox(block.name())));
        }
        all.assertAll();
    }

    @Test
    void the_lines_that_the_pages_show_are_among_those_that_come() throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (Block block : blocks("lines of")) {
            all.assertThat(comparable(outbox(block.name())).lines()).as("%s: %s", block.page(), block.name())
                    .containsAll(comparable(block.text()).lines().toList());
        }
        all.assertAll();
    }

    @Test
    void every_route_is_in_the_journey_of_the_readme_and_no_other() throws IOException {
        List<String> documented = Page.read(Path.of("README.md")).column("| stage | routes |", 1);
        TreeSet<String> routes = new TreeSet<>(List.of("pickup-sftp", "receive-sftp", "answers-sftp", "submit-batch", "receive-webhook",
                "enter-event"));
        runtime.camel().getRoutes().stream().map(Route::getRouteId)
                .filter(id -> !id.startsWith("djamo-") && !id.equals("sort-failures")).forEach(routes::add);
        assertThat(new TreeSet<>(documented)).isEqualTo(routes);
    }

    @Test
    void every_metric_and_health_check_on_the_operating_page_is_served() throws Exception {
        Page operating = Page.read(Path.of("src/site/markdown/operating.md"));
        String metrics = get("metrics");
        assertThat(operating.column("| metric |", 0)).isNotEmpty().allMatch(metric -> metrics.contains("\n" + metric));
        String checks = get("health");
        assertThat(operating.column("| check |", 0)).isNotEmpty().allMatch(check -> checks.contains("\"name\":\"" + check + "\""));
    }

    private static String get(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(health + path)).version(HttpClient.Version.HTTP_1_1).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    private static List<Block> blocks(String kind) {
        return pages.stream().flatMap(page -> page.blocks().stream()).filter(it -> it.kind().equals(kind)).toList();
    }

    private static String outbox(String name) throws IOException {
        String text = Files.readString(folder.resolve("outbox").resolve(name));
        Path kept = Path.of("target/documented").resolve(name);
        Files.createDirectories(kept.getParent());
        Files.writeString(kept, text);
        return text;
    }

    private static void drop(String name, String content) throws IOException {
        Path aside = Files.writeString(folder.resolve("aside.tmp"), content);
        Files.move(aside, folder.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitClosed(int files) {
        await().atMost(PATIENCE).until(() -> runtime.ledger().figures().latestFiles(10).stream()
                .filter(file -> file.state() != FileState.RECEIVING).count() == files
                && runtime.ledger().figures().openFiles() == 0 && runtime.ledger().answers().waiting() == 0);
    }

    private static String comparable(String text) {
        return text.stripTrailing().replaceAll("txn_[0-9a-f-]{36}", "txn_…").replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "…");
    }
}
