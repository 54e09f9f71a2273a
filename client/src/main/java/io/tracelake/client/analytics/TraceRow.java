package io.tracelake.client.analytics;

import io.tracelake.client.json.Cut;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 *     null if there are none. {@code tracelake}, with underscores before it or without, is shown with one underscore more:
 *     the name itself is never the service's
 * @param cuts what is known of {@code input}, {@code output} and {@code metadata} that were too large to be held, by name;
 *     in their place is a JSON string that holds the beginning of their JSON text
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
        @Nullable String extras,
        Map<String, Cut> cuts) {
    /** A trace as it was sent. */
    public TraceRow(
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
        this(
                id,
                timestamp,
                name,
                userId,
                sessionId,
                release,
                version,
                environment,
                tags,
                isPublic,
                bookmarked,
                input,
                output,
                metadata,
                latencyMillis,
                totalCost,
                observationIds,
                scoreIds,
                htmlPath,
                externalId,
                projectId,
                createdAt,
                updatedAt,
                extras,
                Map.of());
    }

    public TraceRow {
        cuts = Map.copyOf(cuts);
        tags = List.copyOf(tags);
        observationIds = List.copyOf(observationIds);
        scoreIds = List.copyOf(scoreIds);
    }
}
