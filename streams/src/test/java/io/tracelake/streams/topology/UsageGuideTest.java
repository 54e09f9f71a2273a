package io.tracelake.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Trace;
import io.tracelake.schemas.Usage;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the worked example of {@code docs/usage.md} against the topology. */
class UsageGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "usage.md");

    @TempDir
    Path state;

    @Test
    void theWorkedExampleIsWhatHappens() throws Exception {
        var text = new StringBuilder();
        try (var topology = new DrivenTopology(state, DrivenTopology.USAGE)) {
            for (Trace revision : List.of(
                    revision(1, "0.010000000000", 800, "beta", "chat", "web"),
                    revision(2, "0.025000000000", 1_500, "beta", "chat", "web"),
                    revision(3, "0.025000000000", 1_500, "chat", "web"))) {
                topology.add(revision);
                text.append(table(topology.publish().rows())).append('\n');
            }
        }
        assertThat(Files.readString(GUIDE))
                .contains(
                        text.toString().lines().filter(line -> !line.isEmpty()).toList());
    }

    private static Trace revision(int revision, String cost, long latency, String... tags) {
        Instant timestamp = Instant.parse("2026-03-01T10:15:00Z");
        return Trace.newBuilder()
                .setProjectId("p")
                .setTraceId("t")
                .setRevision(revision)
                .setTimestamp(timestamp)
                .setObservedAt(timestamp.plus(Duration.ofMinutes(revision)))
                .setTags(List.of(tags))
                .setUserId("ann")
                .setSessionId("s-1")
                .setTotalCost(new BigDecimal(cost))
                .setLatencyMs(latency)
                .build();
    }

    private static String table(Map<UsageModel.Key, Usage> rows) {
        var table = new StringBuilder();
        rows.entrySet().stream()
                .filter(row -> row.getKey().window().equals(Duration.ofDays(1)))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(Usage::getScope)
                        .thenComparing(Usage::getTag, Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(row -> table.append(line(row)).append('\n'));
        return table.toString();
    }

    private static String line(Usage row) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %s | %s | %s | %s | %s | %d | %d |",
                row.getScope(),
                row.getTag() == null ? "" : row.getTag(),
                row.getTraces(),
                row.getTracesSplit().toPlainString(),
                row.getCost().toPlainString(),
                row.getCostSplit().toPlainString(),
                rounded(row.getLatencyP95Ms()),
                rounded(row.getLatencyMaxMs()),
                row.getUsers(),
                row.getRevision());
    }

    private static String rounded(@Nullable Double millis) {
        return millis == null ? "null" : String.format(Locale.ROOT, "%.1f", millis);
    }
}
