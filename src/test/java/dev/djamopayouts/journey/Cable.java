package dev.djamopayouts.journey;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A cable between a process and a server on this machine, which can be cut and mended. */
final class Cable implements AutoCloseable {

    private final int to;
    private final ServerSocket end;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    Cable(int to) {
        this.to = to;
        try {
            end = new ServerSocket();
            end.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::connectAll);
    }

    int port() {
        return end.getLocalPort();
    }

    /** Everything that is connected is so no more, and nobody is let through. */
    void cut() {
        cut = true;
        sockets.forEach(Cable::shut);
        sockets.clear();
    }

    void mend() {
        cut = false;
    }

    private void connectAll() {
        while (!end.isClosed()) {
            try {
                Socket from = end.accept();
                if (cut) {
                    shut(from);
                } else {
                    connect(from, new Socket(InetAddress.getLoopbackAddress(), to));
                }
            } catch (IOException e) {
                // Either end went away: whoever is at the other one sees it.
                continue;
            }
        }
    }

    private void connect(Socket from, Socket onward) {
        sockets.add(from);
        sockets.add(onward);
        threads.execute(() -> carry(from, onward));
        threads.execute(() -> carry(onward, from));
    }

    private static void carry(Socket from, Socket onward) {
        try (InputStream in = from.getInputStream(); OutputStream out = onward.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // Cut, or hung up.
        } finally {
            shut(from);
            shut(onward);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        end.close();
        cut();
        threads.shutdownNow();
    }
}
