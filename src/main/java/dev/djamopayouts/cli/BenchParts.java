package dev.djamopayouts.cli;

import dev.djamopayouts.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a bench starts and must not leave behind: a folder, a sandbox in a process of its own, the product. Ended in order
 * when the bench is done, and as well as can be when it is interrupted.
 */
final class BenchParts implements AutoCloseable {

    private static final int REMOVE_TRIES = 5;

    private final Path folder;
    private final boolean keep;
    private final Thread interrupted = new Thread(this::endAtOnce, "bench-end");
    private volatile BenchSandbox sandbox;
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

    BenchProduct startProduct(Settings settings, BenchRows rows, BenchProgress progress) throws CommandFailed {
        product = BenchProduct.start(settings, sandbox, rows, progress);
        return product;
    }

    @Override
    public void close() {
        try {
            if (product != null) {
                product.close();
            }
        } finally {
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
