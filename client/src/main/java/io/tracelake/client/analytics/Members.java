package io.tracelake.client.analytics;

import io.tracelake.client.json.Cut;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of one record while it is read. A member that comes twice counts as it came last. */
interface Members<T> {
    /** Takes the member at whose value the cursor stands; afterwards the cursor stands at the value's end. */
    void read(String member, JsonCursor json) throws ShapeException;

    /** The record, if nothing that it needs is missing. */
    T build() throws ShapeException;

    /** The record's time, as far as read. */
    @Nullable Instant timestamp();

    /** What is known of the members that are held cut, by name. */
    default Map<String, Cut> cuts() {
        return Map.of();
    }

    /** A member that a record can't be without. */
    static <V> V required(String member, @Nullable V value) throws ShapeException {
        if (value == null) {
            throw new ShapeException(member + ": missing");
        }
        return value;
    }
}
