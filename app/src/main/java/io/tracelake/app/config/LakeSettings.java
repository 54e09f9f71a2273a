package io.tracelake.app.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the lake is and when rows become files.
 *
 * @param path {@code lake} below the data directory unless set
 * @param rollInterval longest wait of a row
 * @param rollSizeBytes size at which files are closed earlier
 */
public record LakeSettings(Path path, Duration rollInterval, long rollSizeBytes) {
    static LakeSettings of(Values values, Path data) {
        return new LakeSettings(
                values.has(Key.LAKE_PATH) ? values.path(Key.LAKE_PATH) : data.resolve("lake"),
                values.duration(Key.LAKE_ROLL_INTERVAL),
                values.size(Key.LAKE_ROLL_SIZE));
    }
}
