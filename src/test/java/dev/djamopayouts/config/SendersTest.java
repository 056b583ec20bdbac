package dev.djamopayouts.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender's profile says what is agreed; a mistake stops the start with file, line, key and remedy. */
class SendersTest {

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void prepare() throws IOException {
        settings.put("payouts.data", folder.resolve("data").toString());
        Files.createDirectory(folder.resolve("senders"));
    }

    private Path profile(String name, String text) {
        try {
            return Files.writeString(folder.resolve("senders").resolve(name), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Settings load(Purpose purpose) throws SettingsRefused {
        if (purpose == Purpose.RUN) {
            settings.put("djamo.base-url", "https://api.test");
            environment.put("DJAMO_ACCESS_TOKEN", "at_x");
        }
        return Settings.load(purpose, folder.resolve("application.properties"), environment, settings);
    }

    private Sender only(String text) throws SettingsRefused {
        profile("acme.yaml", text);
        List<Sender> senders = load(Purpose.RUN).senders();
        assertThat(senders).hasSize(1);
        return senders.get(0);
    }

    private String refusal() {
        SettingsRefused refused = catchThrowableOfType(SettingsRefused.class, () -> load(Purpose.RUN));
        assertThat(refused).as("the profiles are refused").isNotNull();
        return refused.getMessage();
    }

    private String refusal(String text) {
        profile("acme.yaml", text);
        return refusal();
    }

    private String inbox() {
        return "inbox: " + folder.resolve("acme/inbox") + "\n";
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void without_a_folder_of_profiles_there_are_no_senders() throws Exception {
        Files.delete(folder.resolve("senders"));
        assertThat(load(Purpose.LOOK).senders()).isEmpty();
    }

    @Test
    void a_profile_of_one_line_has_what_the_settings_say_for_all_the_rest() throws Exception {
        settings.put("answers.language", "fr");
        settings.put("payouts.amount.max", "90000");
        Sender sender = only(inbox());

        assertThat(sender.name()).isEqualTo("acme");
        assertThat(sender.places()).isEqualTo(new Sender.Folders(folder.resolve("acme/inbox"), folder.resolve("acme/outbox"),
                folder.resolve("data/archive")));
        assertThat(sender.limits()).isEqualTo(new Sender.Limits(2_000_000, 5_000, 90_000, OptionalLong.empty()));
        assertThat(sender.writing().form()).isEmpty();
        assertThat(sender.writing().charset()).isEqualTo("UTF-8");
        assertThat(sender.writing().region()).isEqualTo("CI");
        assertThat(sender.suspicious()).isEqualTo("pay");
        assertThat(sender.windowHours()).isEqualTo(24);
        assertThat(sender.onInvalidRow()).isEqualTo("reject-row");
        assertThat(sender.pgp()).isEmpty();
        assertThat(sender.language()).isEqualTo("fr");
    }

    @Test
    void everything_that_can_be_agreed_is_read() throws Exception {
        Path key = file("acme.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
        settings.put("pgp.secret-key-file", file("ours.asc", "x").toString());
        Sender sender = only("""
                inbox: <payouts.data>/acme/in
                outbox: <payouts.outbox>
                archive: <payouts.archive>/acme
                form: csv
                charset: windows-1252
                columns:
                  msisdn: "Tél. salarié"
                  amount: Net
                fixed:
                  description: Salaire
                region: SN
                trailer: TOTAL
                trailer-count: 2
                trailer-amount: Net
                totals: required
                limits:
                  rows: 1000
                  amount-min: 6000
                  amount-max: 400000
                  amount-total: 90000000
                duplicates:
                  suspicious: hold
                  window-hours: 48
                on-invalid-row: reject-file
                pgp:
                  keys: [%s]
                  required: true
                language: fr
                """.formatted(key));

        assertThat(sender.places()).isEqualTo(new Sender.Folders(folder.resolve("data/acme/in"), folder.resolve("data/outbox"),
                folder.resolve("data/archive/acme")));
        assertThat(sender.writing().columns()).containsExactlyInAnyOrderEntriesOf(Map.of("msisdn", "Tél. salarié", "amount", "Net"));
        assertThat(sender.writing().fixed()).containsExactly(Map.entry("description", "Salaire"));
        assertThat(sender.writing().form()).contains("csv");
        assertThat(sender.writing().charset()).isEqualTo("windows-1252");
        assertThat(sender.writing().region()).isEqualTo("SN");
        assertThat(sender.writing().trailer()).contains("TOTAL");
        assertThat(sender.writing().trailerCount()).contains("2");
        assertThat(sender.writing().trailerAmount()).contains("Net");
        assertThat(sender.writing().totalsRequired()).isTrue();
        assertThat(sender.limits()).isEqualTo(new Sender.Limits(1000, 6000, 400_000, OptionalLong.of(90_000_000)));
        assertThat(sender.suspicious()).isEqualTo("hold");
        assertThat(sender.windowHours()).isEqualTo(48);
        assertThat(sender.onInvalidRow()).isEqualTo("reject-file");
        assertThat(sender.pgp()).contains(new Sender.Pgp(List.of(key), true));
        assertThat(sender.language()).isEqualTo("fr");
    }

    @Test
    void every_mistake_of_every_profile_and_of_the_settings_is_in_the_one_message() {
        settings.put("poll.interval-ms", "1");
        profile("acme.yaml", inbox() + "langage: fr\nlimits:\n  row: 5\n");
        profile("zeta.yaml", "\n\nform: cvs\n");

        assertThat(refusal()).startsWith("Nothing was started: 5 problems").contains("poll.interval-ms = 1 (--set)",
                "langage (" + folder.resolve("senders/acme.yaml") + ":2)\n      is unknown; did you mean language?",
                "limits.row (" + folder.resolve("senders/acme.yaml") + ":4)\n      is unknown; did you mean limits.rows?",
                "form = cvs (" + folder.resolve("senders/zeta.yaml") + ":3)\n      must be csv or xlsx or json or json-lines or pain.001",
                "inbox (" + folder.resolve("senders/zeta.yaml") + ":1)\n      is not set; say where the sender's files come in");
    }

    /** The key's line is the fourth, the text has / for a line break and ~ for a blank. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "charset: latin1 | charset = latin1 | must be UTF-8 or windows-1252 or ISO-8859-15",
        "region: FR | region = FR | must be CI or SN",
        "totals: maybe | totals = maybe | must be optional or required",
        "language: de | language = de | must be en or fr",
        "on-invalid-row: skip | on-invalid-row = skip | must be reject-row or reject-file",
        "trailer: '{{x}}' | trailer = {{x}} | Camel takes for a placeholder",
        "form: [csv] | form = csv | must be one value, not a list",
        "form: {a: b} | form | must be one value",
        "form: | form | has no value; give it one, or remove the line",
        "limits: 5 | limits | write each on a line of its own below, indented: rows, amount-min",
        "columms: {amount: x} | columms | did you mean columns?",
        "trailer: '***' | trailer = *** | write at least one, like TOTAL",
        "trailer-count: 2 | trailer-count = 2 | no such row is agreed; add trailer, or remove the line",
        "trailer-amount: Net | trailer-amount = Net | no such row is agreed; add trailer, or remove the line",
        "nothing-like-it: 1 | nothing-like-it | is unknown; the keys are inbox, outbox",
        "columns: {montant: Net} | columns.montant | is unknown; the keys inside it are reference, msisdn, amount, description",
        "name: acme | name | a sender is called as the file",
        "inbox: /x | inbox | was given on line 3 already; keep one",
        "outbox: <payouts.mode>/x | outbox = <payouts.mode>/x | is no setting that can be referred to here",
        "outbox: '/x?y' | outbox = /x?y | rename it",
        "archive: sftp://x/y | archive = sftp://x/y | must be a folder, as the inbox is one",
        "limits: {rows: 3000000} | limits.rows = 3000000 | is wider than payouts.file.max-rows (2000000), and a profile can only narrow it",
        "limits: {amount-min: 1000} | limits.amount-min = 1000 | is wider than payouts.amount.min (5000)",
        "limits: {amount-max: 600000} | limits.amount-max = 600000 | is wider than payouts.amount.max (500000)",
        "limits: {amount-min: 90000, amount-max: 80000} | limits.amount-min = 90000 | leaves no amount that could be paid",
        "limits: {amount-total: 100} | limits.amount-total = 100 | is less than one payout of 5000 XOF",
        "limits: {rows: 1_000} | limits.rows = 1_000 | must be a whole number in plain digits, 1 to 9000000 rows",
        "limits: {rows: -1} | limits.rows = -1 | must be a whole number",
        "duplicates: {suspicious: ask} | duplicates.suspicious = ask | must be pay or hold or reject",
        "duplicates: {window-hours: 9000} | duplicates.window-hours = 9000 | 0 to 8760 h",
        "columns: {amount: Net, msisdn: nét} | columns.amount = Net | is the name of columns.msisdn already",
        "fixed: {amount: 100} | fixed.amount = 100 | must be an amount that may be paid, 5000 to 500000 XOF",
        "fixed: {msisdn: '0707123456'} | fixed.msisdn | is unknown",
        "sftp: {username: x} | sftp.username = x | belongs to an SFTP inbox, and inbox is a folder",
        "pgp: {required: true} | pgp.keys | pgp.required needs the files with the sender's public keys",
        "pgp: {keys: [/no/such/key.asc]} | pgp.keys = /no/such/key.asc | no such file, or it may not be read",
    })
    void each_mistake_is_told_with_its_line_its_key_and_its_remedy(String line, String what, String remedy) throws IOException {
        settings.put("pgp.secret-key-file", file("ours.asc", "x").toString());
        settings.put("pgp.signers-file", file("signers.asc", "x").toString());
        String message = refusal("# agreed in June\n\n" + inbox() + line + "\n");
        int lineNo = what.equals("pgp.keys") ? 1 : 4;
        assertThat(message).startsWith("Nothing was started: 1 problem ")
                .contains(what + " (" + folder.resolve("senders/acme.yaml") + ":" + lineNo + ")").contains(remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "form: json/sheet: Paie | sheet = Paie | does not suit form = json, which has no sheets",
        "form: json-lines/charset: windows-1252 | charset = windows-1252 | does not suit form = json-lines",
        "form: json/trailer: TOTAL | trailer = TOTAL | which has no row of totals",
        "form: pain.001/columns: {amount: x} | columns.amount = x | which has no columns",
        "columns: {description: Motif}/fixed: {description: x} | fixed.description = x | a column is either read or fixed",
    })
    void keys_that_contradict_each_other_are_told(String lines, String what, String remedy) {
        assertThat(refusal(inbox() + lines.replace('/', '\n') + "\n")).contains(what + " (").contains(remedy);
    }

    @Test
    void what_is_no_yaml_or_no_profile_is_told_with_its_line() throws IOException {
        assertThat(refusal("inbox: /x\nform: \"csv\n")).contains("1 problem ", "acme.yaml (line 3)", "cannot be read as YAML");
        assertThat(refusal("- inbox\n")).contains("acme.yaml (line 1)", "is no profile");
        assertThat(refusal("# nothing\n")).contains("says nothing; give at least inbox");
        assertThat(refusal(inbox() + "---\n" + inbox())).contains("cannot be read as YAML");
        assertThat(refusal("? [a]\n: b\n")).contains("no plain name");
        Files.createDirectory(folder.resolve("senders/folder.yaml"));
        assertThat(refusal(inbox())).contains("folder.yaml (file)", "cannot be read: it is no file");
        Files.delete(folder.resolve("senders/folder.yaml"));
        Files.write(folder.resolve("senders/acme.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9, '\n'});
        assertThat(refusal()).contains("acme.yaml (file)", "save it as UTF-8");
    }

    @Test
    void a_bomb_is_refused_before_it_is_built() {
        assertThat(refusal("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")).contains("(line 2)", "refers to another value");
        assertThat(refusal(inbox() + "form: " + "[".repeat(30_000))).contains("(line 2)", "nests too deeply");
        assertThat(refusal(inbox() + "#".repeat(70_000))).contains("more than 65536 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme.yaml", "acme paie.yaml", "-acme.yaml", "acme--x.yaml", "9.yaml", "é.yaml"})
    void a_name_that_routes_and_variables_cannot_bear_is_refused(String name) {
        profile(name, inbox());
        assertThat(refusal()).contains("rename it to small letters, digits and single -");
    }

    @Test
    void other_files_are_left_alone_and_a_yml_is_told() throws Exception {
        profile("example.yaml.off", "x");
        profile(".acme.yaml.swp", "x");
        assertThat(load(Purpose.RUN).senders()).isEmpty();
        profile("acme.yml", inbox());
        assertThat(refusal()).contains("acme.yml (file)", "ends in .yaml; rename it");
    }

    @Test
    void a_secret_in_a_profile_is_refused_and_not_shown() {
        String message = refusal("inbox: sftp://bank.test/in\nsftp:\n  username: u\n  password: hush\n  private-key-passphrase: hush\n");
        assertThat(message).contains("sftp.password (", ":4)", "a secret never stands in a profile", "sftp.password-file",
                "sftp.private-key-passphrase (").doesNotContain("hush");
        assertThat(refusal("inbox: sftp://ann:hush@bank.test/in\nsftp:\n  username: u\n")).contains("holds a user; give username under sftp")
                .doesNotContain("hush");
    }

    @Test
    void the_password_of_a_server_comes_from_the_environment_or_from_a_mounted_file() throws Exception {
        Path hosts = file("known_hosts", "x");
        String server = "inbox: sftp://bank.test:2222/acme/in\nsftp:\n  username: u\n  known-hosts-file: " + hosts + "\n";
        environment.put("SENDER_ACME_SFTP_PASSWORD", "from the environment");
        Sender sender = only(server);
        assertThat(sender.places()).isEqualTo(new Sender.Server("bank.test", 2222, "acme/in", "acme/outbox", "acme/archive", "u",
                "from the environment", null, null, hosts));
        assertThat(sender.toString()).doesNotContain("from the environment");

        environment.clear();
        Path secret = file("secret", "from the file\n");
        assertThat(((Sender.Server) only(server + "  password-file: " + secret + "\n").places()).password()).isEqualTo("from the file");
        assertThat(refusal(server)).contains("sftp.password-file (", "SENDER_ACME_SFTP_PASSWORD in the environment");
        assertThat(load(Purpose.LOOK).senders()).as("who only looks needs no secret").hasSize(1);
    }

    @Test
    void a_key_may_stand_for_the_password_and_the_common_known_hosts_for_those_of_the_sender() throws Exception {
        Path hosts = file("known_hosts", "x");
        Path key = file("id", "x");
        settings.put("sftp.known-hosts-file", hosts.toString());
        environment.put("SENDER_ACME_SFTP_PRIVATE_KEY_PASSPHRASE", "sesame");
        Sender.Server server = (Sender.Server) only("inbox: sftp://bank.test/in\noutbox: answers\narchive: kept/here\nsftp:\n  username: u\n"
                + "  private-key-file: " + key + "\n").places();
        assertThat(server.knownHostsFile()).isEqualTo(hosts);
        assertThat(server.privateKeyPassphrase()).isEqualTo("sesame");
        assertThat(server.outbox()).isEqualTo("answers");
        assertThat(server.archive()).isEqualTo("kept/here");
        assertThat(load(Purpose.RUN).forCamel()).containsEntry("sender.acme.sftp.private-key-passphrase", "sesame")
                .doesNotContainKey("sender.acme.sftp.password");
    }

    @Test
    void the_rules_for_a_server_are_those_of_the_settings() throws IOException {
        assertThat(refusal("inbox: sftp://bank.test/in\n")).contains("sftp.username (", "sftp.known-hosts-file (", "ssh-keyscan");
        assertThat(refusal("inbox: sftp://bank.test//in\nsftp:\n  username: u\n")).contains("inbox = sftp://bank.test//in (", "login folder");
        String server = "inbox: sftp://bank.test/in\nsftp:\n  username: u\n  password-file: " + file("s", "x") + "\n  known-hosts-file: "
                + file("hosts", "x") + "\n";
        assertThat(refusal(server + "  private-key-file: " + file("id", "x") + "\n")).contains("stands beside a password; keep one of the two");
        assertThat(refusal(server + "outbox: /srv/out\n")).contains("outbox = /srv/out", "it begins with no slash");
        assertThat(refusal(server + "outbox: a/../../b\n")).contains("and no ..");
        assertThat(refusal(server + "archive: in/old\n")).contains("archive = in/old", "must be neither inbox of the sender acme");
        Files.writeString(folder.resolve("s"), "a\nb\n");
        assertThat(refusal(server)).contains("must hold the secret on one line");
    }

    @Test
    void a_private_key_is_no_key_of_a_sender() throws IOException {
        Path key = file("acme.asc", "-----BEGIN PGP PRIVATE KEY BLOCK-----\n");
        assertThat(refusal(inbox() + "pgp: {keys: [" + key + "]}\n")).contains("pgp.keys = " + key, "holds a private key");
    }

    @Test
    void keys_of_a_sender_need_a_key_of_ours_and_then_no_common_signers() throws Exception {
        Path key = file("acme.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
        assertThat(refusal(inbox() + "form: csv\npgp:\n  keys: [" + key + "]\n")).startsWith("Nothing was started: 1 problem ")
                .contains("pgp.keys = " + key + " (" + folder.resolve("senders/acme.yaml") + ":4)", "set pgp.secret-key-file");

        settings.put("pgp.secret-key-file", file("ours.asc", "x").toString());
        assertThat(load(Purpose.RUN).optional(Setting.PGP_SIGNERS_FILE)).isEmpty();
        profile("acme.yaml", inbox());
        assertThat(refusal()).contains("pgp.signers-file (not set)", "here, or as pgp.keys of a sender's profile");
    }

    @Test
    void a_common_inbox_that_takes_only_what_is_signed_needs_signers_whatever_senders_have() throws IOException {
        settings.put("pgp.secret-key-file", file("ours.asc", "x").toString());
        settings.put("pgp.required", "true");
        assertThat(refusal(inbox() + "pgp: {keys: [" + file("acme.asc", "x") + "]}\n")).startsWith("Nothing was started: 1 problem ")
                .contains("pgp.signers-file (not set)", "or no file could be read");
    }

    @Test
    void a_sender_with_keys_must_sign_unless_the_profile_lets_plain_files_come() throws Exception {
        settings.put("pgp.secret-key-file", file("ours.asc", "x").toString());
        settings.put("pgp.signers-file", file("signers.asc", "x").toString());
        Path key = file("acme.asc", "x");
        for (String common : List.of("false", "true")) {
            settings.put("pgp.required", common);
            assertThat(only(inbox() + "pgp: {keys: [" + key + "]}\n").pgp()).contains(new Sender.Pgp(List.of(key), true));
            assertThat(only(inbox() + "pgp: {keys: [" + key + "], required: false}\n").pgp()).contains(new Sender.Pgp(List.of(key), false));
        }
    }

    @Test
    void totals_are_required_of_a_sender_as_of_all_where_the_profile_says_nothing() throws Exception {
        assertThat(only(inbox()).writing().totalsRequired()).isFalse();
        settings.put("payouts.totals", "required");
        assertThat(only(inbox()).writing().totalsRequired()).isTrue();
        assertThat(only(inbox() + "totals: optional\n").writing().totalsRequired()).isFalse();
    }

    @Test
    void two_senders_with_one_inbox_are_refused_and_so_is_one_inside_another() {
        profile("acme.yaml", inbox());
        profile("beta.yaml", inbox() + "outbox: " + folder.resolve("beta/out") + "\n");
        assertThat(refusal()).contains("beta.yaml:1)", "must be neither inbox of the sender acme (" + folder.resolve("acme/inbox") + ")");
        profile("beta.yaml", "inbox: " + folder.resolve("acme/inbox/beta") + "\noutbox: " + folder.resolve("beta/out") + "\n");
        assertThat(refusal()).contains("must be neither inbox of the sender acme");
    }

    @Test
    void one_inbox_through_a_link_is_one_inbox() throws IOException {
        Files.createDirectories(folder.resolve("acme/inbox"));
        Files.createSymbolicLink(folder.resolve("beta"), folder.resolve("acme"));
        profile("acme.yaml", inbox());
        profile("beta.yaml", "inbox: " + folder.resolve("beta/inbox") + "\noutbox: " + folder.resolve("gamma") + "\n");
        assertThat(refusal()).contains("beta.yaml:1)", "must be neither inbox of the sender acme");
    }

    @Test
    void no_sender_sees_the_answers_of_another_and_no_answer_is_read_as_a_payout_file() {
        profile("acme.yaml", "inbox: " + folder.resolve("in/acme") + "\n");
        profile("beta.yaml", "inbox: " + folder.resolve("in/beta") + "\n");
        assertThat(refusal()).startsWith("Nothing was started: 1 problem ").contains("outbox (", "beta.yaml:1)",
                "must be neither outbox of the sender acme");
        profile("acme.yaml", inbox() + "outbox: " + folder.resolve("acme/inbox/out") + "\n");
        profile("beta.yaml", "inbox: <payouts.inbox>/beta\noutbox: <payouts.outbox>/beta\narchive: <payouts.data>\n");
        assertThat(refusal()).contains("outbox = " + folder.resolve("acme/inbox/out"), "must be neither payouts.inbox", "must be neither payouts.outbox",
                "must not hold the file of ledger.url");
    }

    @Test
    void the_same_path_of_two_users_at_a_server_is_two_inboxes_and_of_one_user_is_one() throws Exception {
        Path hosts = file("known_hosts", "x");
        settings.put("sftp.uri", "sftp://bank.test/in");
        settings.put("sftp.username", "common");
        settings.put("sftp.password", "p");
        settings.put("sftp.known-hosts-file", hosts.toString());
        String server = "inbox: sftp://BANK.test/in\nsftp:\n  password-file: " + file("s", "x") + "\n  username: ";
        profile("acme.yaml", server + "acme\n");
        profile("beta.yaml", server + "beta\n");
        assertThat(load(Purpose.RUN).senders()).hasSize(2);
        profile("beta.yaml", server + "acme\n");
        assertThat(refusal()).contains("must be neither inbox of the sender acme");
        profile("beta.yaml", server + "common\n");
        assertThat(refusal()).contains("must be neither the inbox of sftp.uri");
    }

    @Test
    void more_senders_than_a_process_can_serve_are_refused() {
        for (int i = 0; i <= 200; i++) {
            profile("s" + i + ".yaml", "inbox: /in/s" + i + "/in\n");
        }
        assertThat(refusal()).contains("holds 201 profiles; one process serves 200 at most");
    }
}
