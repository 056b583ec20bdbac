package dev.djamopayouts.file;

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
