package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What validate --check learns from Djamo, and that it never pays. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ValidateCheckTest {

    private static final String CHECK = "GET /v1/transactions/customers/check";
    private static final String TWO_STRANGERS = """
            reference,msisdn,amount
            A1,0707123456,50000
            A2,0707009001,20000
            A3,0707123456,60000
            A4,0707009001,7000
            A5,070,9000
            """;

    @TempDir
    Path folder;

    private DjamoSandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = DjamoSandbox.start(SandboxOptions.builder().openingBalance(120_000).build());
        Files.writeString(folder.resolve("application.properties"), "payouts.data=" + folder.resolve("data") + "\n");
    }

    @AfterEach
    void nothingWasPaid() {
        assertThat(sandbox.book().transactions()).isEmpty();
        assertThat(sandbox.book().calls().keySet()).allMatch(call -> call.startsWith("GET "));
        assertThat(folder.resolve("data")).as("no ledger is opened").doesNotExist();
        sandbox.close();
    }

    private CommandRun check(String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("may.csv"), text);
        List<String> args = new ArrayList<>(List.of("validate", file.toString(), "--check", "--config",
                folder.resolve("application.properties").toString(), "--set", "djamo.base-url=" + sandbox.baseUrl(), "--set",
                "djamo.access-token=at_sandbox"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private long answered(int status) {
        return sandbox.book().calls().getOrDefault(CHECK, Map.of()).getOrDefault(status, 0L);
    }

    @Test
    void a_file_to_customers_that_the_balance_covers_is_clean() throws IOException {
        CommandRun run = check("msisdn,amount\n0707123456,50000\n0707123457,60000\n");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).endsWith("""
                Djamo was asked about 2 numbers: 2 customers, 0 not
                balance 120,000 XOF: enough, the file would leave 8,900 XOF
                """);
        assertThat(run.err()).isEmpty();
    }

    /** The page drops the file that it shows checked, see {@link DocumentedFilesTest}. */
    @Test
    void it_says_what_the_pages_show() throws IOException {
        List<Page.Block> blocks = Page.all().stream().flatMap(page -> page.blocks().stream()).toList();
        List<Page.Block> shown = blocks.stream().filter(it -> it.kind().equals("validate")).toList();
        assertThat(shown).isNotEmpty();
        for (Page.Block block : shown) {
            String dropped = blocks.stream().filter(it -> it.kind().equals("drop") && it.name().equals(block.name())).findFirst().orElseThrow().text();
            CommandRun run = check(dropped);
            assertThat(run.out().replace(folder.resolve("may.csv").toString(), block.name())).as(block.page().toString()).isEqualTo(block.text());
            assertThat(run.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void each_number_is_asked_once_and_every_row_to_a_stranger_leaves_the_forecast() throws IOException {
        CommandRun run = check(TWO_STRANGERS);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("together 138,370 XOF", "  line 6 msisdn: AC01").endsWith("""
                Djamo was asked about 2 numbers: 1 customers, 1 not
                  line 3 msisdn: BE06 the number +22507••••••01 is not a Djamo customer; ask the beneficiary to open an account or mend the number
                  line 5 msisdn: BE06 the number +22507••••••01 is not a Djamo customer; ask the beneficiary to open an account or mend the number
                rows to them: 2, of 27,000 XOF, which would not be paid; left to pay 110,000 XOF, fee foreseen 1,100 XOF, together 111,100 XOF
                balance 120,000 XOF: enough, the file would leave 8,900 XOF
                """).doesNotContain("0707009001");
        assertThat(answered(200)).isEqualTo(2);
    }

    @Test
    void strangers_are_listed_within_the_bound_of_problems() throws IOException {
        CommandRun run = check(TWO_STRANGERS, "--problems", "2");
        assertThat(run.out().lines().filter(line -> line.startsWith("  line "))).hasSize(2);
        assertThat(run.out()).contains("and 1 more problems", "rows to them: 2, of 27,000 XOF");
        assertThat(check(TWO_STRANGERS, "--problems", "1").out()).contains("and 2 more problems").doesNotContain("BE06");
    }

    @Test
    void a_balance_that_is_not_enough_says_what_is_missing_in_the_language_asked_for() throws IOException {
        CommandRun run = check("msisdn,amount\n0707123456,50000\n0707123457,70000\n", "--language", "fr");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("numéros demandés à Djamo : 2, clients : 2, non clients : 0",
                "solde 120\u202F000 XOF : insuffisant, il manque 1\u202F200 XOF");
        assertThat(check(TWO_STRANGERS, "--language", "fr").out()).contains("ligne 3 numéro : BE06 le numéro +22507••••••01 n'est pas client Djamo",
                "lignes pour eux : 2, de 27\u202F000 XOF", "solde 120\u202F000 XOF : suffisant");
    }

    @Test
    void a_refused_token_ends_it_with_its_remedy_in_the_language_asked_for() throws IOException {
        CommandRun run = check(TWO_STRANGERS, "--set", "djamo.access-token=at_wrong", "--language", "fr");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("échec de validate : Djamo refuse le jeton d'accès", "donnez un djamo.access-token valide").doesNotContain("at_wrong");
        assertThat(run.out()).contains("ensemble 138\u202F370 XOF").doesNotContain("solde");
        assertThat(check(TWO_STRANGERS, "--set", "djamo.access-token=at_wrong").err()).contains("validate failed: Djamo refuses the access token");
    }

    @Test
    void djamos_rate_limit_only_makes_it_slower() throws IOException {
        sandbox.faults(Faults.builder().rateLimitPerSecond(20).build());
        String rows = IntStream.range(0, 60).mapToObj(i -> "07071" + (10_000 + i) + ",5000\n").collect(Collectors.joining());
        CommandRun run = check("msisdn,amount\n" + rows, "--set", "payouts.forecast-fee-basis-points=0");
        assertThat(run.out()).as(run.err()).contains("Djamo was asked about 60 numbers: 60 customers, 0 not", "not enough, 180,000 XOF are missing");
        assertThat(answered(200)).isEqualTo(60);
    }

    @Test
    void our_own_rate_limit_is_never_exceeded() throws IOException {
        sandbox.faults(Faults.builder().rateLimitPerSecond(20).build());
        String rows = IntStream.range(0, 30).mapToObj(i -> "07071" + (10_000 + i) + ",5000\n").collect(Collectors.joining());
        CommandRun run = check("msisdn,amount\n" + rows, "--set", "payouts.rate-limit=10");
        assertThat(run.out()).as(run.err()).contains("Djamo was asked about 30 numbers: 30 customers, 0 not");
        assertThat(answered(429)).isZero();
    }

    @Test
    void nothing_is_asked_for_a_file_of_which_nothing_would_be_paid() throws IOException {
        assertThat(check("name,colour\nann,red\n").out()).contains("refused as a whole", "Djamo was not asked");
        assertThat(check(TWO_STRANGERS, "--set", "payouts.on-invalid-row=reject-file").exitCode()).isEqualTo(2);
        assertThat(check("msisdn,amount\n070,5000\n", "--language", "fr").out()).contains("Djamo n'a pas été interrogé");
        assertThat(sandbox.book().calls()).isEmpty();
    }

    @Test
    void what_is_needed_to_ask_is_named_where_it_is_missing() throws IOException {
        CommandRun run = check(TWO_STRANGERS, "--set", "djamo.base-url=", "--set", "djamo.access-token=");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("2 problems", "asking Djamo needs the root of the Djamo API", "asking Djamo needs the token").doesNotContain("run needs");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_sender_at_a_server_needs_no_login_to_be_asked_for() throws IOException {
        Files.writeString(folder.resolve("known_hosts"), "");
        Files.writeString(Files.createDirectories(folder.resolve("senders")).resolve("acme.yaml"), "language: fr\ninbox: sftp://files.example.ci/acme/inbox\nsftp:\n"
                + "  username: payouts\n  known-hosts-file: " + folder.resolve("known_hosts") + "\n");
        CommandRun run = check("msisdn,amount\n0707123456,50000\n", "--sender", "acme");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("solde 120\u202F000 XOF : suffisant");
    }

    @Test
    void without_check_djamo_is_not_asked() throws IOException {
        Path file = Files.writeString(folder.resolve("may.csv"), TWO_STRANGERS);
        assertThat(CommandRun.of("validate", file.toString(), "--set", "djamo.base-url=" + sandbox.baseUrl()).out()).doesNotContain("Djamo", "balance");
        assertThat(sandbox.book().calls()).isEmpty();
    }
}
