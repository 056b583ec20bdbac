package dev.djamopayouts.journey;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A file as somebody dropped it, remembered for the auditor. */
record Drop(String name, byte[] content) {

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a careful sender does: written aside, then renamed. */
    void placeIn(Path inbox) {
        try {
            Files.createDirectories(inbox);
            Path aside = Files.createTempFile(inbox, ".drop", ".tmp");
            Files.write(aside, content);
            Files.move(aside, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data rows of a CSV, each as header to cell. */
    static List<Map<String, String>> csv(String text) {
        try (Stream<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(text).stream()) {
            return records.map(NamedCsvRecord::getFieldsAsMap).toList();
        }
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
