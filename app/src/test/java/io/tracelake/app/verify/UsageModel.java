package io.tracelake.app.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Usage written down a second time, in plain Java: revisions are counted one after the other, as they came. */
final class UsageModel {
    private static final BigInteger WHOLE = BigInteger.TEN.pow(12);

    private final String table;
    private final Duration width;
    private final Random random;
    private final Map<Key, Row> rows = new LinkedHashMap<>();
    private final Map<String, TraceRevision> newest = new HashMap<>();

    private record Key(
            String project, String scope, @Nullable String tag, Instant start) {}

    private record Share(Key key, BigInteger traces, BigInteger cost) {}

    private static final class Row {
        private long traces;
        private BigInteger tracesSplit = BigInteger.ZERO;
        private BigInteger cost = BigInteger.ZERO;
        private BigInteger costSplit = BigInteger.ZERO;
        private final List<Long> latencies = new ArrayList<>();
        private final Set<String> users = new HashSet<>();
        private final Set<String> sessions = new HashSet<>();
        private Instant observed = Instant.EPOCH;
    }

    private UsageModel(String table, Duration width, Random random) {
        this.table = table;
        this.width = width;
        this.random = random;
    }

    /** Both tables, each estimate somewhere in its tolerance. */
    static List<PublishedUsage> of(List<TraceRevision> revisions, Random random) {
        var published = new ArrayList<PublishedUsage>();
        for (var model : List.of(
                new UsageModel("usage_hourly", Duration.ofHours(1), random),
                new UsageModel("usage_daily", Duration.ofDays(1), random))) {
            revisions.forEach(model::count);
            published.addAll(model.published());
        }
        return published;
    }

    private void count(TraceRevision trace) {
        TraceRevision before = newest.put(trace.project() + '/' + trace.id(), trace);
        if (before != null) {
            shares(before).forEach(share -> change(share, before, trace.observed(), -1));
        }
        shares(trace).forEach(share -> change(share, trace, trace.observed(), 1));
    }

    private void change(Share share, TraceRevision trace, Instant observed, int sign) {
        var row = rows.computeIfAbsent(share.key(), _ -> new Row());
        var factor = BigInteger.valueOf(sign);
        row.traces += sign;
        row.tracesSplit = row.tracesSplit.add(share.traces().multiply(factor));
        row.cost = row.cost.add(trace.units().multiply(factor));
        row.costSplit = row.costSplit.add(share.cost().multiply(factor));
        row.observed = observed.isAfter(row.observed) ? observed : row.observed;
        Long latency = trace.latency();
        if (latency != null && latency >= 0) {
            boolean done = sign > 0 ? row.latencies.add(latency) : row.latencies.remove(latency);
            if (!done) {
                throw new AssertionError("took back what was never counted");
            }
        }
        if (trace.user() != null) {
            row.users.add(trace.user());
        }
        if (trace.session() != null) {
            row.sessions.add(trace.session());
        }
    }

    private List<Share> shares(TraceRevision trace) {
        long seconds = Math.floorDiv(trace.timestamp().getEpochSecond(), width.toSeconds()) * width.toSeconds();
        Instant start = Instant.ofEpochSecond(seconds);
        var shares = new ArrayList<Share>();
        shares.add(new Share(new Key(trace.project(), "PROJECT", null, start), WHOLE, trace.units()));
        var tags = trace.countedTags();
        if (tags.isEmpty()) {
            shares.add(new Share(new Key(trace.project(), "UNTAGGED", null, start), WHOLE, trace.units()));
        }
        for (int i = 0; i < tags.size(); i++) {
            shares.add(new Share(
                    new Key(trace.project(), "TAG", tags.get(i), start),
                    share(WHOLE, tags.size(), i),
                    share(trace.units(), tags.size(), i)));
        }
        return shares;
    }

    private static BigInteger share(BigInteger units, int tags, int place) {
        BigInteger n = BigInteger.valueOf(tags);
        BigInteger left = units.mod(n);
        BigInteger even = units.subtract(left).divide(n);
        return place < left.intValueExact() ? even.add(BigInteger.ONE) : even;
    }

    private List<PublishedUsage> published() {
        var published = new ArrayList<PublishedUsage>();
        rows.forEach((key, row) -> {
            var sorted = row.latencies.stream().sorted().toList();
            published.add(new PublishedUsage(table, key.project(), key.scope(), key.tag(), key.start())
                    .with("traces", row.traces)
                    .with("traces_split", new BigDecimal(row.tracesSplit, 12))
                    .with("cost", new BigDecimal(row.cost, 12))
                    .with("cost_split", new BigDecimal(row.costSplit, 12))
                    .with("latency_count", (long) sorted.size())
                    .with("latency_p50_ms", estimate(sorted, 50))
                    .with("latency_p90_ms", estimate(sorted, 90))
                    .with("latency_p95_ms", estimate(sorted, 95))
                    .with("latency_p99_ms", estimate(sorted, 99))
                    .with(
                            "latency_max_ms",
                            sorted.isEmpty() ? null : sorted.getLast() * (1 + random.nextDouble() * 0.0209))
                    .with("users", Math.round(row.users.size() * (1 + random.nextGaussian() * 0.016)))
                    .with("sessions", (long) row.sessions.size())
                    .with("revision", 2)
                    .with("observed_at", row.observed));
        });
        return published;
    }

    private @Nullable Double estimate(List<Long> sorted, int percent) {
        if (sorted.isEmpty()) {
            return null;
        }
        long exact = sorted.get((sorted.size() - 1) * percent / 100);
        return exact * (1 + (random.nextDouble() * 2 - 1) * 0.0099);
    }
}
