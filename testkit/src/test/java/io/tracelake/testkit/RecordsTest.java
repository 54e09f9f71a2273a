package io.tracelake.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Topics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 42, -7})
    void areAFunctionOfSeedAndNumberAndSurviveTheirTopic(long seed) {
        for (long i = 0; i < 50; i++) {
            var trace = Records.trace(seed, i);
            assertThat(Records.trace(seed, i)).isEqualTo(trace);
            assertThat(Records.trace(seed, i + 1)).isNotEqualTo(trace);
            assertThat(Records.trace(seed, i, 2)).isNotEqualTo(trace);
            assertThat(Topics.TRACES.decode(Topics.TRACES.encode(trace))).isEqualTo(trace);

            var metrics = Records.dailyMetrics(seed, i);
            assertThat(Topics.DAILY_METRICS.decode(Topics.DAILY_METRICS.encode(metrics)))
                    .hasToString(metrics.toString());
        }
    }
}
