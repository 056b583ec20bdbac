package dev.djamopayouts.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Office documents, which are zip files with parts of known names. */
final class Workbook {

    /** What the first part of a document is called, of those that Excel, LibreOffice and libraries write. */
    private static final List<String> FIRST_PARTS = List.of("[Content_Types].xml", "_rels/", "docProps/", "xl/", "word/", "mimetype",
            "META-INF/");

    private Workbook() {
    }

    /** Whether a zip file is an office document. */
    static boolean isOne(Path zipFile) throws IOException {
        return isOne(new Content.Plain(zipFile));
    }

    /** The same of what came packed. */
    static boolean isOne(Content content) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(content.open())) {
            // Only the first name: going on would unpack an entry that is perhaps a bomb.
            ZipEntry first = zip.getNextEntry();
            return first != null && FIRST_PARTS.stream().anyMatch(first.getName()::startsWith);
        } catch (EOFException | ZipException | IllegalArgumentException e) {
            // A damaged zip: the reader says what is wrong with it.
            return false;
        }
    }
}
