package io.tracelake.bench.line;

import io.tracelake.bench.data.DataSet;
import io.tracelake.bench.report.Progress;
import io.tracelake.bench.service.ServedPages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A whole line that reads a history, is ended, and is started again on what it has left.
 *
 * @param requests for pages of traces
 * @param cpuSeconds of the line from its first request until everything was in the lake and counted
 * @param peakRss until then, bytes
 * @param firstFileSeconds from the start of the process to the first file of traces
 * @param restartSeconds from the second start to the first request, that is until the state has been restored
 */
public record GrowthRun(
        long traces, long requests, double cpuSeconds, long peakRss, double firstFileSeconds, double restartSeconds) {
    private static final long LOOK_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** Runs it in an empty directory, which is deleted afterwards. */
    public static GrowthRun run(Path root, Path directory, DataSet data, ServedPages pages, Progress progress)
            throws InterruptedException {
        Disk.delete(directory);
        int projects = data.shape().projects();
        long traces = data.shape().traces();
        try {
            pages.forget();
            long begun = System.nanoTime();
            double firstFile = 0;
            double cpu;
            long peak;
            long requests;
            try (var line = RunningLine.start(root, directory, true, pages.root(), projects, Map.of())) {
                Duration cpuBefore = firstRequest(line, pages);
                var files = new FoundFiles(line.lake());
                while (files.all().isEmpty()) {
                    files.look();
                    Thread.sleep(LOOK_MILLIS);
                }
                firstFile = since(begun);
                for (long done = 0; done < traces; ) {
                    Thread.sleep(pages.seen().rows() >= traces ? LOOK_MILLIS : LOOK_MILLIS * 10);
                    var reached = line.reached();
                    done = Math.min(reached.rows(), reached.counted());
                    progress.at(done, traces);
                }
                cpu = line.cpu().minus(cpuBefore).toNanos() / 1e9;
                peak = line.peakRss();
                requests = pages.seen().requests();
            }
            pages.forget();
            long again = System.nanoTime();
            try (var line = RunningLine.start(root, directory, true, pages.root(), projects, Map.of())) {
                firstRequest(line, pages);
                return new GrowthRun(traces, requests, cpu, peak, firstFile, since(again));
            }
        } finally {
            Disk.delete(directory);
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static Duration firstRequest(RunningLine line, ServedPages pages) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Duration cpu = line.cpu();
        while (pages.seen().first() == 0) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the line asks for no traces");
            }
            cpu = line.cpu();
            Thread.sleep(LOOK_MILLIS / 10);
        }
        return cpu;
    }
}
