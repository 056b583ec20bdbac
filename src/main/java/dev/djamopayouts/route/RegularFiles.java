package dev.djamopayouts.route;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpATTRS;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves alone whatever an inbox holds beside regular files, and says so once for a name: a pipe would hold up the intake
 * for ever, and a link would have the answers quote a file that its sender may not read.
 */
final class RegularFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RegularFiles.class);
    private static final int MOST_SAID = 1_000;

    private final Set<String> said = new HashSet<>();

    synchronized boolean accept(GenericFile<?> file) {
        boolean regular = isRegular(file.getFile());
        if (!regular && said.size() < MOST_SAID && said.add(file.getFileName())) {
            LOG.warn("{} is left alone: it is a link, a pipe or the like, and no file", file.getFileName().replaceAll("\\p{Cntrl}", "?"));
        }
        return regular;
    }

    private static boolean isRegular(Object file) {
        if (file instanceof File local) {
            return Files.isRegularFile(local.toPath(), LinkOption.NOFOLLOW_LINKS);
        }
        return !(file instanceof SftpRemoteFile<?> remote && remote.getRemoteFile() instanceof ChannelSftp.LsEntry entry)
                || isRegular(entry.getAttrs());
    }

    /** A server need not say what kind of entry it lists; what it does not say is taken for a file, as the client does. */
    private static boolean isRegular(SftpATTRS listed) {
        return !(listed.isLink() || listed.isDir() || listed.isFifo() || listed.isSock() || listed.isChr() || listed.isBlk());
    }
}
