package dev.djamopayouts.file;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Run by {@link LargeFileTest} in a process of its own with little memory: reads a file of that many rows. */
final class LargeFile {

    private LargeFile() {
    }

    public static void main(String[] args) throws IOException {
        Path path = Path.of(args[0]);
        switch (args[2]) {
            case "json" -> writeJson(path, Long.parseLong(args[1]), "[", ",\n", "]\n");
            case "xlsx" -> writeXlsx(path, Integer.parseInt(args[1]));
            case "jsonl" -> writeJson(path, Long.parseLong(args[1]), "", "\n", "\n");
            case "pain" -> writePain(path, Long.parseLong(args[1]));
            default -> write(path, Long.parseLong(args[1]), args[2].equals("open-quote"));
        }
        AtomicLong kept = watchCollections();
        long start = System.nanoTime();
        long rows = 0;
        long valid = 0;
        try (PayoutFile file = PayoutFile.open(path, Drop.SHA, Drop.rules("CI", 100_000_000, 100_000, 100))) {
            for (Iterator<List<PayoutRow>> chunks = file.chunks(500); chunks.hasNext();) {
                List<PayoutRow> chunk = chunks.next();
                rows += chunk.size();
                valid += chunk.stream().filter(PayoutRow::isValid).count();
            }
            System.out.println("rows " + rows + " valid " + valid);
        } catch (FileRefused e) {
            System.out.println("refused " + e.getMessage());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d MB, %.1f s, %.0f rows/s, heap of %d MB, at most %d MB of it in use after a collection%n", Files.size(path) >> 20,
                seconds, rows / seconds, Runtime.getRuntime().maxMemory() >> 20, kept.get() >> 20);
    }

    /** The most that was in use right after a collection: what the reading needs, without what it only left behind. */
    private static AtomicLong watchCollections() {
        AtomicLong most = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener((notification, nothing) -> {
                if (notification.getUserData() instanceof CompositeData data) {
                    most.accumulateAndGet(GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                            .filter(pool -> pool.getKey().startsWith("G1") || pool.getKey().contains("Gen") || pool.getKey().contains("Eden")
                                    || pool.getKey().contains("Survivor")).mapToLong(pool -> pool.getValue().getUsed()).sum(), Math::max);
                }
            }, null, null);
        }
        return most;
    }

    static void write(Path path, long rows, boolean openQuote) throws IOException {
        try (Writer out = Files.newBufferedWriter(path)) {
            out.write("reference,msisdn,amount,description\n");
            for (long i = 0; i < rows; i++) {
                out.write("SAL-2026-" + i + (i % 2 == 0 ? ",0707" : ",+2250505") + (100_000 + i % 900_000) + "," + (5_000 + i % 400_000)
                        + (openQuote && i == 10 ? ",\"Salaire\n" : ",Salaire de janvier\n"));
            }
        }
    }

    static void writeXlsx(Path path, int rows) throws IOException {
        String mark = "ROWS";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path));
             ZipInputStream parts = new ZipInputStream(new ByteArrayInputStream(Xlsx.of(Xlsx.HEADER, mark).bytes()))) {
            for (ZipEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(part.getName()));
                String[] around = new String(parts.readAllBytes(), StandardCharsets.UTF_8).split(mark);
                zip.write(around[0].getBytes(StandardCharsets.UTF_8));
                if (around.length == 1) {
                    continue;
                }
                for (int i = 2; i < rows + 2; i++) {
                    zip.write(Xlsx.row(i, Xlsx.text("A" + i, "SAL-2026-" + i), Xlsx.text("B" + i, "+2250505" + (100_000 + i % 900_000)),
                            Xlsx.number("C" + i, Integer.toString(5_000 + i % 400_000)), Xlsx.text("D" + i, "Salaire")).getBytes(StandardCharsets.UTF_8));
                }
                zip.write(around[1].getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    static void writePain(Path path, long rows) throws IOException {
        String frame = Pain.ofBlocks(Pain.V09, rows, null, Pain.block(Pain.V09, "PMT-1", rows, Long.toString(rows * 5_000), "HERE"));
        try (Writer out = Files.newBufferedWriter(path)) {
            out.write(frame.substring(0, frame.indexOf("HERE")));
            for (long i = 0; i < rows; i++) {
                out.write(Pain.payment("SAL-2026-" + i, "+2250505" + (100_000 + i % 900_000), "5000"));
            }
            out.write(frame.substring(frame.indexOf("HERE") + 4));
        }
    }

    private static void writeJson(Path path, long rows, String start, String between, String end) throws IOException {
        try (Writer out = Files.newBufferedWriter(path)) {
            out.write(start);
            for (long i = 0; i < rows; i++) {
                out.write((i == 0 ? "" : between) + "{\"reference\":\"SAL-2026-" + i + "\",\"msisdn\":\"+2250505"
                        + (100_000 + i % 900_000) + "\",\"amount\":" + (5_000 + i % 400_000) + ",\"motif\":\"Salaire de janvier\"}");
            }
            out.write(end);
        }
    }
}
