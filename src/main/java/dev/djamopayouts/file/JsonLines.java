package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.Reader;

/** The objects of JSON Lines: each on a line of its own, blank lines skipped. */
final class JsonLines implements JsonObjects {

    /** What a payout may look like. */
    static final String EXAMPLE = " {\"msisdn\": \"0707123456\", \"amount\": 50000}";

    private final Reader text;
    private final JsonFactory factory;
    private final int maxLineChars;
    private final char[] buffer = new char[1 << 14];
    private int at;
    private int end;
    private long lineNo;
    private JsonParser parser;

    /** @param maxLineChars bounds what is held of one line */
    JsonLines(Reader text, JsonFactory factory, int maxLineChars) {
        this.text = text;
        this.factory = factory;
        this.maxLineChars = maxLineChars;
    }

    @Override
    public JsonParser next() throws IOException {
        mustEnd();
        String line = line();
        while (line != null && Blanks.isBlank(line)) {
            line = line();
        }
        if (line == null) {
            return null;
        }
        parser = factory.createParser(line);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refused("the line " + lineNo + " is no object: write each payout as one, like" + EXAMPLE,
                    "la ligne " + lineNo + " n'est pas un objet : écrivez chaque paiement comme" + EXAMPLE);
        }
        return parser;
    }

    /** Two payouts on one line would have one number between them. */
    private void mustEnd() throws IOException {
        if (parser == null) {
            return;
        }
        if (parser.nextToken() != null) {
            throw refused("more follows the object on line " + lineNo + ": begin each payout on a line of its own",
                    "il y a une suite après l'objet de la ligne " + lineNo + " : commencez chaque paiement sur sa propre ligne");
        }
        parser.close();
        parser = null;
    }

    /** The next line without its end, or null. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        while (at < end || fill()) {
            if (!any) {
                any = true;
                lineNo++;
            }
            int start = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.append(buffer, start, at - start);
            if (line.length() > maxLineChars) {
                throw refused("the line " + lineNo + " has more than " + maxLineChars + " characters: shorten it, or put the payouts"
                        + " into an array", "la ligne " + lineNo + " a plus de " + maxLineChars
                        + " caractères : raccourcissez-la, ou mettez les paiements dans un tableau");
            }
            if (at < end) {
                at++;
                return line.toString();
            }
        }
        return any ? line.toString() : null;
    }

    private boolean fill() throws IOException {
        int count = text.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(count, 0);
        return count > 0;
    }

    private FileRefused refused(String english, String french) {
        return new FileRefused(Problem.inRow(lineNo, new Words(english, french)));
    }

    @Override
    public long lineNo() {
        return lineNo;
    }

    @Override
    public Words place() {
        return new Words("line " + lineNo, "la ligne " + lineNo);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
