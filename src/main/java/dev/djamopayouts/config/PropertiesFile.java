package dev.djamopayouts.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A properties file read line by line. {@link Properties} reads the syntax but forgets the lines and lets a second
 * mention of a key win in silence; here each entry keeps its line, in the file's order.
 */
final class PropertiesFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final List<Problem> problems;
    private final List<Entry> entries = new ArrayList<>();

    /** One entry, as {@link Properties} reads it, and the line it begins on (from 1). */
    record Entry(String key, String value, int lineNo) {
    }

    private PropertiesFile(Path file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The entries of a UTF-8 file; what cannot be read is added to the problems. */
    static List<Entry> read(Path file, List<Problem> problems) {
        PropertiesFile read = new PropertiesFile(file, problems);
        try {
            read.addAll(Files.readAllLines(file));
        } catch (CharacterCodingException e) {
            problems.add(Problem.inFile(file, 0, "is not UTF-8; save it as UTF-8"));
        } catch (IOException e) {
            problems.add(Problem.inFile(file, 0, "cannot be read: " + e.getMessage()));
        }
        return read.entries;
    }

    private void addAll(List<String> lines) throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            int lineNo = i + 1;
            String line = withoutMark(lines.get(i), i);
            if (isComment(line)) {
                continue;
            }
            StringBuilder logical = new StringBuilder(line);
            while (goesOn(line) && i + 1 < lines.size()) {
                line = lines.get(++i);
                logical.append('\n').append(line);
            }
            add(logical.toString(), lineNo);
        }
    }

    private void add(String logicalLine, int lineNo) throws IOException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(logicalLine));
        } catch (IllegalArgumentException e) {
            problems.add(Problem.inFile(file, lineNo, "\\u wants four hexadecimal digits; write the letter itself"));
        }
        one.forEach((key, value) -> entries.add(new Entry((String) key, ((String) value).strip(), lineNo)));
    }

    private static String withoutMark(String line, int index) {
        return index == 0 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
    }

    private static boolean isComment(String line) {
        String text = line.stripLeading();
        return text.isEmpty() || text.charAt(0) == '#' || text.charAt(0) == '!';
    }

    /** An odd number of backslashes at the end joins the next line. */
    private static boolean goesOn(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
