package dev.djamopayouts.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The texts that the cells of a workbook share. Any cell may ask for any of them, so all are held, as bytes one behind the
 * other: a million phone numbers take 20 MB, where strings would take 100. Beyond a bound the workbook is refused.
 */
final class SharedStrings {

    /** Three different texts in each row of the largest sheet there can be. */
    static final int MOST_TEXTS = 4 << 20;
    static final int MOST_BYTES = 96 << 20;
    private static final int BLOCK = 1 << 20;

    private final List<byte[]> blocks = new ArrayList<>();
    private int[] ends = new int[1_024];
    private int count;
    private int bytes;

    private SharedStrings() {
    }

    static SharedStrings read(WorkbookParts parts, String part, long mostBytesAtOnce) throws IOException {
        SharedStrings strings = new SharedStrings();
        if (part == null) {
            return strings;
        }
        try (PartXml xml = new PartXml(parts.open(part), mostBytesAtOnce)) {
            while (xml.next()) {
                xml.fresh();
                if (xml.starts("si")) {
                    strings.add(text(xml, "si"));
                }
            }
        }
        return strings;
    }

    /** The text of the element that starts here: that of its runs, without how they are pronounced. */
    static String text(PartXml xml, String element) throws IOException {
        StringBuilder text = new StringBuilder();
        while (xml.next() && !xml.ends(element)) {
            if (xml.starts("t")) {
                text.append(xml.text());
            } else if (xml.starts("rPh")) {
                xml.skip();
            }
        }
        return SheetText.read(text.toString());
    }

    private void add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (count == MOST_TEXTS || utf8.length > MOST_BYTES - bytes) {
            throw WorkbookFault.of("the workbook has more than " + MOST_TEXTS + " different texts, or " + (MOST_BYTES >> 20)
                    + " MB of them: remove columns that are not needed, split it, or save the sheet as “CSV UTF-8” and drop that",
                    "le classeur a plus de " + MOST_TEXTS + " textes différents, ou " + (MOST_BYTES >> 20)
                    + " Mo : retirez les colonnes inutiles, divisez-le, ou enregistrez la feuille en « CSV UTF-8 » et déposez-la");
        }
        for (int from = 0; from < utf8.length;) {
            if (bytes % BLOCK == 0) {
                blocks.add(new byte[BLOCK]);
            }
            int length = Math.min(utf8.length - from, BLOCK - bytes % BLOCK);
            System.arraycopy(utf8, from, blocks.get(bytes / BLOCK), bytes % BLOCK, length);
            from += length;
            bytes += length;
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, Math.min(MOST_TEXTS, count * 2));
        }
        ends[count++] = bytes;
    }

    /** The text of that number, from 0, or null where there is none. */
    String get(int index) {
        if (index < 0 || index >= count) {
            return null;
        }
        int start = index == 0 ? 0 : ends[index - 1];
        int length = ends[index] - start;
        if (start % BLOCK + length <= BLOCK) {
            return length == 0 ? "" : new String(blocks.get(start / BLOCK), start % BLOCK, length, StandardCharsets.UTF_8);
        }
        byte[] joined = new byte[length];
        for (int i = 0; i < length; i++) {
            joined[i] = blocks.get((start + i) / BLOCK)[(start + i) % BLOCK];
        }
        return new String(joined, StandardCharsets.UTF_8);
    }
}
