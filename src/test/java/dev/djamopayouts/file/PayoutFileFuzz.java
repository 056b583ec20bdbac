package dev.djamopayouts.file;

import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * What Jazzer calls with bytes that it makes up, led by which code they reach ({@code mvn -Pfuzz}, see the POM). Whatever
 * the bytes, the file is read and answered or it is refused: any other end, or one that takes too long or too much memory,
 * is a finding.
 */
public final class PayoutFileFuzz {

    /** The sheet of a workbook alone: what is packed round it would stop nearly every change before a cell is read. */
    public static final class Sheet {

        private static final String PART = "xl/worksheets/sheet1.xml";

        private Sheet() {
        }

        public static void fuzzerTestOneInput(byte[] sheet) {
            PayoutFileFuzz.fuzzerTestOneInput(workbook(sheet));
        }

        private static byte[] workbook(byte[] sheet) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes);
                    ZipInputStream parts = new ZipInputStream(new ByteArrayInputStream(book()))) {
                for (ZipEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                    zip.putNextEntry(new ZipEntry(part.getName()));
                    zip.write(part.getName().equals(PART) ? sheet : parts.readAllBytes());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        private static byte[] book() {
            return Xlsx.of(Xlsx.HEADER, Xlsx.row(2, Xlsx.text("A2", "R1"), Xlsx.number("B2", "2250707129876"), Xlsx.styled("C2", 1, "5000"),
                    Xlsx.shared("D2", 0)), Xlsx.row(3, Xlsx.text("B3", "0707129877"), Xlsx.formula("C3", "", "2*2500", "<v>5000</v>")))
                    .strings("<si><t>Salaire</t></si>", "<si><r><t>a</t></r><r><t>b</t></r></si>").formats("0", "#,##0", "14").bytes();
        }
    }

    private PayoutFileFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] content) {
        Drop.Read read;
        try {
            read = Drop.read(content, Drop.RULES);
        } catch (FileRefused e) {
            if (e.getCause() != null) {
                throw new IllegalStateException("refused over a fault of ours", e.getCause());
            }
            if (e.problems().isEmpty()) {
                throw new IllegalStateException("refused without a reason");
            }
            return;
        }
        FileForm form = FileForm.parse(read.form().text());
        if (!form.equals(read.form())) {
            throw new IllegalStateException("the ledger would give another form back: " + read.form().text());
        }
        if (read.rows().stream().map(PayoutRow::lineNo).distinct().count() != read.rows().size()) {
            throw new IllegalStateException("two rows have one place");
        }
        answer(read, form);
    }

    private static void answer(Drop.Read read, FileForm form) {
        try {
            Path target = Files.createTempFile("answer", "");
            try (Report result = form.result(target)) {
                read.rows().forEach(row -> result.add(result(row)));
            }
            try (Report failures = form.failures(target)) {
                read.rows().forEach(row -> failures.add(result(row)));
            } finally {
                Files.delete(target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResultRow result(PayoutRow row) {
        return new ResultRow(row.lineNo(), RowCells.decode(RowCells.encode(row.cells())), new PayoutId(1, row.lineNo()), null, null,
                PayoutState.REJECTED, row.refusal(), null, null, null, null, 0);
    }

    /** Writes a few good files to begin with into the folder. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        String row = "{\"reference\":\"SAL-1\",\"msisdn\":\"0707129876\",\"amount\":50000,\"x\":{\"y\":[1.5,null,\"\\u00e9\"]}}";
        write(folder, "csv", "reference;msisdn;amount\r\nR1;07 07 12 98 76;5 000\r\n\"R\"\"2\";+2250707129877;50.000\r\n");
        write(folder, "json", "[" + row + "," + row + "]");
        write(folder, "jsonl", row + "\n" + row + "\n");
        write(folder, "pain", Pain.message(Pain.V09, 55_000, Pain.payment("R1", "+2250707129876", "50000.00"), Pain.payment("R2", "0707129877", "5000")));
        Files.write(folder.resolve("utf16"), ("\uFEFF" + "msisdn\tamount\r\n0707129876\t5000\r\n").getBytes(StandardCharsets.UTF_16LE));
        Files.write(folder.resolve("xlsx"), Sheet.book());
        Path sheets = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-sheet"));
        try (ZipInputStream parts = new ZipInputStream(new ByteArrayInputStream(Sheet.book()))) {
            for (ZipEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                if (part.getName().equals(Sheet.PART)) {
                    Files.write(sheets.resolve("sheet"), parts.readAllBytes());
                }
            }
        }
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
