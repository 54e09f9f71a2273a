package io.tracelake.bench.line;

import io.tracelake.bench.data.DataSet;
import io.tracelake.bench.data.ProjectIndex;
import io.tracelake.bench.report.Delays;
import io.tracelake.bench.report.Progress;
import io.tracelake.bench.service.ServedPages;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Map;

/**
 * A whole line that follows a service which shows its traces one after another.
 *
 * @param lake from the moment in which the service shows a trace until the file that holds it is in its place
 * @param usage from the same moment until {@code GET /usage} counts it
 * @param cpuSeconds of the line's process from the first trace to the last
 */
public record LatencyRun(Delays lake, Delays usage, double cpuSeconds) {
    private static final long LOOK_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Runs it in an empty directory, which is deleted afterwards; the traces' time has still to come. */
    public static LatencyRun run(
            Path root, Path directory, DataSet data, ServedPages pages, Map<String, String> settings, Progress progress)
            throws Exception {
        Disk.delete(directory);
        var shape = data.shape();
        try (var line = RunningLine.start(root, directory, true, pages.root(), shape.projects(), settings)) {
            var counted = new ArrayList<CountedTraces>();
            for (int p = 0; p < shape.projects(); p++) {
                counted.add(new CountedTraces(ProjectIndex.open(data.directory(), p), p, line.usage()));
            }
            var files = new FoundFiles(line.lake());
            var usage = new Delays();
            Instant last = shape.begin().plus(shape.span());
            while (Instant.now().isBefore(shape.begin())) {
                Thread.sleep(LOOK_MILLIS);
            }
            Duration cpuBefore = line.cpu();
            double cpu = 0;
            while (!isComplete(line, files, counted, usage, shape.traces())) {
                Thread.sleep(LOOK_MILLIS);
                progress.at(usage.count(), shape.traces());
                if (Instant.now().isBefore(last)) {
                    cpu = line.cpu().minus(cpuBefore).toNanos() / 1e9;
                }
                if (Instant.now().isAfter(last.plus(PATIENCE))) {
                    throw new IllegalStateException("only " + usage.count() + " of " + shape.traces() + " are counted");
                }
            }
            return new LatencyRun(lakeDelays(files), usage, cpu);
        } finally {
            Disk.delete(directory);
        }
    }

    private static boolean isComplete(
            RunningLine line, FoundFiles files, ArrayList<CountedTraces> counted, Delays usage, int traces)
            throws InterruptedException {
        files.look();
        for (CountedTraces project : counted) {
            project.look(usage);
        }
        if (!counted.stream().allMatch(CountedTraces::isComplete)) {
            return false;
        }
        boolean published = line.reached().rows() >= traces;
        files.look();
        return published;
    }

    private static Delays lakeDelays(FoundFiles files) throws SQLException {
        var delays = new Delays();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            for (var file : files.all().entrySet()) {
                try (var rows = statement.executeQuery(
                        "SELECT \"timestamp\" FROM read_parquet('" + file.getKey() + "', hive_partitioning = false)")) {
                    while (rows.next()) {
                        Instant shown = rows.getObject(1, OffsetDateTime.class).toInstant();
                        delays.add(Duration.between(shown, file.getValue()).toNanos() / 1e9);
                    }
                }
            }
        }
        return delays;
    }
}
