package io.tracelake.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageScope;
import io.tracelake.testkit.Records;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LakeTableTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void rowsOfTracesAreOrderedByProjectTimeIdAndRevision() {
        List<GenericRecord> expected = List.of(
                trace("a", NOON, "y", 1),
                trace("a", NOON.plusNanos(1_000), "x", 1),
                trace("a", NOON.plusNanos(1_000), "y", 2),
                trace("a", NOON.plusNanos(1_000), "y", 10),
                trace("b", Instant.EPOCH, "x", 1));
        var rows = new ArrayList<>(expected.reversed());

        rows.sort(LakeTables.TRACES.order());

        assertThat(rows).containsExactlyElementsOf(expected);
    }

    /** A character beyond the first 65,536 is the last in UTF-8, and in SQL, but not in Java. */
    @Test
    void textsAreOrderedAsSqlOrdersThemAndNullComesFirst() {
        List<GenericRecord> expected =
                List.of(usage(null), usage(""), usage("Z"), usage("a"), usage("é"), usage("\uFF5E"), usage("🦆"));
        var rows = new ArrayList<>(expected.reversed());

        rows.sort(LakeTables.USAGE_HOURLY.order());

        assertThat(rows).containsExactlyElementsOf(expected);
    }

    @Test
    void theDayIsThatOfTheEventBefore1970Too() {
        assertThat(LakeTables.TRACES.epochDay(trace("a", Instant.parse("1970-01-02T23:59:59.999999Z"), "x", 1)))
                .isEqualTo(1);
        assertThat(LakeTables.TRACES.epochDay(trace("a", Instant.parse("1969-12-31T00:00:00Z"), "x", 1)))
                .isEqualTo(-1);
        var day = Records.dailyMetrics(1, 1);
        day.setDay(LocalDate.parse("1969-12-31"));
        assertThat(LakeTables.DAILY_METRICS.epochDay(LakeTables.DAILY_METRICS.row(Topics.DAILY_METRICS.encode(day))))
                .isEqualTo(-1);
    }

    private static GenericRecord trace(String project, Instant timestamp, String id, int revision) {
        var trace = Records.trace(1, 1, revision);
        trace.setProjectId(project);
        trace.setTimestamp(timestamp);
        trace.setTraceId(id);
        return LakeTables.TRACES.row(Topics.TRACES.encode(trace));
    }

    private static GenericRecord usage(@Nullable String tag) {
        var row = Usage.newBuilder()
                .setProjectId("p")
                .setScope(UsageScope.TAG)
                .setTag(tag)
                .setWindowStart(NOON)
                .setTraces(1)
                .setTracesSplit(BigDecimal.ONE.setScale(12))
                .setCost(BigDecimal.ONE.setScale(12))
                .setCostSplit(BigDecimal.ONE.setScale(12))
                .setLatencyCount(0)
                .setUsers(0)
                .setSessions(0)
                .setRevision(1)
                .setObservedAt(NOON)
                .build();
        return LakeTables.USAGE_HOURLY.row(Topics.USAGE_HOURLY.encode(row));
    }
}
