package dev.djamopayouts.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The parts of a workbook, which is a zip file. No name in it is ever a path of ours. Its directory is bounded before it is
 * read into memory, and each part while it is unpacked.
 */
final class WorkbookParts implements Closeable {

    /** A workbook of a hundred sheets with pictures has some hundreds. */
    static final int MOST_PARTS = 2_000;
    private static final long MOST_DIRECTORY_BYTES = 1 << 20;
    private static final int END_BYTES = 22;
    private static final int MOST_COMMENT_BYTES = 0xFFFF;

    private final long maxPartBytes;
    private final ZipFile zip;

    private WorkbookParts(ZipFile zip, long maxPartBytes) {
        this.maxPartBytes = maxPartBytes;
        this.zip = zip;
    }

    static WorkbookParts open(Path file, long maxPartBytes) throws IOException {
        mustHaveSmallDirectory(file);
        WorkbookParts parts = null;
        try {
            parts = new WorkbookParts(new ZipFile(file.toFile()), maxPartBytes);
            parts.mustHavePlainNames();
            return parts;
        } catch (ZipException | IllegalArgumentException e) {
            throw WorkbookFault.saveAgain("the workbook (.xlsx) is damaged, or packed with a password",
                    "le classeur (.xlsx) est endommagé, ou protégé par un mot de passe");
        } catch (FileRefused e) {
            parts.close();
            throw e;
        }
    }

    /** Looks at the end of the directory only: the directory itself could be as large as the file. */
    private static void mustHaveSmallDirectory(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            int length = (int) Math.min(file.length(), END_BYTES + MOST_COMMENT_BYTES);
            byte[] tail = new byte[length];
            file.seek(file.length() - length);
            file.readFully(tail);
            int end = length - END_BYTES;
            while (end >= 0 && number(tail, end, 4) != 0x06054B50) {
                end--;
            }
            if (end < 0) {
                throw WorkbookFault.cutShort();
            }
            if (end + END_BYTES + number(tail, end + 20, 2) != length) {
                throw WorkbookFault.damaged();
            }
            // Numbers too large for their fields stand elsewhere, and are too large for a workbook too.
            if (number(tail, end + 10, 2) > MOST_PARTS || number(tail, end + 12, 4) > MOST_DIRECTORY_BYTES
                    || number(tail, end + 16, 4) == 0xFFFFFFFFL) {
                throw WorkbookFault.hostile("has more than " + MOST_PARTS + " parts", "a plus de " + MOST_PARTS + " parties");
            }
        }
    }

    private static long number(byte[] bytes, int offset, int length) {
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << 8 | bytes[offset + i] & 0xFF;
        }
        return number;
    }

    /** Two parts of one name: readers differ in which one they take. A name that climbs is there for another program. */
    private void mustHavePlainNames() {
        Set<String> names = new HashSet<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
            String name = entries.nextElement().getName();
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw WorkbookFault.hostile("has two parts of one name", "a deux parties du même nom");
            }
            if (name.startsWith("/") || ("/" + name + "/").contains("/../") || name.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':')) {
                throw WorkbookFault.hostile("has a part whose name is a path to elsewhere",
                        "a une partie dont le nom est un chemin vers ailleurs");
            }
        }
    }

    boolean has(String name) {
        return entry(name) != null;
    }

    /** The content of a part; {@link FileRefused} where it is not there. */
    InputStream open(String name) throws IOException {
        ZipEntry entry = entry(name);
        if (entry == null) {
            throw WorkbookFault.lacks(name);
        }
        try {
            return new PartStream(zip.getInputStream(entry), entry, maxPartBytes);
        } catch (ZipException e) {
            throw WorkbookFault.damaged();
        }
    }

    private ZipEntry entry(String name) {
        ZipEntry exact = zip.getEntry(name);
        // Names of parts are compared without case, and some programs rely on it.
        return exact != null ? exact : zip.stream().filter(entry -> entry.getName().equalsIgnoreCase(name)).findFirst().orElse(null);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
