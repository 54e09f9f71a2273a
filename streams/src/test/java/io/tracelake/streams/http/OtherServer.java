package io.tracelake.streams.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Says the same to everybody, then leaves the connection open until it is closed. */
final class OtherServer implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();

    private OtherServer(ServerSocket server, byte[] answer) {
        this.server = server;
        this.answer = answer;
    }

    static OtherServer answering(String status, String contentType, int contentLength, String body) throws IOException {
        String answer = "%s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, contentType, contentLength, body);
        var server = new OtherServer(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer.getBytes(StandardCharsets.UTF_8));
        Thread.ofVirtual().start(server::serve);
        return server;
    }

    private void serve() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                requests.add(head(connection));
                connection.getOutputStream().write(answer);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static String head(Socket connection) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = connection.getInputStream().read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Line and headers of the first request. */
    String request() throws InterruptedException {
        return String.valueOf(requests.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public void close() throws IOException {
        breakOff();
    }

    /** Ends every connection and takes no other. */
    void breakOff() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
