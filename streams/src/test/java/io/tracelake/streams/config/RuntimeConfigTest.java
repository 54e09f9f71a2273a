package io.tracelake.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RuntimeConfigTest {
    private static final Path STATE = Path.of("state");

    @Test
    void takesOneThreadWithoutStandbys() {
        assertThat(new RuntimeConfig(1, 0, STATE).stateDirectory()).isEqualTo(STATE);
    }

    @Test
    void refusesToWorkWithoutThreads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuntimeConfig(0, 0, STATE))
                .withMessage("streams.threads: must be at least 1, not 0");
    }

    @Test
    void refusesFewerThanNoStandbys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuntimeConfig(1, -1, STATE))
                .withMessage("streams.standby-replicas: must not be negative, not -1");
    }
}
