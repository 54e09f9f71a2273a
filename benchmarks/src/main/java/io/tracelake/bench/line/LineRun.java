package io.tracelake.bench.line;

import io.tracelake.bench.data.DataSet;
import io.tracelake.bench.report.Measured;
import io.tracelake.bench.report.Progress;
import io.tracelake.bench.service.ServedPages;
import io.tracelake.bench.service.ServedPages.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A line from the first request for traces until all of them are in the lake, and counted if it counts.
 *
 * @param server what the stand-in did meanwhile
 * @param peakRss of the line's process, bytes
 * @param lakeBytes of the table
 * @param kafkaBytes of the topic
 */
public record LineRun(Measured measured, Seen server, long peakRss, long lakeBytes, long kafkaBytes) {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 100;

    /** To be asked for its metrics costs the line some CPU, so it isn't asked often until the end is near. */
    private static final long GLANCE_MILLIS = 2_000;

    private static final long START_MILLIS = 10;

    /** Runs it in an empty directory, which is deleted afterwards. */
    public static LineRun run(
            Path root,
            Path directory,
            boolean whole,
            DataSet data,
            ServedPages pages,
            Map<String, String> settings,
            Progress progress)
            throws InterruptedException {
        Disk.delete(directory);
        pages.forget();
        int projects = data.shape().projects();
        try (var line = RunningLine.start(root, directory, whole, pages.root(), projects, settings)) {
            Duration cpuBefore = started(line, pages);
            long traces = data.shape().traces();
            Instant end = Instant.now().plus(PATIENCE);
            for (long done = 0; done < traces; ) {
                Thread.sleep(isAllFetched(pages, traces) ? LOOK_MILLIS : GLANCE_MILLIS);
                var reached = line.reached();
                done = whole ? Math.min(reached.rows(), reached.counted()) : reached.rows();
                progress.at(done, traces);
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException("the line has carried only " + reached + " of " + traces);
                }
            }
            double cpu = line.cpu().minus(cpuBefore).toNanos() / 1e9;
            Seen seen = pages.seen();
            double seconds = Duration.between(Instant.EPOCH, Instant.now()).toNanos() / 1e9 - seen.first() / 1e6;
            return new LineRun(
                    new Measured(traces, seconds, cpu), seen, line.peakRss(), line.lakeBytes(), line.kafkaBytes());
        } finally {
            Disk.delete(directory);
        }
    }

    private static boolean isAllFetched(ServedPages pages, long traces) throws InterruptedException {
        return pages.seen().rows() >= traces;
    }

    /** Waits for the first request for traces; what the process had used up by then is its start. */
    private static Duration started(RunningLine line, ServedPages pages) throws InterruptedException {
        Instant end = Instant.now().plus(START_PATIENCE);
        Duration cpu = line.cpu();
        while (pages.seen().first() == 0) {
            if (Instant.now().isAfter(end)) {
                line.reached();
                throw new IllegalStateException("the line asks for no traces");
            }
            cpu = line.cpu();
            Thread.sleep(START_MILLIS);
        }
        return cpu;
    }
}
