package io.tracelake.streams;

import org.jspecify.annotations.Nullable;

/**
 * What one process of the streams role has done since it started.
 *
 * @param state of Kafka Streams, such as RUNNING or REBALANCING; STOPPED before and after
 * @param revisions of traces read
 * @param changes revisions that are in the numbers; some change nothing, so there can be fewer
 * @param rows of usage published
 * @param lastError what was last retried, null if nothing was
 */
public record StreamsProgress(
        String state,
        long revisions,
        long changes,
        long rows,
        long deadLetters,
        @Nullable String lastError) {}
