package io.tracelake.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One topic of the line: its name without prefix, the record it carries, and the policy it needs.
 *
 * <p>Values are encoded as {@link Codec} says. Thread-safe.
 *
 * @param <V> the record of the topic's values
 */
public final class Topic<V extends SpecificRecord> {
    private final String name;
    private final Cleanup cleanup;
    private final boolean scalable;
    private final Codec<V> codec;

    Topic(String name, Class<V> value, Cleanup cleanup, boolean scalable) {
        this.name = name;
        this.cleanup = cleanup;
        this.scalable = scalable;
        this.codec = new Codec<>(name, value);
    }

    /** Name without prefix. */
    public String name() {
        return name;
    }

    public String name(String prefix) {
        return prefix + name;
    }

    public Schema schema() {
        return codec.schema();
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** Whether the topic has as many partitions as configured; otherwise it has one. */
    public boolean scalable() {
        return scalable;
    }

    public byte[] encode(V value) {
        return codec.encode(value);
    }

    /**
     * Reads a value that any released version of the schema wrote.
     *
     * @throws UndecodableRecordException if the bytes are no such value
     */
    public V decode(byte @Nullable [] bytes) {
        return codec.decode(bytes);
    }

    Codec<V> codec() {
        return codec;
    }

    @Override
    public String toString() {
        return name;
    }
}
