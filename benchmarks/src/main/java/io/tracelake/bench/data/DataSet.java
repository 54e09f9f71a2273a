package io.tracelake.bench.data;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Traces on disk: for each project JSON lines in ascending order of their timestamps, and where each of them begins.
 *
 * @param bytes of all lines
 */
public record DataSet(Path directory, Shape shape, long bytes) {
    private static final int BUFFER = 1 << 20;
    private static final int NOTED = 1_000;

    /** Makes the traces; the same shape gives the same bytes. */
    public static DataSet generate(Path directory, Shape shape, LongConsumer progress)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var made = new AtomicLong();
        long bytes = 0;
        try (var threads = Executors.newFixedThreadPool(2)) {
            var projects = new ArrayList<Future<Long>>();
            for (int p = 0; p < shape.projects(); p++) {
                int project = p;
                projects.add(threads.submit(
                        () -> write(directory, shape, project, count -> progress.accept(made.addAndGet(count)))));
            }
            for (Future<Long> project : projects) {
                bytes += project.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return new DataSet(directory, shape, bytes);
    }

    /** Traces of a project, one on each line. */
    public static Path lines(Path directory, int project) {
        return directory.resolve("traces-" + project + ".jsonl");
    }

    /** For each trace of a project its timestamp in milliseconds and the offset of its line, two longs. */
    static Path index(Path directory, int project) {
        return directory.resolve("traces-" + project + ".index");
    }

    private static long write(Path directory, Shape shape, int project, LongConsumer progress) throws IOException {
        int traces = shape.tracesOf(project);
        var text = new TraceText(shape, project);
        var jitter = new SplittableRandom(shape.seed() + project);
        double step = shape.span().toMillis() / (double) traces;
        long offset = 0;
        try (OutputStream lines = open(lines(directory, project));
                var index = new DataOutputStream(open(index(directory, project)))) {
            for (int i = 0; i < traces; i++) {
                Instant timestamp = shape.begin().plusMillis((long) ((i + jitter.nextDouble()) * step));
                byte[] line = (text.next(timestamp) + "\n").getBytes(StandardCharsets.UTF_8);
                lines.write(line);
                index.writeLong(timestamp.toEpochMilli());
                index.writeLong(offset);
                offset += line.length;
                if ((i + 1) % NOTED == 0) {
                    progress.accept(NOTED);
                }
            }
        }
        return offset;
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    }
}
