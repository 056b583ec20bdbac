package dev.djamopayouts.cli;

import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a bench starts and must not leave behind: a folder, a sandbox in a process of its own, the product. Ended in order
 * when the bench is done, and as well as can be when it is interrupted.
 */
final class BenchParts implements AutoCloseable {

    static final String READY = "ready in ";

    private static final int REMOVE_TRIES = 5;

    private final Path folder;
    private final boolean keep;
    private final Thread interrupted = new Thread(this::endAtOnce, "bench-end");
    private volatile BenchSandbox sandbox;
    private final List<BenchChild> others = new CopyOnWriteArrayList<>();
    private Map<String, String> values = Map.of();
    private BenchProduct product;

    private BenchParts(Path folder, boolean keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /** @param under where the folder is made; null for where temporary files go */
    static BenchParts begin(Path under, boolean keep) throws IOException {
        String prefix = "djamo-payouts-bench-";
        Path folder = under == null ? Files.createTempDirectory(prefix) : Files.createTempDirectory(under, prefix);
        BenchParts parts = new BenchParts(folder.toRealPath(), keep);
        Runtime.getRuntime().addShutdownHook(parts.interrupted);
        return parts;
    }

    Path folder() {
        return folder;
    }

    BenchSandbox startSandbox(BenchPlan plan, Settings settings) throws IOException, CommandFailed {
        sandbox = BenchSandbox.start(plan, settings, folder);
        return sandbox;
    }

    BenchSandbox sandbox() {
        return sandbox;
    }

    /** Whoever starts an instance in a process of its own gives it these settings. */
    void settingsOfOthers(Map<String, String> given) {
        values = Map.copyOf(given);
    }

    /** The product in this process, and its further instances, each in one of its own. */
    BenchProduct startProduct(BenchPlan plan, Settings settings, BenchRows rows, BenchProgress progress) throws IOException, CommandFailed {
        product = BenchProduct.start(settings, this, rows, progress);
        for (int instance = 1; instance < plan.instances(); instance++) {
            startOther(plan.concurrencyOf(instance));
        }
        return product;
    }

    /** An instance in a process of its own; secrets are in its environment. */
    BenchChild startOther(int concurrency) throws IOException, CommandFailed {
        List<String> args = new ArrayList<>(List.of("run", "--config", Files.writeString(folder.resolve("run.properties"), "").toString()));
        Map<String, String> secrets = new HashMap<>();
        Map<String, String> all = new HashMap<>(values);
        all.put(Setting.PAYOUTS_CONCURRENCY.key(), Integer.toString(concurrency));
        all.forEach((key, value) -> {
            if (BenchSettings.SECRETS.contains(key)) {
                secrets.put(key, value);
            } else {
                args.addAll(List.of("--set", key + "=" + value));
            }
        });
        long heapMegabytes = Runtime.getRuntime().maxMemory() >> 20;
        BenchChild other = BenchChild.start(folder, READY, heapMegabytes, secrets, args);
        others.add(other);
        return other;
    }

    List<BenchChild> others() {
        return others;
    }

    @Override
    public void close() {
        try {
            if (product != null) {
                product.close();
            }
        } finally {
            others.forEach(BenchChild::close);
            if (sandbox != null) {
                sandbox.close();
            }
            if (!keep) {
                FolderTree.remove(folder);
            }
            forgetInterruption();
        }
    }

    private void forgetInterruption() {
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) {
            // The process ends already.
        }
    }

    /** Nothing in the ledger of a bench is worth a clean stop: whoever interrupts it wants it gone. */
    private void endAtOnce() {
        others.forEach(BenchChild::kill);
        if (sandbox != null) {
            sandbox.close();
        }
        for (int i = 0; i < REMOVE_TRIES && !keep && Files.exists(folder); i++) {
            try {
                FolderTree.remove(folder);
            } catch (UncheckedIOException e) {
                // The product still writes into it; the next try finds less.
            }
        }
        Runtime.getRuntime().halt(1);
    }
}
