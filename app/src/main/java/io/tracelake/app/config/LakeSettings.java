package io.tracelake.app.config;

import io.tracelake.client.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the lake is and when rows become files.
 *
 * @param path {@code lake} below the data directory unless set
 * @param rollInterval longest wait of a row
 * @param rollSizeBytes size at which files are closed earlier
 * @param personalData whether addresses and names of members get there as they are
 * @param personalDataSalt of the hash that stands for an address otherwise; null: what identifies the application at the
 *     organizations service
 */
public record LakeSettings(
        Path path,
        Duration rollInterval,
        long rollSizeBytes,
        boolean personalData,
        @Nullable Secret personalDataSalt) {
    /** Without personal data. */
    public LakeSettings(Path path, Duration rollInterval, long rollSizeBytes) {
        this(path, rollInterval, rollSizeBytes, false, null);
    }

    static LakeSettings of(Values values, Path data) {
        return new LakeSettings(
                values.has(Key.LAKE_PATH) ? values.path(Key.LAKE_PATH) : data.resolve("lake"),
                values.duration(Key.LAKE_ROLL_INTERVAL),
                values.size(Key.LAKE_ROLL_SIZE),
                values.flag(Key.LAKE_PERSONAL_DATA),
                values.has(Key.LAKE_PERSONAL_DATA_SALT) ? values.secret(Key.LAKE_PERSONAL_DATA_SALT) : null);
    }
}
