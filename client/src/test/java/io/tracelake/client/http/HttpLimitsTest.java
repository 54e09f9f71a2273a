package io.tracelake.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpLimitsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void hasDefaultsThatFitTheService() {
        assertThat(HttpLimits.defaults())
                .isEqualTo(new HttpLimits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(120),
                        67_108_864,
                        6,
                        Duration.ofSeconds(30)));
    }

    @Test
    void namesTheKeyAndTheValueItRejects() {
        rejects("connect-timeout", "PT0S", Duration.ZERO, SECOND, SECOND, 1, 1, SECOND);
        rejects("first-byte-timeout", "PT-1S", SECOND, SECOND.negated(), SECOND, 1, 1, SECOND);
        rejects("call-timeout", "PT48H", SECOND, SECOND, Duration.ofDays(2), 1, 1, SECOND);
        rejects("max-response-bytes", "0", SECOND, SECOND, SECOND, 0, 1, SECOND);
        rejects("max-response-bytes", "2147483648", SECOND, SECOND, SECOND, 1L << 31, 1, SECOND);
        rejects("max-attempts", "0", SECOND, SECOND, SECOND, 1, 0, SECOND);
        rejects("max-backoff", "PT0S", SECOND, SECOND, SECOND, 1, 1, Duration.ZERO);
    }

    private static void rejects(
            String key,
            String value,
            Duration connect,
            Duration first,
            Duration call,
            long bytes,
            int n,
            Duration wait) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpLimits(connect, first, call, bytes, n, wait))
                .withMessageStartingWith(key)
                .withMessageEndingWith(": " + value);
    }
}
