package io.tracelake.client.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tracelake.client.http.Ending;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuotaMetersTest {
    private static final QuotaConfig HUNDRED_A_MINUTE =
            new QuotaConfig(Map.of(Bucket.TRACES, new RateLimit(100, Duration.ofMinutes(1))), 0.1, 8);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void tellsWhatIsLeftOfALimit() throws InterruptedException {
        try (var governor = new QuotaGovernor(HUNDRED_A_MINUTE, new SplittableRandom(1))) {
            QuotaMeters.bind(registry, governor);
            assertThat(traces("limit")).isEqualTo(100);
            assertThat(traces("window")).isEqualTo(60);
            assertThat(traces("budget")).isEqualTo(90);
            assertThat(traces("used")).isZero();
            assertThat(registry.get("tracelake.client.quota.limit")
                            .tag("bucket", "daily-metrics")
                            .gauge()
                            .value())
                    .isZero();

            var permit = governor.admission(Bucket.TRACES, new Claim("p", Priority.FRESH))
                    .enter();
            assertThat(traces("used")).isEqualTo(1);
            assertThat(registry.get("tracelake.client.concurrency.used").gauge().value())
                    .isEqualTo(1);
            permit.end(new Ending.Throttled(Duration.ofSeconds(30), null));

            assertThat(registry.get("tracelake.client.concurrency.used").gauge().value())
                    .isZero();
            assertThat(traces("pause")).isBetween(25.0, 35.0);
        }
    }

    private double traces(String what) {
        return registry.get("tracelake.client.quota." + what)
                .tag("bucket", "traces")
                .gauge()
                .value();
    }
}
