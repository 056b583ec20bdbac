package dev.djamopayouts.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Where the remote inbox is.
 *
 * <p>The path is counted from the login folder, as OpenSSH and Camel do: {@code sftp://bank:22/payouts/inbox} is
 * {@code payouts/inbox} there. camel-ftp drops further slashes at the start and only warns of it, so a path meant from
 * the root ({@code sftp://bank:22//srv}) would silently be another folder; it is refused here.
 *
 * @param inbox the path without slashes at either end
 */
record SftpAddress(String host, int port, String inbox) {

    private static final int DEFAULT_PORT = 22;
    /** Letters of any script, digits and what file names usually hold; no %, blanks, braces: they change in a URI. */
    private static final Pattern PLAIN_PATH = Pattern.compile("[\\p{L}\\p{N}._~@+/-]+");

    /** Throws {@link IllegalArgumentException} with the remedy. */
    static SftpAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must read sftp://host:port/path/to/inbox: " + e.getReason(), e);
        }
        if (!"sftp".equals(uri.getScheme()) || uri.getRawPath() == null) {
            throw new IllegalArgumentException("must read sftp://host:port/path/to/inbox");
        }
        if (uri.getRawUserInfo() != null || text.contains("@")) {
            throw new IllegalArgumentException("holds a user; give sftp.username, and the password as a secret");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("must name a host: sftp://host:port/path/to/inbox");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("ends at the path; options of the endpoint stand in the route file");
        }
        return new SftpAddress(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), inbox(uri.getPath()));
    }

    private static String inbox(String path) {
        if (path.startsWith("//")) {
            throw new IllegalArgumentException("its path is counted from the login folder, never from the root; write"
                    + " one slash, and let the server's operator link the folder there");
        }
        String inbox = path.replaceFirst("^/", "").replaceFirst("/+$", "");
        if (inbox.isEmpty()) {
            throw new IllegalArgumentException("must name the inbox folder, as outbox/ and archive/ go beside it");
        }
        mustBePlain(inbox);
        return inbox;
    }

    private static void mustBePlain(String path) {
        if (!PLAIN_PATH.matcher(path).matches() || ("/" + path + "/").matches(".*/(\\.{0,2})/.*")) {
            throw new IllegalArgumentException("its path may hold letters, digits and . _ ~ @ + - only, and no ..");
        }
    }

    /** A path at the same server; {@link IllegalArgumentException} with the remedy. */
    static String pathAt(String text) {
        if (text.startsWith("sftp:") || text.startsWith("/")) {
            throw new IllegalArgumentException("must be a path at the server of the inbox, counted from the login folder, such as"
                    + " payouts/outbox; it begins with no slash");
        }
        String path = text.replaceFirst("/+$", "");
        mustBePlain(path);
        return path;
    }

    /** A folder with the same parent as the inbox. */
    String beside(String folder) {
        return inbox.substring(0, inbox.lastIndexOf('/') + 1) + folder;
    }
}
