package io.tracelake.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Trace;
import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageScope;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UsageTopologyTest {
    private static final Duration SIX_DAYS = Duration.ofDays(6);

    @TempDir
    Path state;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrderOfAnyRevisionsEndsInTheNumbersOfTheNewestOnes(long seed) {
        List<Trace> revisions = new GeneratedTraces(seed).shuffled(120, SIX_DAYS);
        try (var topology = new DrivenTopology(state, DrivenTopology.USAGE)) {
            for (int i = 0; i < revisions.size(); i++) {
                topology.add(revisions.get(i));
                if (i % 50 == 0) {
                    topology.publish();
                }
            }
            topology.publish();

            assertThat(topology.deadLetters()).isEmpty();
            assertSame(topology.rows(), new UsageModel(64).of(revisions));
            assertSplitRowsAddUp(topology.rows().values());
        }
    }

    static void assertSame(Map<UsageModel.Key, Usage> rows, Map<UsageModel.Key, UsageModel.Numbers> expected) {
        assertThat(rows.keySet()).containsAll(expected.keySet());
        rows.forEach((key, row) -> {
            var numbers = expected.getOrDefault(key, new UsageModel.Numbers());
            assertThat(row.getTraces()).as("traces of %s", key).isEqualTo(numbers.traces);
            assertThat(row.getTracesSplit()).as("traces_split of %s", key).isEqualTo(numbers.tracesSplit());
            assertThat(row.getCost()).as("cost of %s", key).isEqualTo(numbers.cost());
            assertThat(row.getCostSplit()).as("cost_split of %s", key).isEqualTo(numbers.costSplit());
            assertThat(row.getLatencyCount()).as("latencies of %s", key).isEqualTo(numbers.latencies.size());
            assertNear(row.getLatencyP50Ms(), numbers.latency(0.5));
            assertNear(row.getLatencyP90Ms(), numbers.latency(0.9));
            assertNear(row.getLatencyP95Ms(), numbers.latency(0.95));
            assertNear(row.getLatencyP99Ms(), numbers.latency(0.99));
            Long max = numbers.latency(1);
            if (max == null) {
                assertThat(row.getLatencyMaxMs()).isNull();
            } else {
                assertThat(row.getLatencyMaxMs()).isBetween(max * 0.999_999, max * 1.021);
            }
            assertThat(row.getUsers()).as("users of %s", key).isGreaterThanOrEqualTo(numbers.users.size());
            assertThat(row.getSessions()).as("sessions of %s", key).isGreaterThanOrEqualTo(numbers.sessions.size());
        });
    }

    private static void assertNear(@Nullable Double estimate, @Nullable Long exact) {
        if (exact == null) {
            assertThat(estimate).isNull();
        } else {
            assertThat(estimate).isBetween(exact * 0.989_999, exact * 1.010_001);
        }
    }

    static void assertSplitRowsAddUp(Collection<Usage> rows) {
        var traces = new HashMap<String, BigDecimal>();
        var costs = new HashMap<String, BigDecimal>();
        for (Usage row : rows) {
            boolean whole = row.getScope() == UsageScope.PROJECT;
            String key = row.getProjectId() + row.getWindowStart();
            traces.merge(key, whole ? row.getTracesSplit().negate() : row.getTracesSplit(), BigDecimal::add);
            costs.merge(key, whole ? row.getCostSplit().negate() : row.getCostSplit(), BigDecimal::add);
        }
        assertThat(traces.values()).allSatisfy(rest -> assertThat(rest).isZero());
        assertThat(costs.values()).allSatisfy(rest -> assertThat(rest).isZero());
    }
}
