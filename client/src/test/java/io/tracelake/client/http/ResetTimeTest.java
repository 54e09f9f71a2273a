package io.tracelake.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResetTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T16:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sat Nov 21 2026 16:00:42 GMT+0000 (Coordinated Universal Time)",
                "Sat Nov 21 2026 17:00:42 GMT+0100 (Central European Standard Time)",
                "Sat, 21 Nov 2026 16:00:42 GMT",
                "2026-11-21T16:00:42.000Z",
                "1795276842",
                "1795276842000",
                "42",
            })
    void readsEveryFormInUse(String reset) {
        assertThat(ResetTime.from(NOW, reset)).isEqualTo(Duration.ofSeconds(42));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "99999999999999999999", "Sat Nov 31 2026 16:00:42 GMT+0000", "(((((("})
    void takesNothingFromAnythingElse(String reset) {
        assertThat(ResetTime.from(NOW, reset)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01T00:00:00Z", "1600000000"})
    void isNeverBeforeNow(String reset) {
        assertThat(ResetTime.from(NOW, reset)).isEqualTo(Duration.ZERO);
    }
}
