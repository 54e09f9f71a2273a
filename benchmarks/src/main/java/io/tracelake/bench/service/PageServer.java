package io.tracelake.bench.service;

import io.tracelake.bench.data.ProjectIndex;
import io.tracelake.bench.data.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands out pages of the traces on disk: {@code PageServer <directory> <projects> <port>}. A trace is shown from its
 * timestamp on. {@code GET /seen} tells what has been asked for; {@code GET /forget} begins to count anew.
 *
 * <p>Knows bounds, {@code limit}, {@code page} and ascending order; nobody is refused. A thread for each connection.
 */
public final class PageServer {
    private static final int LONGEST_HEAD = 16 << 10;
    private static final int MOST_ROWS = 100;
    private static final byte[] OPENING = "{\"data\":[".getBytes(StandardCharsets.US_ASCII);

    private final ProjectIndex[] projects;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong first = new AtomicLong();

    private PageServer(ProjectIndex[] projects) {
        this.projects = projects;
    }

    public static void main(String[] args) throws IOException {
        var projects = new ProjectIndex[Integer.parseInt(args[1])];
        for (int p = 0; p < projects.length; p++) {
            projects[p] = ProjectIndex.open(Path.of(args[0]), p);
        }
        var server = new PageServer(projects);
        try (var socket = new ServerSocket(Integer.parseInt(args[2]), 64, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + socket.getLocalPort());
            while (true) {
                Socket client = socket.accept();
                Thread.ofPlatform().daemon().start(() -> server.serve(client));
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            var in = client.getInputStream();
            var out = client.getOutputStream();
            byte[] head = new byte[LONGEST_HEAD];
            for (String request = head(in, head); request != null; request = head(in, head)) {
                answer(PageRequest.parse(request), out);
            }
        } catch (IOException gone) {
            // The client has closed its connection.
        }
    }

    /** Clients send no bodies and wait for an answer before they ask again. */
    private static @Nullable String head(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        while (length < 4 || !endsHead(buffer, length)) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                return null;
            }
            length += read;
        }
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean endsHead(byte[] bytes, int length) {
        return bytes[length - 4] == '\r'
                && bytes[length - 3] == '\n'
                && bytes[length - 2] == '\r'
                && bytes[length - 1] == '\n';
    }

    private void answer(PageRequest request, OutputStream out) throws IOException {
        switch (request.path()) {
            case "/api/public/traces" -> traces(request, out);
            case "/api/public/health" -> send(out, "200 OK", "{\"status\":\"OK\",\"version\":\"3.0.0\"}");
            case "/api/public/projects" -> send(out, "200 OK", project(request));
            case "/api/public/metrics/daily" ->
                send(out, "200 OK", "{\"data\":[],\"meta\":" + meta(1, MOST_ROWS, 0) + "}");
            case "/seen" -> send(out, "200 OK", seen());
            case "/forget" -> {
                forget();
                send(out, "200 OK", seen());
            }
            default -> send(out, "404 Not Found", "{\"message\":\"nothing here\"}");
        }
    }

    private static String project(PageRequest request) {
        String id = Shape.projectId(request.project());
        return "{\"data\":[{\"id\":\"" + id + "\",\"name\":\"" + id + "\"}]}";
    }

    private String seen() {
        return "requests=" + requests + "\nrows=" + rows + "\nbytes=" + bytes + "\nfirst=" + first + "\n";
    }

    private void forget() {
        requests.set(0);
        rows.set(0);
        bytes.set(0);
        first.set(0);
    }

    private void traces(PageRequest request, OutputStream out) throws IOException {
        long now = micros();
        first.compareAndSet(0, now);
        ProjectIndex project = projects[request.project()];
        int limit = Math.min(MOST_ROWS, request.number("limit", MOST_ROWS));
        int page = request.number("page", 1);
        int begin = project.from(request.millis("fromTimestamp", 0));
        long until = Math.min(request.millis("toTimestamp", Long.MAX_VALUE), now / 1_000);
        int end = Math.max(begin, project.from(until));
        int from = (int) Math.min(end, begin + (long) (page - 1) * limit);
        int to = Math.min(end, from + limit);
        String meta = "],\"meta\":" + meta(page, limit, end - begin) + "}";
        byte[] tail = meta.getBytes(StandardCharsets.US_ASCII);
        int length = OPENING.length + Math.max(0, project.length(from, to) - 1) + tail.length;
        byte[] head = head("200 OK", length);
        // One more for the line feed of the last line, which becomes the first byte of what follows.
        byte[] answer = new byte[head.length + length + 1];
        System.arraycopy(head, 0, answer, 0, head.length);
        System.arraycopy(OPENING, 0, answer, head.length, OPENING.length);
        int at = head.length + OPENING.length;
        at += project.copy(from, to, answer, at);
        System.arraycopy(tail, 0, answer, at, tail.length);
        out.write(answer, 0, head.length + length);
        requests.incrementAndGet();
        rows.addAndGet(to - from);
        bytes.addAndGet(length);
    }

    private static long micros() {
        return Duration.between(Instant.EPOCH, Instant.now()).toNanos() / 1_000;
    }

    private static String meta(int page, int limit, int items) {
        return "{\"page\":%d,\"limit\":%d,\"totalItems\":%d,\"totalPages\":%d}"
                .formatted(page, limit, items, Math.ceilDiv(items, limit));
    }

    private static void send(OutputStream out, String status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(head(status, bytes.length));
        out.write(bytes);
    }

    private static byte[] head(String status, int length) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
