package dev.djamopayouts.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * XML being written to a file, in which sums stand before what they are the sums of: a place is kept for them, blank as
 * between any two elements, and filled once they are known. So nothing is held and the rows are walked through once.
 */
final class XmlOut implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    /** A place that was kept. */
    record Place(long offset, int bytes) {
    }

    private final FileChannel channel;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;
    private long flushed;

    XmlOut(Path target) throws IOException {
        // A half-written report of a process that was killed is written again from the start.
        channel = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Writes what is XML already; {@link UncheckedIOException} where the disk does not take it. */
    void write(String xml) {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        for (int start = 0; start < bytes.length;) {
            if (used == buffer.length) {
                flush();
            }
            int count = Math.min(buffer.length - used, bytes.length - start);
            System.arraycopy(bytes, start, buffer, used, count);
            used += count;
            start += count;
        }
    }

    /** Keeps a place of that many bytes; of several places the last one kept is filled first. */
    Place keep(int bytes) {
        Place place = new Place(flushed + used, bytes);
        write(" ".repeat(bytes));
        return place;
    }

    /** Fills a place with elements; {@link IllegalArgumentException} where they do not fit. What stays blank is closed up while it is in memory. */
    void fill(Place place, String xml) {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > place.bytes()) {
            throw new IllegalArgumentException(bytes.length + " bytes do not fit in a place of " + place.bytes());
        }
        if (place.offset() < flushed) {
            flush();
            put(bytes, bytes.length, place.offset());
            return;
        }
        int start = (int) (place.offset() - flushed);
        int end = start + place.bytes();
        System.arraycopy(bytes, 0, buffer, start, bytes.length);
        System.arraycopy(buffer, end, buffer, start + bytes.length, used - end);
        used -= place.bytes() - bytes.length;
    }

    private void flush() {
        put(buffer, used, flushed);
        flushed += used;
        used = 0;
    }

    private void put(byte[] bytes, int length, long offset) {
        try {
            ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
            while (from.hasRemaining()) {
                channel.write(from, offset + from.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything is on the disk after it, so that the rename that follows never shows half a file. */
    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
            channel.force(true);
        }
    }

    /** An element with that text in it; nothing at all where the text is null or empty. */
    static String element(String name, String text) {
        return text == null || text.isEmpty() ? "" : "<" + name + ">" + escaped(text) + "</" + name + ">";
    }

    /** A text as it may stand in an element or in the quotes of an attribute. What XML cannot hold becomes a question mark. */
    static String escaped(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String instead = instead(text, i, c);
            if (instead != null && escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null) {
                if (instead == null) {
                    escaped.append(c);
                } else {
                    escaped.append(instead);
                }
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static String instead(String text, int index, char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\t', '\n', '\r' -> "&#" + (int) c + ";";
            default -> c < ' ' || c == '\uFFFE' || c == '\uFFFF' || isHalf(text, index, c) ? "?" : null;
        };
    }

    private static boolean isHalf(String text, int index, char c) {
        if (Character.isHighSurrogate(c)) {
            return index + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }
}
