package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A payout file cannot be read as one: nothing of it may be paid. Thrown when it is opened, or by the chunk in which
 * the reader meets the fault; what earlier chunks held is void with it. Unchecked, so that an iterator can throw it.
 */
public final class FileRefused extends RuntimeException {

    private static final int SHOWN_IN_MESSAGE = 5;

    private final transient List<Problem> problems;

    public FileRefused(List<Problem> problems) {
        super(describe(problems));
        this.problems = List.copyOf(problems);
    }

    FileRefused(Problem problem) {
        this(List.of(problem));
    }

    /**
     * A failure of ours over a file, which is refused like a bad one: it would come back at every poll otherwise, and its
     * sender would never hear of it. The cause says what failed.
     */
    static FileRefused unexpected(RuntimeException failure) {
        String kind = failure.getClass().getSimpleName();
        FileRefused refused = new FileRefused(Problem.inFile(new Words("reading the file failed, and the fault may be ours (" + kind
                + "): have the operator look into the log, and send the file in another form meanwhile",
                "la lecture du fichier a échoué, et la faute est peut-être de notre côté (" + kind
                + ") : demandez à l'exploitant de consulter le journal, et envoyez le fichier sous une autre forme en attendant")));
        refused.initCause(failure);
        return refused;
    }

    /** What is wrong, at least one and never more than a header has columns. */
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(List<Problem> problems) {
        return problems.stream().limit(SHOWN_IN_MESSAGE)
                .map(problem -> "line " + problem.lineNo() + ", " + problem.field() + ": " + problem.reason())
                .collect(Collectors.joining("; "));
    }
}
