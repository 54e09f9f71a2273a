package io.tracelake.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.ingester.source.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
    private static final LocalDate SECOND = LocalDate.parse("2026-03-02");

    private final Comparison comparison = new Comparison(
            new Window(FROM, FROM.plus(Duration.ofDays(3))),
            FROM.plus(Duration.ofDays(1)).plus(Duration.ofHours(12)));

    @Test
    void comparesTheNewestOfTwoRowsWithOneId() {
        comparison.shown("a", state(1, 25, 10));
        comparison.shown("a", state(2, 1, 20));
        comparison.shown("a", state(3, 1, 5));
        comparison.held("a", 1, FIRST, state(2, 1, 20));

        assertThat(comparison.days(Map.of())).containsOnlyKeys(FIRST);
        assertThat(comparison.days(Map.of()).get(FIRST)).isEqualTo(sound(1));
    }

    @Test
    void countsATraceOnTheDayOfItsNewestRevision() {
        comparison.held("a", 1, FIRST, state(1, 23, 0));
        comparison.held("a", 2, SECOND, state(2, 25, 0));
        comparison.held("a", 1, FIRST, state(1, 23, 0));
        comparison.shown("a", state(2, 25, 0));

        assertThat(comparison.days(Map.of())).containsOnlyKeys(SECOND);
        assertThat(comparison.days(Map.of()).get(SECOND)).isEqualTo(sound(1));
    }

    @Test
    void tellsStaleFromPendingByTheAgeOfTheTrace() {
        comparison.shown("old", state(1, 35, 0));
        comparison.held("old", 1, SECOND, state(9, 35, 0));
        comparison.shown("young", state(1, 36, 0));
        comparison.held("young", 1, SECOND, state(9, 36, 0));

        assertThat(comparison.stale()).containsExactly("old");
        assertThat(comparison.pending()).containsExactly("young");
        assertThat(comparison.days(Map.of()).get(SECOND))
                .extracting(Figures::stale, Figures::pending)
                .containsExactly(1L, 1L);
    }

    @Test
    void believesTheTraceItselfMoreThanTheListing() {
        comparison.shown("a", state(1, 1, 0));
        comparison.held("a", 1, FIRST, state(2, 1, 0));
        comparison.shown("b", state(1, 1, 0));
        comparison.held("b", 1, FIRST, state(2, 1, 0));
        comparison.shown("c", state(1, 1, 0));
        comparison.held("c", 1, FIRST, state(2, 1, 0));

        comparison.confirmed("a", state(2, 1, 0));
        comparison.confirmed("b", state(3, 1, 0));
        comparison.confirmed("c", null);

        assertThat(comparison.stale()).containsExactly("b");
        assertThat(comparison.days(Map.of()).get(FIRST))
                .extracting(Figures::gone)
                .isEqualTo(1L);
    }

    @Test
    void toleratesWhatIsGone() {
        comparison.held("a", 1, FIRST, state(1, 1, 0));

        var figures = comparison.days(Map.of()).getOrDefault(FIRST, Figures.NONE);
        assertThat(figures.gone()).isEqualTo(1);
        assertThat(figures.sound(true)).isTrue();
    }

    private static Figures sound(long cents) {
        var cost = BigDecimal.valueOf(cents, 12);
        return new Figures(1, 1, 0, 0, 0, 0, 0, cost, cost);
    }

    private static TraceState state(long content, long hours, long updatedAt) {
        return new TraceState(content, TraceState.micros(FROM.plus(Duration.ofHours(hours))), updatedAt, 1);
    }
}
