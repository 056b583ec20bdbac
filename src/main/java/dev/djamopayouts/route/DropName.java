package dev.djamopayouts.route;

import dev.djamopayouts.file.TotalsFile;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.apache.camel.Exchange;

/**
 * The unique name under which pickup takes a file: {@code 20261123-183003-5f0c2a9be1d4~NAME}. From the moment a file bears
 * it, one drop is one name: nobody can drop another file on top of it, no move can destroy another file, and a pickup that
 * was interrupted finds the same drop again.
 */
public final class DropName {

    private static final Pattern FORM = Pattern.compile("(\\d{8}-\\d{6}-[0-9a-f]{12})~(.+)", Pattern.DOTALL);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int RANDOM_BYTES = 6;
    /** A file system takes 255 bytes; our prefix and the suffixes of the answers need the rest. */
    private static final int MAX_NAME_BYTES = 200;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    DropName(Clock clock) {
        this.clock = clock;
    }

    /** A new name for the file on the exchange; YAML routes call it in {@code move}. */
    public String take(Exchange exchange) {
        byte[] unique = new byte[RANDOM_BYTES];
        random.nextBytes(unique);
        return TIME.format(clock.instant()) + "-" + HexFormat.of().formatHex(unique) + "~"
                + shortened(exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class));
    }

    /** Whether pickup gave this name; never one that leads out of its folder, whatever a server lists. */
    static boolean isTaken(String name) {
        return FORM.matcher(name).matches() && CompleteFiles.isBare(name);
    }

    /** The unique part of a taken name. */
    static String dropId(String takenName) {
        return part(takenName, 1);
    }

    /** The name the file was dropped under. */
    static String name(String takenName) {
        return part(takenName, 2);
    }

    private static String part(String takenName, int group) {
        var matcher = FORM.matcher(takenName);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a name that pickup gave: " + takenName);
        }
        return matcher.group(group);
    }

    /** Control totals keep the end of their name, by which they are known, and the rest is shortened as their file's is. */
    static String shortened(String name) {
        if (TotalsFile.isOne(name)) {
            String file = TotalsFile.payoutName(name);
            return bounded(file) + name.substring(file.length());
        }
        return bounded(name);
    }

    private static String bounded(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_NAME_BYTES) {
            return name;
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        String tail = "~%08x".formatted(crc.getValue());
        int keep = name.length();
        while (name.substring(0, keep).getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES - tail.length()
                || Character.isHighSurrogate(name.charAt(keep - 1))) {
            keep--;
        }
        return name.substring(0, keep) + tail;
    }
}
