package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds the payout file that an operator named. */
final class NamedFile {

    private static final int SUGGESTED = 10;

    private NamedFile() {
    }

    /** The file of this name, answer name or id; bad usage with the latest names where there is none. */
    static PayoutFileEntry find(Ledger ledger, String name, CommandLine command) {
        return ledger.files().find(name).orElseThrow(() -> new ParameterException(command,
                "the ledger knows no payout file " + name + latest(ledger.figures().latestFiles(SUGGESTED))));
    }

    private static String latest(List<PayoutFileEntry> files) {
        return files.isEmpty() ? "; it is empty" : "; the latest are " + files.stream()
                .map(file -> file.answerName() + " (" + file.id() + ")").collect(Collectors.joining(", "));
    }
}
