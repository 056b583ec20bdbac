package dev.djamopayouts.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.route.PayoutRuntime;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.SftpSandbox;
import dev.djamopayouts.sandbox.SftpSandboxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every route owes its reader, seen on the started runtime with the shipped YAML routes, SFTP on. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoutesTest {

    private static final Pattern DIRECT = Pattern.compile("direct:([a-z0-9-]+)");
    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    @TempDir
    Path folder;

    @Test
    void every_direct_endpoint_has_a_consumer_every_route_a_name_and_a_description_every_call_outside_an_id() throws Exception {
        Files.createDirectories(folder.resolve("sftp/payouts/inbox"));
        try (DjamoSandbox sandbox = DjamoSandbox.start();
                SftpSandbox sftp = SftpSandbox.start(SftpSandboxOptions.of(folder.resolve("sftp"), folder.resolve("hostkey"), "paie", "secret"));
                PayoutRuntime runtime = PayoutRuntime.start(settings(sandbox, sftp))) {
            CamelContext camel = runtime.camel();
            assertThat(camel.getRoutes()).extracting(Route::getRouteId).contains("check-customer", "submit-payout", "resolve-unknown",
                    "track-payout", "receive-webhook", "receive-file", "pickup-folder", "pickup-sftp", "answers-folder", "outcomes",
                    "pickup-folder-acme-paie", "receive-folder-acme-paie", "answers-folder-acme-paie");
            assertThat(missing(used(), consumed(camel))).as("direct: endpoints that nobody consumes").isEmpty();
            assertThat(camel.getRoutes()).allSatisfy(route -> {
                assertThat(route.getRouteId()).matches(KEBAB);
                assertThat(route.getDescription()).as(route.getRouteId()).isNotBlank();
                if (route.getEndpoint().getEndpointUri().startsWith("direct:")) {
                    assertThat(route.getEndpoint().getEndpointUri().replace("//", "")).isEqualTo("direct:" + route.getRouteId());
                }
            });
            assertThat(nameless(camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()))
                    .as("calls outside without an id of their own").isEmpty();
        }
    }

    @Test
    void the_measures_measure() throws IOException {
        assertThat(missing(Set.of("a", "b"), Set.of("a"))).containsExactly("b");
        assertThat(used()).contains("receive-file", "djamo-call", "djamo-transfer");
        RouteDefinition route = new RouteDefinition();
        route.from("direct:x").to("file:somewhere").to("http://somewhere").to("direct:inside").enrich("https://somewhere");
        assertThat(nameless(List.of(route))).hasSize(3);
        RouteDefinition named = new RouteDefinition();
        named.from("direct:x").to("file:somewhere").id("write-it");
        assertThat(nameless(List.of(named))).isEmpty();
    }

    private Settings settings(DjamoSandbox sandbox, SftpSandbox sftp) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        Files.writeString(Files.createDirectories(folder.resolve("senders")).resolve("acme-paie.yaml"), "inbox: <payouts.data>/acme/inbox\n");
        Files.writeString(folder.resolve("known_hosts"), sftp.knownHostsLine() + "\n");
        settings.put("djamo.base-url", sandbox.baseUrl());
        settings.put("djamo.access-token", "at_sandbox");
        settings.put("payouts.data", folder.toString());
        settings.put("camel.management.port", "0");
        settings.put("djamo.secret-key", "a key that two share");
        settings.put("http.port", Integer.toString(freePort()));
        settings.put("sftp.uri", "sftp://127.0.0.1:" + sftp.port() + "/payouts/inbox");
        settings.put("sftp.username", "paie");
        settings.put("sftp.password", "secret");
        settings.put("sftp.known-hosts-file", folder.resolve("known_hosts").toString());
        return Settings.load(Purpose.RUN, folder.resolve("application.properties"), Map.of(), settings);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Every direct: name in the sources, Java and YAML. */
    private static Set<String> used() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path tree : List.of(Path.of("src/main/java"), Path.of("routes"))) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.filter(file -> file.toString().matches(".*\\.(java|yaml)")).toList()) {
                    Matcher matcher = DIRECT.matcher(Files.readString(file));
                    while (matcher.find()) {
                        names.add(matcher.group(1));
                    }
                }
            }
        }
        return names;
    }

    private static Set<String> consumed(CamelContext camel) {
        Set<String> names = new TreeSet<>();
        for (Route route : camel.getRoutes()) {
            Matcher matcher = DIRECT.matcher(route.getEndpoint().getEndpointUri().replace("//", ""));
            if (matcher.lookingAt()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    private static List<String> missing(Collection<String> used, Collection<String> consumed) {
        return used.stream().filter(name -> !consumed.contains(name)).toList();
    }

    /** Steps that leave the process and have no id that a person gave them. */
    private static List<String> nameless(List<RouteDefinition> routes) {
        List<String> found = new ArrayList<>();
        for (RouteDefinition route : routes) {
            for (ProcessorDefinition<?> step : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
                String uri = outside(step);
                if (uri != null && !((OptionalIdentifiedDefinition<?>) step).hasCustomIdAssigned()) {
                    found.add(route.getRouteId() + " → " + uri);
                }
            }
        }
        return found;
    }

    /** The endpoint outside that a step calls, or null. */
    private static String outside(ProcessorDefinition<?> step) {
        String uri = null;
        if (step instanceof ToDefinition to) {
            uri = to.getEndpointUri();
        } else if (step instanceof ToDynamicDefinition to) {
            uri = to.getUri();
        } else if (step instanceof EnrichDefinition enrich) {
            uri = enrich.getExpression().getExpression();
        }
        boolean inside = uri == null || uri.startsWith("direct:") || uri.startsWith("ledger:") || uri.startsWith("log:");
        return inside ? null : uri;
    }
}
