package io.tracelake.client.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Decompression with a limit on what comes out: a few kilobytes may hold gigabytes. */
final class Gzip {
    private Gzip() {}

    /** The first bytes of the content, up to {@code length}. */
    static byte[] expand(byte[] compressed, int length) throws IOException {
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(compressed), 8192)) {
            return content.readNBytes(length);
        }
    }
}
