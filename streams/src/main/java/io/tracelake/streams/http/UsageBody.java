package io.tracelake.streams.http;

import io.tracelake.schemas.Usage;
import io.tracelake.streams.query.StateUnavailableException;
import io.tracelake.streams.query.UsageQuery;
import io.tracelake.streams.query.UsageRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/**
 * The document that answers a query, written as far as it is read: a few rows are in memory, however many there are. It
 * breaks off with an error, never with a document that looks whole, if the state moves away meanwhile.
 */
final class UsageBody extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(UsageBody.class);

    private final UsageRows rows;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final JsonGenerator json = Json.generator(written);
    private byte[] chunk;
    private int position;
    private boolean whole;

    /**
     * Reads the first rows.
     *
     * @throws StateUnavailableException if the state isn't here or not complete
     */
    UsageBody(UsageQuery query, UsageRows rows) {
        this.rows = rows;
        json.writeStartObject();
        json.writeStringProperty("project_id", query.projectId());
        json.writeStringProperty("granularity", QueryParameters.name(query.granularity()));
        json.writeStringProperty("from", query.from().toString());
        json.writeStringProperty("to", query.to().toString());
        json.writeArrayPropertyStart("rows");
        this.chunk = nextChunk();
    }

    private byte[] nextChunk() {
        List<Usage> some = rows.next();
        some.forEach(row -> Json.row(json, row));
        if (some.isEmpty()) {
            json.writeEndArray();
            json.writeEndObject();
            json.close();
            whole = true;
        }
        json.flush();
        byte[] bytes = written.toByteArray();
        written.reset();
        return bytes;
    }

    /** False at the end. */
    private boolean filled() throws IOException {
        while (position == chunk.length) {
            if (whole) {
                return false;
            }
            try {
                chunk = nextChunk();
            } catch (StateUnavailableException e) {
                throw new IOException(e.getMessage(), e);
            } catch (RuntimeException bug) {
                // On anything but an IOException the server leaves the answer open, and its reader waiting.
                LOG.error("an answer about usage broke off", bug);
                throw new IOException("usage could not be read", bug);
            }
            position = 0;
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        return filled() ? chunk[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!filled()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, into, offset, count);
        position += count;
        return count;
    }
}
