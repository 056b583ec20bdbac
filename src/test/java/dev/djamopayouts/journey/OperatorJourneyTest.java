package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The YAML routes are the operator's: what is edited on disk holds at the next start, and a mistake is named. */
class OperatorJourneyTest {

    private static final String FILE = "reference,msisdn,amount\nY-1,0707123456,50000\nY-2,0707129001,50000\n";

    private static final String BEFORE_TEMPLATES = """
            - route:
                id: pickup-folder
                from:
                  uri: file
                  parameters:
                    directoryName: "{{payouts.inbox}}"
                    filter: "#completeFolderFiles"
                    pollStrategy: "#inboxWatch"
                    move: ".taken/${bean:dropName?method=take}"
                    delay: "{{poll.interval-ms}}"
                  steps:
                    - log:
                        message: "picked up ${header.CamelFileNameOnly}"
            - route:
                id: receive-folder
                streamCache: "false"
                routeConfigurationId: intake
                from:
                  uri: file
                  parameters:
                    directoryName: "{{payouts.inbox}}/.taken"
                    includeHiddenDirs: true
                    filter: "#takenFiles"
                    move: "{{payouts.archive}}/${date:now:yyyy-MM-dd}/${file:onlyname}"
                    pollStrategy: "#inboxWatch"
                    delay: "{{poll.interval-ms}}"
                  steps:
                    - setHeader:
                        name: payoutInbox
                        expression:
                          constant:
                            expression: folder
                    - to:
                        uri: direct:receive-file
            """;

    @TempDir
    Path folder;

    @TempDir
    Path routes;

    @BeforeEach
    void copyTheShippedRoutes() throws IOException {
        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            for (Path route : shipped.filter(Files::isRegularFile).toList()) {
                Files.copy(route, routes.resolve(route.getFileName()));
            }
        }
    }

    private Journey journey() {
        return new Journey(folder).set("camel.main.routes-include-pattern", "file:" + routes + "/*.camel.yaml");
    }

    private void edit(String route, String old, String edited) throws IOException {
        String text = Files.readString(routes.resolve(route));
        assertThat(text).contains(old);
        Files.writeString(routes.resolve(route), text.replace(old, edited));
    }

    @Test
    void a_route_edited_on_disk_sends_outcomes_elsewhere_at_the_next_start() throws IOException {
        Path elsewhere = folder.resolve("paid");
        try (Journey journey = journey().start()) {
            journey.drop("avant.csv", FILE);
            journey.audit();
            journey.stop();
            edit("outcomes.camel.yaml", "\"{{outcome.success.uri}}\"", "\"file:" + elsewhere + "?fileName=${header.payoutId}.json\"");
            journey.start().drop("apres.csv", FILE.replace("Y-", "Z-"));
            journey.answer("apres.csv.result.csv");
            assertThat(journey.answer(elsewhere.resolve("2-2.json"))).contains("\"reference\":\"Z-1\"");
            Journey.eventually(() -> assertThat(journey.books().answersWaiting()).isZero());
            new Auditor(journey).money();
            assertThat(folder.resolve("outbox/success/apres.csv.jsonl")).doesNotExist();
        }
    }

    @Test
    void a_route_of_the_operators_own_may_say_more_when_a_file_is_settled() throws IOException {
        Files.writeString(routes.resolve("notice.camel.yaml"), """
                - route:
                    id: notice
                    from:
                      uri: timer:notice?repeatCount=1
                      steps:
                        - setBody:
                            expression:
                              constant:
                                expression: bonjour
                        - to:
                            uri: file:%s?fileName=notice.txt
                """.formatted(folder));
        try (Journey journey = journey().start()) {
            assertThat(journey.answer(folder.resolve("notice.txt"))).isEqualTo("bonjour");
        }
    }

    @Test
    void a_route_with_a_mistake_stops_the_start_and_names_the_file_and_what_is_wrong() throws IOException {
        edit("outcomes.camel.yaml", "- choice:", "- chioce:");
        assertRefused("outcomes.camel.yaml", "chioce");
    }

    @Test
    void a_route_with_an_unknown_option_of_an_endpoint_stops_the_start_and_names_it() throws IOException {
        edit("pickup-folder.camel.yaml", "initialDelay: 0", "initialDelayy: 0");
        assertRefused("initialDelayy");
    }

    @Test
    void a_route_that_is_no_yaml_stops_the_start_and_names_the_file() throws IOException {
        Files.writeString(routes.resolve("zz.camel.yaml"), "- route:\n  id: [\n");
        assertRefused("zz.camel.yaml");
    }

    @Test
    void a_route_with_a_setting_that_is_not_there_stops_the_start_and_names_it() throws IOException {
        edit("outcomes.camel.yaml", "{{outcome.success.uri}}", "{{my.success.uri}}");
        assertRefused("my.success.uri");
    }

    @Test
    void a_sender_without_a_template_for_its_inbox_stops_the_start_and_names_both() throws IOException {
        Files.delete(routes.resolve("pickup-folder.camel.yaml"));
        try (Journey journey = journey().withSender("acme", "")) {
            assertThatThrownBy(journey::start).hasMessageContainingAll("the sender acme needs the template pickup-folder",
                    "take the files of this version's routes/");
        }
    }

    @Test
    void a_route_from_before_there_were_templates_serves_the_common_inbox_as_ever() throws IOException {
        Files.writeString(routes.resolve("pickup-folder.camel.yaml"), BEFORE_TEMPLATES);
        try (Journey journey = journey().start()) {
            journey.drop("paie.csv", FILE);
            journey.audit();
        }
    }

    @Test
    void without_a_template_the_common_inbox_is_not_read_and_the_log_says_so() throws IOException {
        Files.delete(routes.resolve("pickup-folder.camel.yaml"));
        try (LogBook log = new LogBook(); Journey journey = journey().start()) {
            assertThat(log.lines("no route file has a template or a route pickup-folder")).hasSize(1);
            assertThat(journey.runtime().camel().getRoute("answers-folder")).isNotNull();
        }
    }

    @Test
    void a_file_of_a_sender_whom_nobody_knows_stays_where_it_is_and_nothing_is_paid() throws IOException {
        edit("pickup-folder.camel.yaml", "\"{{sender}}\"", "nobody");
        try (LogBook log = new LogBook(); Journey journey = journey().start()) {
            journey.drop("paie.csv", FILE);
            Journey.eventually(() -> assertThat(log.lines("no sender is called nobody")).isNotEmpty());
            assertThat(journey.books().entries()).isEmpty();
            assertThat(folder.resolve("inbox/.taken")).isNotEmptyDirectory();
        }
    }

    private void assertRefused(String... words) {
        try (Journey journey = journey()) {
            assertThatThrownBy(journey::start).isInstanceOf(IllegalStateException.class).hasMessageContainingAll(words)
                    .hasMessageStartingWith("the runtime did not start: ");
            // Nothing is left behind: the same ledger can be opened at once.
            journey.unset("camel.main.routes-include-pattern").start().drop("paie.csv", FILE);
            journey.audit();
        }
    }
}
