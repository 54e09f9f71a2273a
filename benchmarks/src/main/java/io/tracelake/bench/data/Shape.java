package io.tracelake.bench.data;

import java.time.Duration;
import java.time.Instant;

/**
 * What traces to make.
 *
 * @param traces in all, shared evenly by the projects
 * @param bytes of a trace as JSON, about
 * @param tags that there are; a trace has up to five of them
 * @param begin timestamp of the oldest trace
 * @param span from the oldest to the newest
 */
public record Shape(long seed, int traces, int bytes, int projects, int tags, Instant begin, Duration span) {
    private static final int SMALLEST = 900;

    public Shape {
        if (traces < projects || projects < 1) {
            throw new IllegalArgumentException(
                    "--projects must be from 1 to the number of traces (%d), not %d".formatted(traces, projects));
        }
        if (bytes < SMALLEST) {
            throw new IllegalArgumentException("--bytes must be at least " + SMALLEST + ", not " + bytes);
        }
        if (tags < 0) {
            throw new IllegalArgumentException("--tags must not be negative, not " + tags);
        }
    }

    /** Traces of one project. */
    public int tracesOf(int project) {
        return traces / projects + (project < traces % projects ? 1 : 0);
    }

    /** Its id. */
    public static String projectId(int project) {
        return "project-" + project;
    }
}
