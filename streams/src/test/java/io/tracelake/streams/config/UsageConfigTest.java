package io.tracelake.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageConfigTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void takesTheLeastAndTheMostOfEverything() {
        assertThat(new UsageConfig(Duration.ofNanos(1), 1, Duration.ofMillis(1)).maxTags())
                .isEqualTo(1);
        assertThat(new UsageConfig(Duration.ofDays(3_650), 1_000, SECOND).maxTags())
                .isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void refusesAHorizonThatRemembersNothing(Duration horizon) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsageConfig(horizon, 64, SECOND))
                .withMessage("streams.margin: the horizon must be longer than zero, not %s", horizon);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void refusesNoTagsAndTooManyTags(int maxTags) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsageConfig(SECOND, maxTags, SECOND))
                .withMessage("streams.max-tags: must be from 1 to 1000, not %d", maxTags);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S"})
    void refusesAPublishIntervalThatNeverPasses(Duration interval) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsageConfig(SECOND, 64, interval))
                .withMessage("streams.publish-interval: must be at least 1 ms, not %s", interval);
    }
}
