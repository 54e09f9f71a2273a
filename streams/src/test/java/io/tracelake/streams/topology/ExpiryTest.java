package io.tracelake.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Trace;
import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.config.UsageConfig;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Traces are forgotten after two days here. */
class ExpiryTest {
    private static final Duration HORIZON = Duration.ofDays(2);
    private static final UsageConfig USAGE = new UsageConfig(HORIZON, 64, Duration.ofSeconds(1));
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path state;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    static LongStream fewSeeds() {
        return LongStream.rangeClosed(41, 55);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRevisionCountsOrIsADeadLetterAndTheTotalsAreThoseOfTheOnesThatCount(long seed) {
        List<Trace> deliveries = new GeneratedTraces(seed).delivered(120);
        try (var topology = new DrivenTopology(state, USAGE)) {
            for (int i = 0; i < deliveries.size(); i++) {
                topology.add(deliveries.get(i));
                if (i % 20 == 0) {
                    topology.publish();
                }
            }
            topology.publish();

            Set<Integer> rejected = rejected(topology.deadLetters());
            var counted = new ArrayList<Trace>();
            Instant streamTime = Instant.MIN;
            for (int i = 0; i < deliveries.size(); i++) {
                Trace trace = deliveries.get(i);
                streamTime = later(streamTime, trace.getObservedAt());
                if (rejected.contains(i)) {
                    assertThat(trace.getTimestamp().plus(HORIZON))
                            .as("%s", trace)
                            .isBefore(streamTime);
                } else {
                    counted.add(trace);
                }
            }
            assertThat(rejected).isNotEmpty();
            UsageRows.assertSame(topology.rows(), new UsageModel(64).of(counted));
            UsageRows.assertSplitRowsAddUp(topology.rows());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void whatIsForgottenLeavesTheStoreAndNeverCountsAgain(long seed) {
        List<Trace> deliveries = new GeneratedTraces(seed).delivered(80);
        try (var topology = new DrivenTopology(state, USAGE)) {
            deliveries.forEach(topology::add);
            topology.add(trace("last", 1, START.plus(Duration.ofDays(60))));
            topology.publish();
            assertThat(topology.facts()).isOne();
            var rows = topology.rows();
            int letters = topology.deadLetters().size();

            deliveries.forEach(topology::add);
            topology.publish();

            assertThat(topology.rows()).isEqualTo(rows);
            assertThat(topology.deadLetters()).hasSize(letters + deliveries.size());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void theStoreHoldsWhatTheHorizonStillNeedsAndNothingElse(long seed) {
        List<Trace> deliveries = new GeneratedTraces(seed).delivered(120);
        Instant now = START.plus(Duration.ofDays(14));
        try (var topology = new DrivenTopology(state, USAGE)) {
            var newest = new HashMap<String, Trace>();
            for (Trace trace : deliveries) {
                if (trace.getObservedAt().isBefore(now)) {
                    topology.add(trace);
                    newest.merge(trace.getTraceId(), trace, (a, b) -> a.getRevision() >= b.getRevision() ? a : b);
                }
            }
            topology.add(trace("last", 1, now));
            topology.publish();

            assertThat(topology.facts())
                    .isLessThan(newest.size())
                    .isLessThanOrEqualTo(1
                            + (int) newest.values().stream()
                                    .filter(trace -> !later(trace.getTimestamp(), trace.getObservedAt())
                                            .plus(HORIZON)
                                            .isBefore(now))
                                    .count());
        }
    }

    @Test
    void aTooLateRevisionIsADeadLetterWithItsFigures() {
        try (var topology = new DrivenTopology(state, USAGE)) {
            Trace trace = Trace.newBuilder(trace("t\"1", 1, START))
                    .setTags(List.of("a", "b"))
                    .setUserId("u")
                    .build();
            topology.add(trace);
            topology.add(trace("other", 1, START.plus(Duration.ofDays(3))));
            topology.add(Trace.newBuilder(trace)
                    .setRevision(2)
                    .setObservedAt(START.plus(Duration.ofDays(3)))
                    .setTotalCost(new BigDecimal("0.500000000000"))
                    .setLatencyMs(7L)
                    .build());
            topology.add(trace);
            topology.publish();

            assertThat(topology.deadLetters())
                    .extracting(DeadLetter::getReason)
                    .containsExactly(DeadLetterReason.TOO_OLD, DeadLetterReason.TOO_OLD);
            DeadLetter letter = topology.deadLetters().getFirst();
            assertThat(letter.getProjectId()).isEqualTo("p");
            assertThat(letter.getStream()).isEqualTo("usage");
            assertThat(letter.getSource()).isEqualTo("t.traces-0-2");
            assertThat(letter.getDetail()).contains("revision 2 of trace t\"1", "PT48H");
            assertThat(letter.getPayload())
                    .isEqualTo("{\"trace_id\":\"t\\\"1\",\"revision\":2,\"observed_at\":\"2026-03-04T00:00:00Z\","
                            + "\"timestamp\":\"2026-03-01T00:00:00Z\",\"user_id\":\"u\",\"session_id\":null,"
                            + "\"tags\":[\"a\",\"b\"],\"latency_ms\":7,\"total_cost\":0.500000000000}");
            assertThat(topology.deadLetters().getLast().getPayload())
                    .contains("\"latency_ms\":null,\"total_cost\":null");
        }
    }

    /** The one case in which a trace counts twice; the service never gives a trace a newer time. */
    @Test
    void anIdThatComesBackWithANewerTimeAfterItWasForgottenCountsAsANewTrace() {
        Instant back = START.plus(Duration.ofDays(10));
        try (var topology = new DrivenTopology(state, USAGE)) {
            topology.add(trace("t", 1, START));
            topology.add(trace("other", 1, back));
            topology.publish();
            topology.add(trace("t", 2, back));
            topology.publish();

            assertThat(topology.deadLetters()).isEmpty();
            var traces = topology.rows().values().stream()
                    .filter(row -> row.getScope() == UsageScope.PROJECT)
                    .collect(Collectors.summingLong(row -> row.getTraces()));
            assertThat(traces).as("three traces, hourly and daily").isEqualTo(6);
        }
    }

    private static Set<Integer> rejected(List<DeadLetter> letters) {
        var rejected = new HashSet<Integer>();
        for (DeadLetter letter : letters) {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.TOO_OLD);
            String source = letter.getSource();
            assertThat(source).startsWith("t.traces-0-");
            assertThat(rejected.add(Integer.valueOf(source.substring("t.traces-0-".length()))))
                    .isTrue();
        }
        return rejected;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Trace trace(String id, int revision, Instant at) {
        return Trace.newBuilder()
                .setProjectId("p")
                .setTraceId(id)
                .setRevision(revision)
                .setTimestamp(at)
                .setObservedAt(at)
                .build();
    }
}
