package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.util.List;

/**
 * A row as the file gives it, before anything in it is judged. A field is null where the file has no place for it.
 *
 * @param lineNo where the row stands in the file, 1 being the first place; no other row has the same
 * @param cells  what is kept of it for the answers
 * @param fault  why none of its fields can be read, or null
 */
record RawRow(long lineNo, List<String> cells, Field reference, Field msisdn, Field amount, Field description, Words fault) {

    /** How much of the memory it takes, in characters. */
    long chars() {
        long chars = 0;
        for (String cell : cells) {
            chars += cell.length();
        }
        return chars;
    }

    /**
     * A field as the file gives it.
     *
     * @param text  as it is written
     * @param fault why the text must not be read although it might look right, or null
     */
    record Field(String text, Words fault) {

        static Field of(String text) {
            return new Field(text, null);
        }
    }
}
