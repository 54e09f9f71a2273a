package io.tracelake.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.output.Cells;
import io.tracelake.ingester.schedule.ProjectProgress;
import io.tracelake.sink.SinkProgress;
import io.tracelake.sink.SinkProgress.TableProgress;
import io.tracelake.streams.StreamsProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusViewTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String LONG = "a very long text that says what went wrong ".repeat(10);

    @Test
    void showsProjectsTheLakeAndWarnings() {
        var rates = new Rates();
        rates.add(List.of(project("a", 100, null)), NOW.minusSeconds(10));
        rates.add(List.of(project("a", 400, null)), NOW);

        var lines = StatusView.table(
                List.of(project("a", 400, null)), rates, streams(null), sink(null), List.of("warn: careful"), NOW, 80);

        assertThat(lines)
                .containsExactly(
                        "project    status  traces  traces/s  revisions  dead  behind",
                        "Project a  active     400      30.0        410     2   20m0s",
                        "",
                        "usage: pending error, 1,240 revisions counted, 50 rows published, 1 dead letters",
                        "",
                        "lake     rows  files",
                        "traces  1,234      5",
                        "17 rows buffered, last commit 3s ago",
                        "",
                        "warn: careful");
    }

    @ParameterizedTest(name = "{0} columns")
    @ValueSource(ints = {60, 80, 120, 200})
    void breaksNoLine(int width) {
        var projects = List.of(project(LONG, 1_000_000_000L, LONG), project("b", 1, "two\nlines"));

        var lines = StatusView.table(
                projects, new Rates(), streams(LONG), sink(LONG), List.of(LONG, "\033[2J"), NOW, width);

        assertThat(lines).allSatisfy(line -> {
            assertThat(Cells.width(line)).isLessThanOrEqualTo(width);
            assertThat(line).doesNotContain("\n", "\033");
        });
    }

    @Test
    void tellsTheSameInOneLine() {
        assertThat(StatusView.line(List.of(project("a", 400, null)), streams(null), sink(null), NOW))
                .isEqualTo("1 projects (0 parked), 400 traces, 410 revisions, 2 dead letters, watermark 20m0s behind;"
                        + " usage of 1,240 revisions in 50 rows; lake 1,234 rows in 5 files");
    }

    private static ProjectProgress project(String id, long traces, @Nullable String problem) {
        return new ProjectProgress(
                id, "Project " + id, "active", traces, traces + 10, 2, NOW.minusSeconds(1_200), NOW, problem);
    }

    private static StreamsProgress streams(@Nullable String error) {
        return new StreamsProgress("PENDING_ERROR", 1_250, 1_240, 50, 1, error);
    }

    private static SinkProgress sink(@Nullable String error) {
        return new SinkProgress(Map.of("traces", new TableProgress(0, 0, 1_234, 5)), 17, 0, NOW.minusSeconds(3), error);
    }
}
