package io.tracelake.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record in Avro single-object encoding: two marker bytes, the 64-bit fingerprint of the writer's schema, the body.
 * Any released schema can therefore be read without a registry. Thread-safe.
 *
 * @param <V> the record
 */
public final class Codec<V extends SpecificRecord> {
    static {
        AvroLimits.apply();
    }

    private static final int LEAST_CAPACITY = 64;
    private static final int MOST_CAPACITY = 16 * 1024;

    private final String name;
    private final Schema schema;
    private final BinaryMessageEncoder<V> encoder;
    private final BinaryMessageDecoder<V> decoder;

    /** Of the record encoded last, by whichever thread: a guess at the next one's. */
    private int lastBytes;

    /** @param name where the released versions of the schema are kept; errors begin with it */
    Codec(String name, Class<V> value) {
        this.name = name;
        var model = SpecificData.getForClass(value);
        this.schema = model.getSchema(value);
        this.encoder = new BinaryMessageEncoder<>(model, schema);
        this.decoder = new BinaryMessageDecoder<>(model, schema, ReleasedSchemas.store());
    }

    String name() {
        return name;
    }

    Schema schema() {
        return schema;
    }

    public byte[] encode(V value) {
        try {
            int likely = lastBytes + lastBytes / 4;
            var bytes = new ByteArrayOutputStream(Math.clamp(likely, LEAST_CAPACITY, MOST_CAPACITY));
            encoder.encode(value, bytes);
            lastBytes = bytes.size();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("encoding a record of " + name, e);
        }
    }

    /**
     * Reads a value that any released version of the schema wrote.
     *
     * @throws UndecodableRecordException if the bytes are no such value
     */
    public V decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new UndecodableRecordException(name + ": the value is empty", null);
        }
        try {
            return decoder.decode(bytes);
        } catch (IOException | RuntimeException e) {
            // Which exception it is depends on the broken bytes; Avro has many.
            throw new UndecodableRecordException(name + ": " + e.getMessage(), e);
        }
    }
}
