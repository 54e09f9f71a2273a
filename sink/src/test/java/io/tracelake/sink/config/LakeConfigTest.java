package io.tracelake.sink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeConfigTest {
    @TempDir
    Path directory;

    @Test
    void defaultsAreThoseOfTheTable() {
        assertThat(new LakeConfig(directory))
                .isEqualTo(new LakeConfig(directory, Duration.ofMinutes(1), 134_217_728, 1_000_000, 64));
    }

    @Test
    void refusesAPathThatIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LakeConfig(file))
                .withMessage("lake.path: '%s' is not a directory", file);
    }

    @Test
    void refusesAnIntervalThatNeverRollsOrAlwaysDoes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LakeConfig(directory, Duration.ZERO, 1))
                .withMessage("lake.roll-interval: must be more than 0 and at most 24h, not PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LakeConfig(directory, Duration.ofDays(2), 1))
                .withMessage("lake.roll-interval: must be more than 0 and at most 24h, not PT48H");
    }

    @Test
    void refusesSizesOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LakeConfig(directory, Duration.ofSeconds(1), 0))
                .withMessage("lake.roll-size: must be at least 1 and at most 2147483648 bytes, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LakeConfig(directory, Duration.ofSeconds(1), 1, 0, 1))
                .withMessage("lake.roll-rows: must be at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LakeConfig(directory, Duration.ofSeconds(1), 1, 1, 0))
                .withMessage("lake.open-days: must be at least 1, not 0");
    }
}
