package io.tracelake.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What one request over a bare socket gets: every byte until the connection ends. */
record Wire(String text, String end) {
    private static final int PATIENCE_MILLIS = 10_000;

    static Wire get(Caller caller, String pathAndQuery) {
        URI root = caller.sandbox().analyticsUri();
        String authorization =
                Caller.basic(caller.project().publicKey(), caller.project().secretKey())[1];
        try (var socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write("GET /api%s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nConnection: close\r\n\r\n"
                            .formatted(pathAndQuery, root.getAuthority(), authorization)
                            .getBytes(StandardCharsets.US_ASCII));
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Wire read(InputStream in) {
        var bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[8_192];
        String end;
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                bytes.write(chunk, 0, count);
            }
            end = "closed";
        } catch (SocketTimeoutException e) {
            end = "silent";
        } catch (IOException e) {
            end = String.valueOf(e.getMessage());
        }
        return new Wire(bytes.toString(StandardCharsets.UTF_8), end);
    }

    String head() {
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? text : text.substring(0, end + 2);
    }

    String body() {
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? "" : text.substring(end + 4);
    }

    int contentLength() {
        return head().lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(-1);
    }
}
