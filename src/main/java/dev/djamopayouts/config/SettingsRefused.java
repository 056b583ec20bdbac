package dev.djamopayouts.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings are not fit to start with. The message lists every problem at once: key, value (secrets masked), where
 * it came from, and the remedy; it is meant for the operator's eyes as it stands.
 */
public final class SettingsRefused extends Exception {

    private static final long serialVersionUID = 1L;

    SettingsRefused(List<Problem> problems) {
        super(problems.stream().map(Problem::toString)
                .collect(Collectors.joining("\n  - ", headline(problems.size()) + "\n  - ", "")));
    }

    /** One problem that shows only in a file which a setting names: what is wrong with it and the remedy. */
    public SettingsRefused(String problem) {
        super(headline(1) + "\n  - " + problem);
    }

    private static String headline(int count) {
        return count == 1 ? "Nothing was started: 1 problem with the settings."
                : "Nothing was started: " + count + " problems with the settings.";
    }
}
