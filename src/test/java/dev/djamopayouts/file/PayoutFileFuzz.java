package dev.djamopayouts.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What Jazzer calls with bytes that it makes up, led by which code they reach ({@code mvn -Pfuzz}, see the POM). Whatever
 * the bytes, the file is read or refused: any other end, or one that takes too long or too much memory, is a finding.
 */
public final class PayoutFileFuzz {

    private PayoutFileFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] content) {
        Drop.Read read;
        try {
            read = Drop.read(content, Drop.RULES);
        } catch (FileRefused e) {
            if (e.problems().isEmpty()) {
                throw new IllegalStateException("refused without a reason");
            }
            return;
        }
        if (!FileForm.parse(read.form().text()).equals(read.form())) {
            throw new IllegalStateException("the ledger would give another form back: " + read.form().text());
        }
        if (read.rows().stream().map(PayoutRow::lineNo).distinct().count() != read.rows().size()) {
            throw new IllegalStateException("two rows have one place");
        }
    }

    /** Writes a few good files to begin with into the folder. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        String row = "{\"reference\":\"SAL-1\",\"msisdn\":\"0707129876\",\"amount\":50000,\"x\":{\"y\":[1.5,null,\"\\u00e9\"]}}";
        write(folder, "csv", "reference;msisdn;amount\r\nR1;07 07 12 98 76;5 000\r\n\"R\"\"2\";+2250707129877;50.000\r\n");
        write(folder, "json", "[" + row + "," + row + "]");
        write(folder, "jsonl", row + "\n" + row + "\n");
    }

    private static void write(Path folder, String name, String text) throws IOException {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(name), plain);
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(plain);
        }
        Files.write(folder.resolve(name + ".gz"), gzipped.toByteArray());
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(plain);
        }
        Files.write(folder.resolve(name + ".zip"), zipped.toByteArray());
    }
}
