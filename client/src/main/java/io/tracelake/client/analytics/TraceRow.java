package io.tracelake.client.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace as the service shows it now. What is absent and what is null are both null here.
 *
 * @param id not unique across days: a trace whose timestamp moved to another UTC day may be shown twice
 * @param timestamp when the trace began, by the clock of the program that sent it
 * @param input this, {@code output} and {@code metadata} are the JSON text that was sent, byte for byte; null for JSON
 *     null
 * @param latencyMillis from the first observation's start to the last one's end, rounded half-even; null if not asked
 *     for
 * @param totalCost USD with 12 decimals, rounded half-even; null if not asked for
 * @param observationIds in the order sent
 * @param extras JSON object text of the members this record doesn't know, in the order sent, their values untouched;
 *     null if there are none
 */
public record TraceRow(
        String id,
        Instant timestamp,
        @Nullable String name,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String release,
        @Nullable String version,
        @Nullable String environment,
        List<String> tags,
        @Nullable Boolean isPublic,
        @Nullable Boolean bookmarked,
        @Nullable String input,
        @Nullable String output,
        @Nullable String metadata,
        @Nullable Long latencyMillis,
        @Nullable BigDecimal totalCost,
        List<String> observationIds,
        List<String> scoreIds,
        @Nullable String htmlPath,
        @Nullable String externalId,
        @Nullable String projectId,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String extras) {
    public TraceRow {
        tags = List.copyOf(tags);
        observationIds = List.copyOf(observationIds);
        scoreIds = List.copyOf(scoreIds);
    }
}
