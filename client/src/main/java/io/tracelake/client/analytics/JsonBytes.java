package io.tracelake.client.analytics;

import io.tracelake.client.json.UnreadableBodyException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a JSON text that comes, and where a value in it ends. What is inside a value is not checked. */
final class JsonBytes {
    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int end;
    private long before;

    JsonBytes(InputStream in) {
        this.in = in;
    }

    /** Takes the bytes of a value, piece by piece. */
    @FunctionalInterface
    interface Sink {
        void take(byte[] bytes, int from, int length) throws IOException;
    }

    /** The next byte, which stays; -1 at the end. */
    int peek() throws IOException {
        return at < end || fill() ? buffer[at] & 0xff : -1;
    }

    int next() throws IOException, UnreadableBodyException {
        if (at == end && !fill()) {
            throw unreadable();
        }
        return buffer[at++] & 0xff;
    }

    /** Passes a value on, to its last byte. */
    void value(Sink sink) throws IOException, UnreadableBodyException {
        switch (peek()) {
            case '"', '{', '[' -> structure(sink);
            default -> scalar(sink);
        }
    }

    private void structure(Sink sink) throws IOException, UnreadableBodyException {
        long depth = 0;
        boolean text = false;
        boolean escaped = false;
        boolean open = true;
        while (open) {
            if (at == end && !fill()) {
                throw unreadable();
            }
            int i = at;
            while (i < end && open) {
                byte b = buffer[i++];
                if (text) {
                    if (escaped) {
                        escaped = false;
                    } else if (b == '\\') {
                        escaped = true;
                    } else if (b == '"') {
                        text = false;
                        open = depth > 0;
                    }
                } else if (b == '"') {
                    text = true;
                } else if (b == '{' || b == '[') {
                    depth++;
                } else if (b == '}' || b == ']') {
                    open = --depth > 0;
                }
            }
            sink.take(buffer, at, i - at);
            at = i;
        }
    }

    private void scalar(Sink sink) throws IOException, UnreadableBodyException {
        boolean any = false;
        while (at < end || fill()) {
            int i = at;
            while (i < end && isOfScalar(buffer[i])) {
                i++;
            }
            any |= i > at;
            sink.take(buffer, at, i - at);
            at = i;
            if (i < end) {
                break;
            }
        }
        if (!any) {
            throw unreadable();
        }
    }

    private static boolean isOfScalar(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || b == '-'
                || b == '+'
                || b == '.';
    }

    private boolean fill() throws IOException {
        before += end;
        at = 0;
        end = 0;
        int read = in.read(buffer);
        end = Math.max(read, 0);
        return read > 0;
    }

    UnreadableBodyException unreadable() {
        return new UnreadableBodyException("the body is not JSON, or cut, at byte " + (before + at));
    }
}
