package io.tracelake.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A record as a topic holds it.
 *
 * @param value null: a tombstone
 */
public record ReadRecord<V>(@Nullable String key, @Nullable V value, int partition, long offset) {
    public boolean tombstone() {
        return value == null;
    }
}
