package io.tracelake.sink.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the lake is and when rows become files.
 *
 * <p>Whatever comes first ends a rollover: {@code rollInterval}, {@code rollSizeBytes} or {@code rollRows}.
 *
 * @param path directory of the lake ({@code lake.path}), created if it is missing
 * @param rollInterval longest time that a row waits before it is committed ({@code lake.roll-interval})
 * @param rollSizeBytes bytes of records, as Kafka carries them, that are held in memory ({@code lake.roll-size}); as
 *     objects they take about twice as much
 * @param rollRows rows that are held in memory ({@code lake.roll-rows})
 * @param openDays days of partitions whose rows are held in memory at once ({@code lake.open-days}); beyond, the day
 *     that was written to least recently goes to its file early
 */
public record LakeConfig(Path path, Duration rollInterval, long rollSizeBytes, int rollRows, int openDays) {
    public static final Duration DEFAULT_ROLL_INTERVAL = Duration.ofSeconds(60);
    public static final long DEFAULT_ROLL_SIZE_BYTES = 128L * 1024 * 1024;
    public static final int DEFAULT_ROLL_ROWS = 1_000_000;
    public static final int DEFAULT_OPEN_DAYS = 64;

    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
    private static final long LARGEST_SIZE = 2L * 1024 * 1024 * 1024;

    /** Refuses what can't work with an IllegalArgumentException that names key and value. */
    public LakeConfig {
        path = path.toAbsolutePath().normalize();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IllegalArgumentException("lake.path: '%s' is not a directory".formatted(path));
        }
        if (!rollInterval.isPositive() || rollInterval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException(
                    "lake.roll-interval: must be more than 0 and at most 24h, not " + rollInterval);
        }
        if (rollSizeBytes < 1 || rollSizeBytes > LARGEST_SIZE) {
            throw new IllegalArgumentException("lake.roll-size: must be at least 1 and at most %d bytes, not %d"
                    .formatted(LARGEST_SIZE, rollSizeBytes));
        }
        if (rollRows < 1) {
            throw new IllegalArgumentException("lake.roll-rows: must be at least 1, not " + rollRows);
        }
        if (openDays < 1) {
            throw new IllegalArgumentException("lake.open-days: must be at least 1, not " + openDays);
        }
    }

    public LakeConfig(Path path, Duration rollInterval, long rollSizeBytes) {
        this(path, rollInterval, rollSizeBytes, DEFAULT_ROLL_ROWS, DEFAULT_OPEN_DAYS);
    }

    public LakeConfig(Path path) {
        this(path, DEFAULT_ROLL_INTERVAL, DEFAULT_ROLL_SIZE_BYTES);
    }
}
