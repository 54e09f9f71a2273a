package io.tracelake.client.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server of plain sockets, so that a test can misbehave on the wire in any way it likes. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Answer answer;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    /** Writes what it likes, nothing included; closing the socket ends the connection. */
    @FunctionalInterface
    public interface Answer {
        void write(Request request, Socket socket) throws IOException;
    }

    public record Request(int number, String method, String target, Map<String, String> headers, String body) {}

    private RawServer(ServerSocket listener, Answer answer) {
        this.listener = listener;
        this.answer = answer;
    }

    public static RawServer start(Answer answer) {
        try {
            RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
            Thread.ofVirtual().start(server::accept);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Answers the first request with the first answer, and so on; the last answer serves the rest. */
    public static RawServer inTurn(Answer... answers) {
        return start(
                (request, socket) -> answers[Math.min(request.number(), answers.length) - 1].write(request, socket));
    }

    public static Answer json(int status, String body) {
        return respond(status, "Content-Type: application/json\r\n", body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer respond(int status, String headers, byte[] body) {
        return (request, socket) -> send(
                socket,
                "HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n",
                body);
    }

    public static void send(Socket socket, String head, byte[] body) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        OutputStream out = socket.getOutputStream();
        out.write(message.toByteArray());
        out.flush();
    }

    /** Ends a connection with a reset instead of a proper end. */
    public static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public List<Request> requests() {
        return requests;
    }

    public int connections() {
        return connections.get();
    }

    /** Connections that the client hasn't ended, nor the answer. */
    public int open() {
        return connections.get() - ended.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            List<String> head = readHead(in);
            while (!head.isEmpty()) {
                answer.write(note(head, in), socket);
                head = readHead(in);
            }
        } catch (IOException closed) {
            // The client, or the answer itself, ended the connection.
        } finally {
            ended.incrementAndGet();
        }
    }

    private synchronized Request note(List<String> head, InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String line = head.getFirst();
        String target = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
        String method = line.substring(0, line.indexOf(' '));
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        Request request =
                new Request(requests.size() + 1, method, target, headers, new String(body, StandardCharsets.UTF_8));
        requests.add(request);
        return request;
    }

    private static List<String> readHead(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            String text = line.toString().strip();
            if (text.isEmpty()) {
                return lines;
            }
            lines.add(text);
            line.setLength(0);
        }
        return List.of();
    }
}
