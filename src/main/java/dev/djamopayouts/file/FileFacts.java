package dev.djamopayouts.file;

import dev.djamopayouts.payout.Language;
import java.time.Instant;
import java.util.Objects;

/**
 * What an answer says about the file it answers.
 *
 * @param fileId     the ledger's number of the file; 0 where it has none, and the answer then leaves it out
 * @param name       the name it was dropped under
 * @param sha256     of its bytes as they were dropped, in hex
 * @param contentSha256 of what it holds once it is unpacked; an answer names it where it is another
 * @param bytes      how large it is
 * @param receivedAt when it was taken from the inbox
 * @param sender     whose file it is, or null: it came into a common inbox
 * @param language   of the answers to it
 */
public record FileFacts(long fileId, String name, String sha256, String contentSha256, long bytes, Instant receivedAt, String sender,
                        Language language) {

    public FileFacts {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(contentSha256, "contentSha256");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(language, "language");
    }

    /** Of a file that is not packed and came into a common inbox, answered in English. */
    public FileFacts(long fileId, String name, String sha256, long bytes, Instant receivedAt) {
        this(fileId, name, sha256, sha256, bytes, receivedAt, null, Language.ENGLISH);
    }
}
