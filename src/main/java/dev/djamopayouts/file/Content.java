package dev.djamopayouts.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a dropped file holds, unpacked where it came packed. It can be read as often as asked for and is always the same;
 * nothing of it is written to the disk, but for a workbook: see {@link Unwrapped}.
 */
sealed interface Content permits Content.Plain, Content.Gzip, Content.Zip {

    /** What it holds, from its beginning; what is wrong with the packing is a {@link FileRefused} of some later read. */
    InputStream open() throws IOException;

    /** Finds out by its first bytes how a file is packed. It is unpacked once: what is packed twice hides something. */
    static Content of(Path file, long maxBytes) throws IOException {
        Content plain = new Plain(file);
        byte[] head = FileKind.head(plain);
        if (FileKind.isGzip(head)) {
            return new Gzip(file, maxBytes);
        }
        return FileKind.isZip(head) && !Workbook.isOne(file) ? new Zip(file, maxBytes) : plain;
    }

    /** A file as it is. */
    record Plain(Path file) implements Content {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    /** A file packed by gzip; several members one after the other are one content, as gunzip has it. */
    record Gzip(Path file, long maxBytes) implements Content {

        @Override
        public InputStream open() throws IOException {
            return new UnpackedStream(Files.newInputStream(file), WholeGzip::new, "gzip", maxBytes);
        }
    }

    /** The only entry of a zip. Its name is never a path of ours: it is not even looked at. */
    record Zip(Path file, long maxBytes) implements Content {

        @Override
        public InputStream open() throws IOException {
            return new UnpackedStream(Files.newInputStream(file), OnlyEntryStream::new, "zip", maxBytes);
        }
    }
}
