package dev.djamopayouts.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One page of the user documentation, as the tests that hold it to the truth read it. */
record Page(Path file, String text) {

    /** A fenced block under a comment such as {@code <!-- answer: may.csv.ack.json -->}. */
    private static final Pattern MARKED = Pattern.compile("<!-- ([a-z ]+): (\\S+) -->\\n```\\w*\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern INLINE = Pattern.compile("(?<!`)`([^`\\n]+)`(?!`)");
    private static final Pattern FENCED = Pattern.compile("```\\w*\\n(.*?)```", Pattern.DOTALL);

    /**
     * A block that is run.
     *
     * @param kind what is done with it
     * @param name of the file it is about
     */
    record Block(Path page, String kind, String name, String text) {
    }

    /** README.md and the pages of the site. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        pages.add(read(Path.of("README.md")));
        try (Stream<Path> site = Files.list(Path.of("src/site/markdown"))) {
            for (Path file : site.filter(it -> it.toString().endsWith(".md")).sorted().toList()) {
                pages.add(read(file));
            }
        }
        return pages;
    }

    static Page read(Path file) throws IOException {
        return new Page(file, Files.readString(file));
    }

    List<Block> blocks() {
        return MARKED.matcher(text).results().map(it -> new Block(file, it.group(1), it.group(2), it.group(3))).toList();
    }

    /** What stands between back ticks, in sentences and tables. */
    List<String> inlineCode() {
        return FENCED.matcher(text).replaceAll("").lines().flatMap(line -> INLINE.matcher(line).results().map(it -> it.group(1))).toList();
    }

    /** Every line of the fenced blocks, and every inline code. */
    List<String> code() {
        List<String> code = new ArrayList<>(inlineCode());
        FENCED.matcher(text).results().flatMap(it -> it.group(1).lines()).forEach(code::add);
        return code;
    }

    /** The inline code of one column of the table that begins with this header line. */
    List<String> column(String headerLine, int column) {
        int start = text.indexOf(headerLine);
        if (start < 0) {
            throw new AssertionError("no table begins with " + headerLine + " in " + file);
        }
        List<String> found = new ArrayList<>();
        for (String line : text.substring(start).lines().skip(2).takeWhile(it -> it.startsWith("|")).toList()) {
            Matcher cell = INLINE.matcher(line.split("(?<!\\\\)\\|", -1)[column + 1]);
            cell.results().forEach(it -> found.add(it.group(1)));
        }
        return found;
    }
}
