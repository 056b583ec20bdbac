package dev.djamopayouts.cli;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The other side of the SFTP server: a payroll desk that uploads files and fetches answers, with a client of its own that
 * trusts the known host key and no other. Used by one thread.
 */
final class SftpDesk implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Session session;
    private final ChannelSftp channel;

    private SftpDesk(Session session, ChannelSftp channel) {
        this.session = session;
        this.channel = channel;
    }

    static SftpDesk connect(int port, String username, String password, Path knownHosts) throws IOException {
        Session session = null;
        try {
            JSch jsch = new JSch();
            jsch.setKnownHosts(knownHosts.toString());
            session = jsch.getSession(username, "127.0.0.1", port);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "password");
            session.setPassword(password);
            session.setDaemonThread(true);
            session.connect(TIMEOUT_MILLIS);
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect(TIMEOUT_MILLIS);
            return new SftpDesk(session, channel);
        } catch (JSchException e) {
            if (session != null) {
                session.disconnect();
            }
            throw new IOException("the SFTP server of the demo does not let its own client in: " + e.getMessage(), e);
        }
    }

    /** Uploads as a careful sender does: under a temporary name, then renamed. */
    void upload(String folder, String name, String content) throws IOException {
        String target = folder + "/" + name;
        try {
            channel.put(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), target + ".part");
            channel.rename(target + ".part", target);
        } catch (SftpException e) {
            throw new IOException("uploading " + target + " failed: " + e.getMessage(), e);
        }
    }

    /** The names of the files in a folder, hidden ones left out. */
    List<String> names(String folder) throws IOException {
        try {
            return channel.ls(folder).stream().map(ChannelSftp.LsEntry::getFilename).filter(name -> !name.startsWith("."))
                    .sorted().toList();
        } catch (SftpException e) {
            throw new IOException("listing " + folder + " failed: " + e.getMessage(), e);
        }
    }

    String download(String folder, String name) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            channel.get(folder + "/" + name, content);
        } catch (SftpException e) {
            throw new IOException("downloading " + folder + "/" + name + " failed: " + e.getMessage(), e);
        }
        return content.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        channel.disconnect();
        session.disconnect();
    }
}
