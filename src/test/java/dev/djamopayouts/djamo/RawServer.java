package dev.djamopayouts.djamo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each connection in its own way, down to the byte, and keeps the head of every request. */
final class RawServer implements AutoCloseable {

    @FunctionalInterface
    interface Behaviour {
        void serve(Socket socket) throws IOException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final Behaviour behaviour;

    RawServer(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers every request with the same bytes and closes. */
    static RawServer answering(String response) {
        return new RawServer(socket -> socket.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8)));
    }

    static String json(int status, String headers, String body) {
        return "HTTP/1.1 " + status + " x\r\nContent-Type: application/json\r\nConnection: close\r\n" + headers
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(5_000);
                requests.add(head(socket));
                behaviour.serve(socket);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // The other side went away, or the test is over: both are what some tests are about.
                continue;
            }
        }
    }

    private static String head(Socket socket) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder head = new StringBuilder();
        int length = 0;
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            head.append(line).append('\n');
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        char[] body = new char[length];
        int read = 0;
        while (read < length) {
            int some = reader.read(body, read, length - read);
            if (some < 0) {
                break;
            }
            read += some;
        }
        return head.append('\n').append(body, 0, read).toString();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
