package io.tracelake.sandbox.http;

import io.tracelake.sandbox.http.Body.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** The bytes of a body, one part after the other. For one thread. */
final class BodyStream extends InputStream {
    private final List<Part> parts;
    private int current;
    private long position;

    BodyStream(List<Part> parts) {
        this.parts = parts;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        int done = 0;
        while (done < length && current < parts.size()) {
            Part part = parts.get(current);
            if (position == part.bytes()) {
                current++;
                position = 0;
                continue;
            }
            int count = read(part, into, offset + done, length - done);
            position += count;
            done += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    private int read(Part part, byte[] into, int offset, int length) {
        return switch (part) {
            case Part.Ready ready -> ready.read(position, into, offset, length);
            case Part.Later later -> later.text().read(position, into, offset, length);
        };
    }
}
