package dev.djamopayouts.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code to("lines:FOLDER")} appends the message as one line to {@code FOLDER/<header payoutFile>.jsonl}: whole and on the
 * disk when the step ends, or not at all. Camel's {@code file:} leaves half a line where the disk is full, does not force
 * what it appended, and reads the name, which the sender of a payout file chose, as an expression.
 */
final class LinesComponent extends DefaultComponent {

    /** The files that are being written now, so that all threads of the process share one lock for each. */
    private final Map<Path, LineFile> open = new ConcurrentHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new LinesEndpoint(uri, this, Path.of(remaining).toAbsolutePath().normalize());
    }

    /** Returns when the line is on the disk. The folder is made where it is missing. */
    void append(Path folder, String name, byte[] line) throws IOException {
        // By its real name: two links to one folder are one lock.
        Path path = Files.createDirectories(folder).toRealPath().resolve(name);
        LineFile file = open.compute(path, (key, current) -> (current == null ? new LineFile(key) : current).entered());
        try {
            file.append(line);
        } finally {
            open.computeIfPresent(path, (key, current) -> current.left());
        }
    }
}
