package io.tracelake.sandbox.limit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Requests that share a limit. */
public enum Bucket {
    /** Pages of traces and single traces. */
    TRACES,
    DAILY_METRICS;

    /** As it is written in options. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Bucket> of(String label) {
        return Arrays.stream(values())
                .filter(bucket -> bucket.label().equals(label))
                .findFirst();
    }
}
