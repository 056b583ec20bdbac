package dev.djamopayouts.route;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a pickup take complete files only: one that has kept its size and time for as long as the setting says, by this
 * machine's own clock, whatever the clock of the other side. Names of uploads under way are left alone, and names that a
 * hostile server could use to reach beyond the folder are refused, as is whatever is no regular file.
 */
final class CompleteFiles implements GenericFileFilter<Object> {

    private static final Logger LOG = LoggerFactory.getLogger(CompleteFiles.class);
    private static final Set<String> UPLOADING = Set.of(".part", ".filepart", ".tmp", ".crdownload", ".partial", ".swp");
    private static final int MOST_WATCHED = 100_000;
    private static final int MOST_SAID = 1_000;

    private record Look(long length, long modified, long sinceNanos) {
    }

    private final long quietNanos;
    private final String forbidden;
    private final Map<String, Look> watched = new LinkedHashMap<>();
    private final Set<String> said = new HashSet<>();
    private final RegularFiles regular = new RegularFiles();

    private CompleteFiles(long quietMillis, String forbidden) {
        this.quietNanos = TimeUnit.MILLISECONDS.toNanos(quietMillis);
        this.forbidden = forbidden;
    }

    static CompleteFiles inFolder(long quietMillis) {
        return new CompleteFiles(quietMillis, "");
    }

    /** The SFTP client takes a name with * or ? for a pattern: it would move another file, or none. */
    static CompleteFiles overSftp(long quietMillis) {
        return new CompleteFiles(quietMillis, "*?");
    }

    @Override
    public synchronized boolean accept(GenericFile<Object> file) {
        if (file.isDirectory()) {
            return false;
        }
        String name = file.getFileNameOnly();
        if (!isAcceptable(file.getFileName()) || isUploading(name) || !regular.accept(file)) {
            return false;
        }
        Look before = watched.remove(name);
        boolean same = before != null && before.length == file.getFileLength() && before.modified == file.getLastModified();
        Look now = same ? before : new Look(file.getFileLength(), file.getLastModified(), System.nanoTime());
        if (System.nanoTime() - now.sinceNanos >= quietNanos && (same || quietNanos == 0)) {
            return true;
        }
        watched.put(name, now);
        forgetOldest();
        return false;
    }

    private boolean isAcceptable(String name) {
        boolean bare = isBare(name) && name.chars().noneMatch(character -> forbidden.indexOf(character) >= 0);
        if (!bare && said.size() < MOST_SAID && said.add(name)) {
            LOG.warn("a file named {} is left alone: a payout file has a plain name, without folders, control characters{}",
                    name.replaceAll("\\p{Cntrl}", "?"), forbidden.isEmpty() ? "" : " and any of " + forbidden);
        }
        return bare;
    }

    /** Whether it names a file in the folder that was listed, and nothing beyond it. */
    static boolean isBare(String name) {
        return name.indexOf('/') < 0 && name.indexOf('\\') < 0 && !name.equals("..") && name.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isUploading(String name) {
        int dot = name.lastIndexOf('.');
        return name.startsWith(".") || dot >= 0 && UPLOADING.contains(name.substring(dot).toLowerCase(Locale.ROOT));
    }

    private void forgetOldest() {
        Iterator<String> names = watched.keySet().iterator();
        while (watched.size() > MOST_WATCHED) {
            names.next();
            names.remove();
        }
    }
}
