package dev.djamopayouts.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the processes of a bench have used at one moment.
 *
 * @param nanos           when
 * @param cpuNanos        CPU of this process so far, and of further instances
 * @param sandboxCpuNanos CPU of the sandbox's
 * @param machineNanos    CPU of all processes of the machine so far; 0 where the system does not say
 */
record BenchLoad(long nanos, long cpuNanos, long sandboxCpuNanos, long machineNanos) {

    private static final Path MACHINE = Path.of("/proc/stat");
    private static final long TICK_NANOS = 10_000_000;
    /** user, nice, system, then idle and iowait that are left out, irq, softirq, steal. */
    private static final int[] BUSY_COLUMNS = {1, 2, 3, 6, 7, 8};

    private static final Pattern MOST_RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    static BenchLoad now(BenchParts parts) {
        long cpuNanos = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        long others = parts.others().stream().mapToLong(it -> it.cpu().toNanos()).sum();
        return new BenchLoad(System.nanoTime(), cpuNanos + others, parts.sandbox().cpu().toNanos(), machine());
    }

    BenchLoad since(BenchLoad before) {
        return new BenchLoad(nanos - before.nanos, cpuNanos - before.cpuNanos, sandboxCpuNanos - before.sandboxCpuNanos,
                machineNanos - before.machineNanos);
    }

    private static long machine() {
        try (Stream<String> lines = Files.lines(MACHINE)) {
            String[] ticks = lines.findFirst().orElse("").split(" +");
            return IntStream.of(BUSY_COLUMNS).mapToLong(column -> Long.parseLong(ticks[column])).sum() * TICK_NANOS;
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** Begins to look for the heap's peak. */
    static void forgetPeakHeap() {
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The sum of what each part of the heap held at most: no less than the heap held at any moment. */
    static long peakHeapBytes() {
        return heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();
    }

    /** The most memory a process had resident since its start; 0 where the system does not say. */
    static long mostResidentBytes(long pid) {
        try {
            Matcher most = MOST_RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
            return most.find() ? Long.parseLong(most.group(1)) << 10 : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
