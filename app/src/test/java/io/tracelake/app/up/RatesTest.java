package io.tracelake.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.ingester.schedule.ProjectProgress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Rates rates = new Rates();

    @Test
    void knowsNoneAtFirst() {
        at(0, 100);
        assertThat(rates.of("a")).isEmpty();
        assertThat(rates.of("other")).isEmpty();
    }

    @Test
    void looksTenSecondsBack() {
        for (int second = 0; second <= 60; second++) {
            at(second, second <= 50 ? second * 1_000L : 50_000 + (second - 50) * 10L);
        }
        assertThat(rates.of("a")).hasValue(10);
    }

    @Test
    void isZeroAndNotNegativeWhenCountsFallBack() {
        at(0, 100);
        at(5, 60);
        assertThat(rates.of("a")).hasValue(0);
    }

    private void at(int second, long traces) {
        rates.add(
                List.of(new ProjectProgress("a", null, "active", traces, 0, 0, null, null, null)),
                START.plusSeconds(second));
    }
}
