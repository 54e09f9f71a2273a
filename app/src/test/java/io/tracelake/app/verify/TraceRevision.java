package io.tracelake.app.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the lake's table {@code traces}, as far as usage is concerned. */
record TraceRevision(
        String project,
        String id,
        int revision,
        Instant observed,
        Instant timestamp,
        @Nullable String user,
        @Nullable String session,
        List<String> tags,
        @Nullable Long latency,
        @Nullable BigDecimal cost) {

    static TraceRevision first(String id, String timestamp, String cost, String... tags) {
        Instant at = Instant.parse(timestamp);
        return new TraceRevision(
                "p", id, 1, at.plusSeconds(60), at, "u-" + id, null, List.of(tags), 1_000L, new BigDecimal(cost));
    }

    TraceRevision next(Instant observedAt, String newCost) {
        return new TraceRevision(
                project,
                id,
                revision + 1,
                observedAt,
                timestamp,
                user,
                session,
                tags,
                latency,
                new BigDecimal(newCost));
    }

    TraceRevision moved(Instant to) {
        return new TraceRevision(project, id, revision, observed, to, user, session, tags, latency, cost);
    }

    TraceRevision lasting(long millis) {
        return new TraceRevision(project, id, revision, observed, timestamp, user, session, tags, millis, cost);
    }

    BigInteger units() {
        return cost == null ? BigInteger.ZERO : cost.setScale(12).unscaledValue();
    }

    List<String> countedTags() {
        return tags.stream()
                .distinct()
                .sorted((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)))
                .limit(64)
                .toList();
    }
}
