package dev.djamopayouts.file;

/**
 * Whether bytes that are read by another charset are really UTF-8, seen as they pass: every one beyond ASCII belongs to a
 * sequence of UTF-8. Text of windows-1252 has hardly ever one such pair, and never nothing but such.
 */
final class Utf8Look {

    private int due;
    private boolean broken;
    private long first = -1;

    /** The next bytes; the first of them stands at that offset of the file. */
    void add(byte[] bytes, int from, int to, long offset) {
        for (int i = from; i < to && !broken; i++) {
            int b = bytes[i] & 0xFF;
            if (due > 0) {
                broken = (b & 0xC0) != 0x80;
                due--;
            } else if (b >= 0x80) {
                due = b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : 0;
                broken = due == 0;
                first = first < 0 ? offset + i - from : first;
            }
        }
    }

    /** Where the first sequence stands, now that the text has ended; -1 where it is not UTF-8, or ASCII alone. */
    long first() {
        return broken || due > 0 ? -1 : first;
    }
}
