package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A file dropped by a test, read to its end. */
final class Drop {

    static final String SHA = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    static final ReadingRules RULES = rules("CI", 1_000_000, 100_000, 100);

    /** What is not ours: an excerpt of the file, what a parser says. */
    private static final Pattern QUOTED = Pattern.compile("(?s)“.*?”|«.*?»");
    /** Words that no French sentence of ours has. */
    private static final Pattern ENGLISH = Pattern.compile("(?i)\\b(the|it|which|with|remove|write|drop|rows)\\b");

    private Drop() {
    }

    static ReadingRules rules(String region, long maxRows, int maxRowChars, int maxColumns) {
        return new ReadingRules(region, new Xof(5_000), new Xof(500_000), maxRows, maxRowChars, maxColumns);
    }

    /** The rules for a sender with whom that charset is agreed. */
    static ReadingRules in(Charset charset) {
        return new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 1_000_000, 100_000, 100,
                new FileProfile(null, charset, Map.of(), Map.of(), null, FileProfile.Totals.OPTIONAL, null));
    }

    record Read(FileForm form, List<PayoutRow> rows) {

        CsvForm csv() {
            return (CsvForm) form;
        }

        List<List<String>> cells() {
            return rows.stream().map(PayoutRow::cells).toList();
        }
    }

    static Read read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), RULES);
    }

    static Read read(byte[] content, ReadingRules rules) {
        try {
            Path file = Files.createTempFile("drop", ".csv");
            try {
                Files.write(file, content);
                return read(file, rules);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Read read(Path path, ReadingRules rules) {
        try (PayoutFile file = PayoutFile.open(path, SHA, rules)) {
            List<PayoutRow> rows = new ArrayList<>();
            file.chunks(7).forEachRemaining(rows::addAll);
            rows.stream().filter(row -> !row.isValid()).forEach(row -> isSaidInBothLanguages(row.refusal().words()));
            return new Read(file.form(), rows);
        } catch (FileRefused e) {
            e.problems().forEach(problem -> isSaidInBothLanguages(problem.reason().words()));
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Held of whatever any test has refused: a sentence that is the same in both was never translated. */
    private static void isSaidInBothLanguages(Words words) {
        if (words.french().equals(words.english()) || words.french().isBlank() || ENGLISH.matcher(QUOTED.matcher(words.french()).replaceAll("…")).find()) {
            throw new AssertionError("this is no French: " + words.french());
        }
    }

    /** The only row of a file with that msisdn and amount cell. */
    static PayoutRow row(String msisdn, String amount) {
        return read("msisdn;amount\n\"" + msisdn + "\";\"" + amount + "\"\n").rows().get(0);
    }

    static FileRefused refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8), RULES);
    }

    static FileRefused refusal(byte[] content, ReadingRules rules) {
        FileRefused refused = catchThrowableOfType(FileRefused.class, () -> read(content, rules));
        if (refused == null) {
            throw new AssertionError("the file was read");
        }
        return refused;
    }
}
