package io.tracelake.streams.topology;

import io.tracelake.schemas.Trace;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Traces whose revisions change everything that usage is made of. */
public final class GeneratedTraces {
    private static final Instant START = Instant.parse("2026-03-01T22:00:00Z");
    private static final List<String> TAGS =
            List.of("a", "b", "beta", "a,b", "a/b", "", "zażółć", "\uFF5Ewide", "\uD83D\uDE80", "web", "a b");

    private final Random random;

    public GeneratedTraces(long seed) {
        this.random = new Random(seed);
    }

    /** Each trace's revisions, one to four of them, up to {@code late} after it; in no order, some twice. */
    public List<Trace> shuffled(int traces, Duration late) {
        var revisions = new ArrayList<Trace>();
        for (int i = 0; i < traces; i++) {
            Trace trace = first(i);
            revisions.add(trace);
            for (int revision = 2; random.nextInt(10) < 4 && revision <= 4; revision++) {
                trace = changed(trace, revision, late);
                revisions.add(trace);
            }
            if (random.nextInt(10) == 0) {
                revisions.add(trace);
            }
        }
        Collections.shuffle(revisions, random);
        return revisions;
    }

    /**
     * What reaches the line in twenty days, in the order in which it does: most revisions within half a day after they
     * were observed, some up to six days, some again up to eight days later. Revisions never move a trace ahead.
     */
    List<Trace> delivered(int traces) {
        var deliveries = new ArrayList<Delivery>();
        for (int i = 0; i < traces; i++) {
            Instant timestamp =
                    START.plusMillis(random.nextLong(Duration.ofDays(20).toMillis()));
            Trace trace = Trace.newBuilder(first(i, timestamp))
                    .setObservedAt(timestamp.plusMillis(random.nextInt(10) == 0 ? hours(80) : hours(1)))
                    .build();
            deliver(trace, deliveries);
            for (int revision = 2; random.nextInt(10) < 5 && revision <= 4; revision++) {
                trace = Trace.newBuilder(changed(trace, revision, Duration.ofDays(5)))
                        .setTimestamp(trace.getTimestamp().minusMillis(random.nextInt(8) == 0 ? hours(2) : 0))
                        .build();
                deliver(trace, deliveries);
            }
        }
        deliveries.sort(Comparator.comparing(Delivery::at));
        return deliveries.stream().map(Delivery::trace).toList();
    }

    private record Delivery(Instant at, Trace trace) {}

    private void deliver(Trace trace, List<Delivery> deliveries) {
        Instant at = trace.getObservedAt().plusMillis(random.nextInt(10) == 0 ? hours(144) : hours(12));
        deliveries.add(new Delivery(at, trace));
        while (random.nextInt(5) == 0) {
            deliveries.add(new Delivery(at.plusMillis(hours(192)), trace));
        }
    }

    private long hours(int atMost) {
        return random.nextLong(Duration.ofHours(atMost).toMillis());
    }

    private Trace first(int i) {
        return first(i, START.plusMillis(random.nextInt(6 * 3_600_000)));
    }

    private Trace first(int i, Instant timestamp) {
        return Trace.newBuilder()
                .setProjectId("p" + i % 3)
                .setTraceId("t/" + i)
                .setRevision(1)
                .setTimestamp(timestamp)
                .setObservedAt(timestamp.plusMillis(random.nextInt(60_000)))
                .setTags(tags())
                .setUserId(id("user", 20))
                .setSessionId(id("session", 60))
                .setLatencyMs(latency())
                .setTotalCost(cost())
                .build();
    }

    private Trace changed(Trace trace, int revision, Duration late) {
        var changed = Trace.newBuilder(trace)
                .setRevision(revision)
                .setObservedAt(trace.getObservedAt().plusMillis(1 + random.nextLong(late.toMillis() / 4)))
                .setTotalCost(cost())
                .setLatencyMs(latency());
        if (random.nextInt(3) == 0) {
            changed.setTags(tags());
        }
        if (random.nextInt(8) == 0) {
            changed.setTimestamp(trace.getTimestamp().plusMillis(random.nextInt(-7_200_000, 7_200_000)));
        }
        return changed.build();
    }

    private List<String> tags() {
        var tags = new ArrayList<String>();
        for (int i = random.nextInt(6); i > 0; i--) {
            tags.add(TAGS.get(random.nextInt(TAGS.size())));
        }
        return tags;
    }

    private @Nullable String id(String kind, int different) {
        return random.nextInt(5) == 0 ? null : kind + random.nextInt(different);
    }

    private @Nullable Long latency() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> 0L;
            default -> (long) Math.exp(random.nextGaussian() * 1.5 + 7);
        };
    }

    private @Nullable BigDecimal cost() {
        return random.nextInt(6) == 0 ? null : BigDecimal.valueOf(random.nextLong(2_000_000_000_000L), 12);
    }
}
