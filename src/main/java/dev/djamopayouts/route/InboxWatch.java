package dev.djamopayouts.route;

import dev.djamopayouts.ledger.Leases;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one instance at a time poll an inbox, knows when each was last polled well, and says what is wrong with one that is
 * not: once, and once more when something else has to be done about it.
 */
final class InboxWatch implements PollingConsumerPollStrategy {

    /**
     * How the polls of one inbox go.
     *
     * @param lastGoodMillis epoch milliseconds, 0 before the first good poll
     * @param trouble        what the last poll failed with, null after a good one
     */
    record Polls(long lastGoodMillis, String trouble) {
    }

    private static final Logger LOG = LoggerFactory.getLogger(InboxWatch.class);

    private static final String TAKEN = ".taken";

    private final Leases leases;
    private final Clock clock;
    private final Map<String, Polls> polls = new ConcurrentHashMap<>();
    /** The leases of the polls under way. */
    private final Map<String, String> polling = new ConcurrentHashMap<>();

    InboxWatch(Leases leases, Clock clock) {
        this.leases = leases;
        this.clock = clock;
    }

    Map<String, Polls> polls() {
        return Map.copyOf(polls);
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        String inbox = inbox(endpoint);
        polls.putIfAbsent(inbox, new Polls(0, null));
        String lease = "poll " + identity(endpoint);
        if (!leases.hold(lease)) {
            // Another instance polls it, and is alive: its lease would have ended otherwise.
            polls.put(inbox, new Polls(clock.millis(), null));
            return false;
        }
        polling.put(inbox, lease);
        return true;
    }

    /** Keeps the leases of polls that take long, such as those that bring a large file. */
    void keepLeases() {
        polling.values().forEach(leases::hold);
    }

    /** A folder is known by what stands in it: on two machines the same path may be one folder or two. */
    private static String identity(Endpoint endpoint) {
        if (endpoint instanceof FileEndpoint folder) {
            Path inbox = Path.of(folder.getConfiguration().getDirectory()).toAbsolutePath().normalize();
            return FolderName.of(inbox.endsWith(TAKEN) ? inbox.getParent() : inbox);
        }
        String uri = inbox(endpoint);
        return uri.endsWith("/" + TAKEN) ? uri.substring(0, uri.length() - TAKEN.length() - 1) : uri;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        polling.remove(inbox(endpoint));
        Polls before = polls.put(inbox(endpoint), new Polls(clock.millis(), null));
        if (before != null && before.trouble != null) {
            LOG.info("the inbox {} can be read again", inbox(endpoint));
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        polling.remove(inbox(endpoint));
        String trouble = rootMessage(cause);
        Polls before = polls.get(inbox(endpoint));
        if (before == null || before.trouble == null || !remedy(trouble).equals(remedy(before.trouble))) {
            LOG.error("the inbox {} cannot be read: {}. {}; it is tried again at every poll", inbox(endpoint), trouble,
                    remedy(trouble));
        }
        polls.put(inbox(endpoint), new Polls(before == null ? 0 : before.lastGoodMillis, trouble));
        return false;
    }

    /** Scheme, user and host, or folder, without options: they may hold secrets. One path is two folders to two users. */
    private static String inbox(Endpoint endpoint) {
        String uri = endpoint.getEndpointBaseUri();
        if (endpoint instanceof FileEndpoint) {
            return uri;
        }
        int at = uri.indexOf('@');
        String place = uri.substring(at < 0 ? uri.indexOf("//") + 2 : at + 1);
        String user = endpoint instanceof SftpEndpoint server ? server.getConfiguration().getUsername() + "@" : "";
        return uri.substring(0, uri.indexOf(':') + 1) + "//" + user + place;
    }

    private static String rootMessage(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static String remedy(String trouble) {
        String lower = trouble.toLowerCase(java.util.Locale.ROOT);
        if (lower.contains("auth fail") || lower.contains("auth cancel")) {
            return "The server refuses the login: check sftp.username and sftp.password or the private key, in the settings or"
                    + " in the sender's profile";
        }
        if (lower.contains("hostkey") || lower.contains("host key")) {
            return "The server's host key is not the one in sftp.known-hosts-file: ask its owner whether it was changed, "
                    + "and only then replace the line";
        }
        return "Check that it exists, that it may be read and written, and that the network is up";
    }
}
