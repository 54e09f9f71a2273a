package io.tracelake.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageScope;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold of published rows. */
public final class UsageRows {
    private UsageRows() {}

    /** Every expected row is there with its numbers, and every other row is empty. */
    public static void assertSame(Map<UsageModel.Key, Usage> rows, Map<UsageModel.Key, UsageModel.Numbers> expected) {
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

    /** Tags and the untagged, divided, are the project in each window. */
    public static void assertSplitRowsAddUp(Map<UsageModel.Key, Usage> rows) {
        var traces = new HashMap<UsageModel.Key, BigDecimal>();
        var costs = new HashMap<UsageModel.Key, BigDecimal>();
        rows.forEach((key, row) -> {
            var whole = new UsageModel.Key(key.project(), key.window(), key.start(), UsageScope.PROJECT, null);
            boolean isWhole = row.getScope() == UsageScope.PROJECT;
            traces.merge(whole, isWhole ? row.getTracesSplit().negate() : row.getTracesSplit(), BigDecimal::add);
            costs.merge(whole, isWhole ? row.getCostSplit().negate() : row.getCostSplit(), BigDecimal::add);
        });
        assertThat(traces)
                .allSatisfy((whole, rest) -> assertThat(rest).as("%s", whole).isZero());
        assertThat(costs)
                .allSatisfy((whole, rest) -> assertThat(rest).as("%s", whole).isZero());
    }
}
