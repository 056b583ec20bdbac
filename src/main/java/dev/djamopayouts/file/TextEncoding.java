package dev.djamopayouts.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a text is written.
 *
 * @param charset  what its bytes mean
 * @param bomBytes how long the byte order mark is that says so; 0 where there is none
 */
record TextEncoding(Charset charset, int bomBytes) {

    /** The mark decides; a text without one is in the charset that is agreed. */
    static TextEncoding of(byte[] head, Charset agreed) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new TextEncoding(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2);
        }
        return startsWith(head, 0xFE, 0xFF) ? new TextEncoding(StandardCharsets.UTF_16BE, 2) : new TextEncoding(agreed, 0);
    }

    /** How many bytes the smallest unit of it has. */
    int unitBytes() {
        return isUtf16() ? 2 : 1;
    }

    boolean isUtf16() {
        return charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE);
    }

    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** What bytes from the beginning say; a character that is cut off at their end counts as unreadable. */
    String text(byte[] head) {
        return new String(head, bomBytes, Math.max(0, head.length - bomBytes), charset);
    }

    private static boolean startsWith(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
