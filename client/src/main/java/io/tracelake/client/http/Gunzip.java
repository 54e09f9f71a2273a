package io.tracelake.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** A gzip stream that is opened when it is first read, so that what is wrong with its head is a fault of reading. */
final class Gunzip extends InputStream {
    private final InputStream compressed;
    private InputStream content = InputStream.nullInputStream();
    private boolean open;

    Gunzip(InputStream compressed) {
        this.compressed = compressed;
    }

    @Override
    public int read() throws IOException {
        return content().read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return content().read(into, offset, length);
    }

    private InputStream content() throws IOException {
        if (!open) {
            content = new GZIPInputStream(compressed, 8192);
            open = true;
        }
        return content;
    }

    @Override
    public void close() throws IOException {
        content.close();
        compressed.close();
    }
}
