package io.tracelake.streams.topology;

import io.tracelake.schemas.Trace;
import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageScope;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Usage computed the slow way: all newest revisions at once, in big numbers. Shares no code with the topology. */
public final class UsageModel {
    private static final BigInteger UNITS = BigInteger.TEN.pow(12);

    private final int maxTags;

    public UsageModel(int maxTags) {
        this.maxTags = maxTags;
    }

    public record Key(
            String project,
            Duration window,
            Instant start,
            UsageScope scope,
            @Nullable String tag) {
        public static Key of(Duration window, Usage row) {
            return new Key(row.getProjectId(), window, row.getWindowStart(), row.getScope(), row.getTag());
        }
    }

    public static final class Numbers {
        long traces;
        BigInteger tracesSplit = BigInteger.ZERO;
        BigInteger cost = BigInteger.ZERO;
        BigInteger costSplit = BigInteger.ZERO;
        final List<Long> latencies = new ArrayList<>();
        final Set<String> users = new HashSet<>();
        final Set<String> sessions = new HashSet<>();

        BigDecimal tracesSplit() {
            return new BigDecimal(tracesSplit, 12);
        }

        BigDecimal cost() {
            return new BigDecimal(cost, 12);
        }

        BigDecimal costSplit() {
            return new BigDecimal(costSplit, 12);
        }

        @Nullable Long latency(double quantile) {
            if (latencies.isEmpty()) {
                return null;
            }
            var sorted = latencies.stream().sorted().toList();
            return sorted.get((int) Math.floor(quantile * (sorted.size() - 1)));
        }
    }

    /** The numbers of every window and scope that these revisions' newest belong to. */
    public Map<Key, Numbers> of(Collection<Trace> revisions) {
        var newest = new HashMap<String, Trace>();
        for (Trace revision : revisions) {
            newest.merge(
                    revision.getProjectId() + '/' + revision.getTraceId(),
                    revision,
                    (a, b) -> a.getRevision() >= b.getRevision() ? a : b);
        }
        var numbers = new HashMap<Key, Numbers>();
        for (Trace trace : newest.values()) {
            for (Duration window : List.of(Duration.ofHours(1), Duration.ofDays(1))) {
                add(numbers, trace, window);
            }
        }
        return numbers;
    }

    private void add(Map<Key, Numbers> numbers, Trace trace, Duration window) {
        long seconds = Math.floorDiv(trace.getTimestamp().getEpochSecond(), window.toSeconds()) * window.toSeconds();
        Instant start = Instant.ofEpochSecond(seconds);
        List<String> tags = tags(trace);
        add(numbers, new Key(trace.getProjectId(), window, start, UsageScope.PROJECT, null), trace, 1, 0);
        if (tags.isEmpty()) {
            add(numbers, new Key(trace.getProjectId(), window, start, UsageScope.UNTAGGED, null), trace, 1, 0);
        }
        for (int i = 0; i < tags.size(); i++) {
            var key = new Key(trace.getProjectId(), window, start, UsageScope.TAG, tags.get(i));
            add(numbers, key, trace, tags.size(), i);
        }
    }

    private static void add(Map<Key, Numbers> numbers, Key key, Trace trace, int shares, int share) {
        var into = numbers.computeIfAbsent(key, _ -> new Numbers());
        BigInteger cost = trace.getTotalCost() == null
                ? BigInteger.ZERO
                : trace.getTotalCost().setScale(12).unscaledValue();
        into.traces++;
        into.tracesSplit = into.tracesSplit.add(share(UNITS, shares, share));
        into.cost = into.cost.add(cost);
        into.costSplit = into.costSplit.add(share(cost, shares, share));
        if (trace.getLatencyMs() != null && trace.getLatencyMs() >= 0) {
            into.latencies.add(trace.getLatencyMs());
        }
        if (trace.getUserId() != null) {
            into.users.add(trace.getUserId());
        }
        if (trace.getSessionId() != null) {
            into.sessions.add(trace.getSessionId());
        }
    }

    private List<String> tags(Trace trace) {
        var sorted = new ArrayList<>(new HashSet<>(trace.getTags()));
        sorted.sort((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        return sorted.subList(0, Math.min(maxTags, sorted.size()));
    }

    private static BigInteger share(BigInteger whole, int shares, int share) {
        BigInteger rest = whole.mod(BigInteger.valueOf(shares));
        BigInteger each = whole.subtract(rest).divide(BigInteger.valueOf(shares));
        return share < rest.intValue() ? each.add(BigInteger.ONE) : each;
    }
}
