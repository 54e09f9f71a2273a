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
 * One topic of the line: its name without prefix, the record it carries, and the policy it needs.
 *
 * <p>Values are in Avro single-object encoding: two marker bytes, the 64-bit fingerprint of the writer's schema, the
 * body. Any released schema can therefore be read without a registry. Thread-safe.
 *
 * @param <V> the record of the topic's values
 */
public final class Topic<V extends SpecificRecord> {
    static {
        AvroLimits.apply();
    }

    private final String name;
    private final Cleanup cleanup;
    private final boolean scalable;
    private final Schema schema;
    private final BinaryMessageEncoder<V> encoder;
    private final BinaryMessageDecoder<V> decoder;

    Topic(String name, Class<V> value, Cleanup cleanup, boolean scalable) {
        this.name = name;
        this.cleanup = cleanup;
        this.scalable = scalable;
        var model = SpecificData.getForClass(value);
        this.schema = model.getSchema(value);
        this.encoder = new BinaryMessageEncoder<>(model, schema);
        this.decoder = new BinaryMessageDecoder<>(model, schema, ReleasedSchemas.store());
    }

    /** Name without prefix. */
    public String name() {
        return name;
    }

    public String name(String prefix) {
        return prefix + name;
    }

    public Schema schema() {
        return schema;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** Whether the topic has as many partitions as configured; otherwise it has one. */
    public boolean scalable() {
        return scalable;
    }

    public byte[] encode(V value) {
        try {
            var bytes = new ByteArrayOutputStream(512);
            encoder.encode(value, bytes);
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

    @Override
    public String toString() {
        return name;
    }
}
