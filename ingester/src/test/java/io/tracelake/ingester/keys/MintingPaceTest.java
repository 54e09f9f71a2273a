package io.tracelake.ingester.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MintingPaceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** The pause forgot itself after ten minutes, and keys were made at once again. */
    @Test
    void keysThatNeverLastAreMadeEverMoreSlowlyUpToTenMinutesApart() {
        var pace = new MintingPace(Duration.ofDays(30));
        var minutes = new ArrayList<Long>();
        for (Instant now = START; minutes.size() < 9; now = now.plusSeconds(10)) {
            if (pace.allows(now)) {
                pace.begin(now);
                minutes.add(Duration.between(START, now).toMinutes());
            }
        }
        assertThat(minutes).containsExactly(0L, 0L, 1L, 3L, 7L, 15L, 25L, 35L, 45L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT30S", "PT1H", "P30D"})
    void aKeyThatLivesTwoThirdsOfItsLifeIsReplacedWithoutWaiting(Duration lifetime) {
        var pace = new MintingPace(lifetime);
        Instant now = START;
        for (int made = 0; made < 5; made++) {
            assertThat(pace.allows(now)).isTrue();
            pace.begin(now);
            assertThat(pace.allows(now)).isTrue();
            now = now.plus(lifetime.multipliedBy(2).dividedBy(3));
        }
    }

    @Test
    void aClockThatIsSetBackForbidsNothing() {
        var pace = new MintingPace(Duration.ofDays(30));
        pace.begin(START);
        pace.begin(START);
        assertThat(pace.allows(START.plusSeconds(1))).isFalse();
        assertThat(pace.allows(START.minusSeconds(3600))).isTrue();
    }
}
