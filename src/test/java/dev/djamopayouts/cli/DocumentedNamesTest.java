package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every setting, command, option, file and link that a page names is there. */
class DocumentedNamesTest {

    private static final Pattern SETTING =
            Pattern.compile("(?:djamo|payouts|duplicates|answers|ledger|sftp|pgp|outcome|http|poll|check|track|resolve)\\.[a-z][a-z.-]*[a-z]");
    private static final Pattern COMMAND = Pattern.compile("bin/djamo-payouts ([a-z]+)([^|#\\\\]*)");
    private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z-]+");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");
    /** Files in our folders, and a key of profiles alone. */
    private static final Set<String> NO_SETTINGS = Set.of("ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.db.lock", "pgp.keys");

    @Test
    void every_setting_that_is_named_exists() throws IOException {
        Set<String> keys = new HashSet<>(NO_SETTINGS);
        for (Setting setting : Setting.values()) {
            keys.add(setting.key());
            setting.fileKey().ifPresent(keys::add);
        }
        for (Page page : Page.all()) {
            for (String code : page.code()) {
                Matcher named = SETTING.matcher(code.split("=", 2)[0].replaceFirst(".*--set ", "").replace("#", "").strip());
                if (named.matches()) {
                    assertThat(keys).as("%s: %s", page.file(), code).contains(named.group());
                }
            }
        }
    }

    @Test
    void every_command_that_is_shown_exists_and_has_its_options() throws IOException {
        CommandLine commandLine = DjamoPayouts.commandLine();
        int shown = 0;
        for (Page page : Page.all()) {
            for (String code : page.code()) {
                Matcher command = COMMAND.matcher(code);
                while (command.find()) {
                    shown++;
                    CommandLine named = commandLine.getSubcommands().get(command.group(1));
                    assertThat(named).as("%s: %s", page.file(), code).isNotNull();
                    OPTION.matcher(command.group(2)).results().forEach(option ->
                            assertThat(named.getCommandSpec().optionsMap()).as("%s: %s", page.file(), code).containsKey(option.group()));
                    Matcher set = Pattern.compile("--set ([a-z.-]+)=").matcher(command.group(2));
                    while (set.find()) {
                        assertThat(Stream.of(Setting.values()).map(Setting::key)).as("%s: %s", page.file(), code)
                                .contains(set.group(1));
                    }
                }
            }
        }
        assertThat(shown).isGreaterThan(10);
    }

    @Test
    void every_command_there_is_stands_in_the_readme() throws IOException {
        String readme = Page.read(Path.of("README.md")).text();
        assertThat(DjamoPayouts.commandLine().getSubcommands().keySet())
                .allMatch(command -> readme.contains("bin/djamo-payouts " + command));
    }

    @Test
    void every_link_to_a_file_of_ours_leads_somewhere() throws IOException {
        for (Page page : Page.all()) {
            Path folder = page.file().toAbsolutePath().getParent();
            LINK.matcher(page.text()).results().map(it -> it.group(1)).filter(target -> !target.startsWith("http")).forEach(target ->
                    assertThat(Files.exists(folder.resolve(target.replaceFirst("\\.html$", ".md")))).as("%s: %s", page.file(), target)
                            .isTrue());
        }
    }

    @Test
    void the_camel_version_is_the_one_that_is_built_with() throws IOException {
        String version = Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*<camel.version>([^<]+)<.*", "$1");
        assertThat(Page.read(Path.of("README.md")).inlineCode()).contains(version);
    }

    /** The two commands of the five-minute run are what .ci/run runs; see also CiRunTest. */
    @Test
    void the_two_commands_are_in_the_readme() throws IOException {
        List<String> code = Page.read(Path.of("README.md")).code();
        assertThat(code).contains("mvn -q compile exec:java", "mvn verify");
    }
}
