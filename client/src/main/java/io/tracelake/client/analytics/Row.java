package io.tracelake.client.analytics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One record of an answer, as it could be read. */
public sealed interface Row<T> {
    record Valid<T>(T value) implements Row<T> {}

    /**
     * A record that breaks the promises of the service. The others of its page aren't affected.
     *
     * @param payload the record's JSON text as it was sent; a member that {@code detail} calls cut holds its beginning, one
     *     that was more than could be read is null
     * @param detail one line that names the member, for example {@code totalCost: not a number}
     * @param timestamp the record's time, if that could be read
     */
    record Malformed<T>(
            String payload, String detail, @Nullable Instant timestamp) implements Row<T> {}
}
