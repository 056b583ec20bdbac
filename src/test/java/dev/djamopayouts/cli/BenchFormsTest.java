package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.djamopayouts.ledger.TestPostgres;
import dev.djamopayouts.sandbox.Faults;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else a bench measures: batches, a limit that has to be found out, several instances, a restart. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BenchFormsTest {

    private static JsonNode bench(String... options) throws IOException {
        String[] all = new String[options.length + 4];
        System.arraycopy(options, 0, all, 4, options.length);
        System.arraycopy(new String[] {"bench", "--json", "--warm-up", "20"}, 0, all, 0, 4);
        CommandRun run = CommandRun.of(all);
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(ProcessHandle.current().children().filter(it -> it.info().command().orElse("").endsWith("java")))
                .as("processes that are left").isEmpty();
        return new ObjectMapper().readTree(run.out());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "5, 5, 5", "50, 48, 52", "150, 144, 156", "60000, 57600, 62400"})
    void answers_are_as_late_as_asked_on_average(long asked, long least, long most) {
        Faults faults = BenchSandbox.around(asked).build();
        assertThat(faults.latencyMillis()).isEqualTo(least);
        assertThat(faults.latencyMillis() + faults.latencyJitterMillis()).isEqualTo(most);
        assertThat(least + most).isEqualTo(2 * asked);
    }

    @Test
    void in_batches_the_product_makes_as_many_posts_as_the_wire() throws IOException {
        JsonNode found = bench("--rows", "250", "--mode", "batch", "--batch-size", "50", "--cached-checks");

        for (String part : new String[] {"/wire/calls", "/product/calls"}) {
            assertThat(found.at(part).get("POST /v1/transactions/batch").toString()).as(part).isEqualTo("{\"201\":5}");
            assertThat(found.at(part).has("GET /v1/transactions/customers/check")).as("the checks are remembered").isFalse();
        }
        assertThat(found.at("/product/paid").asInt()).isEqualTo(250);
        assertThat(found.at("/settings").toString()).contains("\"payouts.batch.size\":\"50\"", "\"payouts.mode\":\"batch\"");
    }

    @Test
    void a_limit_that_is_not_told_is_met_and_all_is_paid_nevertheless() throws IOException {
        JsonNode found = bench("--rows", "150", "--rate", "100", "--idle-s", "1");

        assertThat(found.at("/wire/calls").get("POST /v1/transactions").toString()).as("the wire keeps to it").isEqualTo("{\"201\":150}");
        assertThat(found.at("/wire/rowsPerSecond").asDouble()).isBetween(45.0, 51.0);
        assertThat(found.at("/product/paid").asInt()).isEqualTo(150);
        assertThat(found.at("/product/tooMany").asInt()).isPositive();
        assertThat(found.at("/product/allowedCallsPerSecond").asDouble()).isBetween(20.0, 150.0);
        assertThat(found.at("/product/idleShare").asDouble()).isBetween(0.0, 2.0);
    }

    @Test
    void several_instances_share_one_postgresql_and_the_calls_in_flight() throws IOException {
        String ledger = "ledger.url=" + TestPostgres.newDatabase();
        String user = "ledger.username=" + TestPostgres.USER;
        JsonNode found = bench("--rows", "200", "--instances", "2", "--concurrency", "5", "--latency-ms", "5", "--set", ledger, "--set", user);

        assertThat(found.at("/product/paid").asInt()).isEqualTo(200);
        assertThat(found.at("/product/calls").get("POST /v1/transactions").toString()).isEqualTo("{\"201\":200}");
        assertThat(bench("--rows", "50", "--part", "product", "--set", ledger, "--set", user).at("/product/paid").asInt())
                .as("a ledger that holds nothing but finished benches is good for another").isEqualTo(50);
    }

    @Test
    void instances_need_a_ledger_that_can_be_shared_and_a_call_in_flight_each() {
        CommandRun alone = CommandRun.of("bench", "--instances", "2");
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.err()).contains("--instances share a PostgreSQL");

        CommandRun many = CommandRun.of("bench", "--instances", "3", "--concurrency", "2", "--set", "ledger.url=jdbc:postgresql://127.0.0.1/none");
        assertThat(many.exitCode()).isEqualTo(2);
        assertThat(many.err()).contains("--instances 3 cannot share 2 calls in flight");
    }

    @Test
    void a_product_that_is_killed_in_the_middle_pays_on_when_it_is_started_again() throws IOException {
        JsonNode found = bench("--rows", "600", "--part", "restart", "--concurrency", "4", "--latency-ms", "10");

        assertThat(found.at("/restart/acceptedBefore").asInt()).isBetween(300, 599);
        assertThat(found.at("/restart/startSeconds").asDouble()).isPositive();
        assertThat(found.at("/restart/secondsToFirstAcceptance").asDouble())
                .isGreaterThan(found.at("/restart/restartSeconds").asDouble() / 2).isLessThan(60);
        assertThat(found.has("wire") || found.has("product")).isFalse();
    }
}
