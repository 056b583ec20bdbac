package dev.djamopayouts.file;

import java.time.Instant;
import java.util.Objects;

/**
 * What an answer says about the file it answers.
 *
 * @param fileId     the ledger's number of the file; 0 where it has none, and the answer then leaves it out
 * @param name       the name it was dropped under
 * @param sha256     of its content, in hex
 * @param bytes      how large it is
 * @param receivedAt when it was taken from the inbox
 */
public record FileFacts(long fileId, String name, String sha256, long bytes, Instant receivedAt) {

    public FileFacts {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(receivedAt, "receivedAt");
    }
}
