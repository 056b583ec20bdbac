package dev.djamopayouts.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A secret in a mounted file, as it is now: whoever renews a token writes the file anew and need not restart anything.
 * While the file is away or holds no secret the last one stands.
 */
final class MountedSecret implements Supplier<String> {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MAX_BYTES = 16_384;

    private final Path file;
    private String secret;
    private long readNanos = System.nanoTime();

    MountedSecret(Path file, String first) {
        this.file = file;
        this.secret = first;
    }

    /** The secret on the file's one line, or null where it holds none. */
    static String read(Path file) throws IOException {
        String text = Files.size(file) > MAX_BYTES ? "" : Files.readString(file).strip();
        return text.isEmpty() || text.lines().count() != 1 || text.chars().anyMatch(Character::isISOControl) ? null : text;
    }

    @Override
    public synchronized String get() {
        if (System.nanoTime() - readNanos > FRESH_NANOS) {
            readNanos = System.nanoTime();
            secret = readOr(secret);
        }
        return secret;
    }

    private String readOr(String last) {
        try {
            String now = read(file);
            return now == null ? last : now;
        } catch (IOException e) {
            // Being replaced, or unmounted for a moment: Djamo tells soon enough where the last one no longer works.
            return last;
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "secret in " + file;
    }
}
