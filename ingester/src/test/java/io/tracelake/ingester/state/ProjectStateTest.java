package io.tracelake.ingester.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProjectStateTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    private static final Duration LOOKBACK = Duration.ofDays(1);
    private static final int MANY = 60_000;

    private final ProjectState state = new ProjectState();

    @Test
    void forgetsWhatLiesBeyondTheHorizonButNotWhatIsHeld() {
        fill(state, NOW.minus(Duration.ofDays(30)));

        state.hold(NOW.minus(Duration.ofDays(31)));
        state.evict(LOOKBACK, NOW);
        assertThat(state.size()).isEqualTo(MANY);

        state.hold(Instant.MIN);
        state.evict(LOOKBACK, NOW);
        assertThat(state.size()).isEqualTo(MANY);

        state.hold(NOW.minus(Duration.ofDays(29)));
        state.evict(LOOKBACK, NOW);
        assertThat(state.size()).isZero();
    }

    /** What a backfill loads was read before, so it is older. */
    @Test
    void whatIsHereAlreadyWinsOverWhatIsLoaded() {
        StateKey both = StateKey.trace("p", "both");
        StateKey missing = StateKey.trace("p", "missing");
        var loaded = new FingerprintTable();
        loaded.put(both.hash(), Known.first(1, NOW, null));
        loaded.put(missing.hash(), Known.first(2, NOW, null));
        Known newer = new Known(9, 2, NOW.toEpochMilli(), 0, 0, false);
        state.put(both, newer);

        state.addMissing(loaded);

        assertThat(state.get(both)).isEqualTo(newer);
        assertThat(state.get(missing)).isEqualTo(Known.first(2, NOW, null));
        assertThat(state.size()).isEqualTo(2);
    }

    private static void fill(ProjectState state, Instant timestamp) {
        for (int i = 0; i < MANY; i++) {
            state.put(StateKey.trace("p", "t" + i), Known.first(i, timestamp, null));
        }
    }
}
