package io.tracelake.app.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Window TEN_DAYS = new Window(FROM, FROM.plus(Duration.ofDays(10)));

    @Test
    void manyRowsTakeAPageForEachNinetyNine() {
        assertThat(new Forecast(TEN_DAYS, 200_000, Map.of()).pages()).isBetween(2_020L, 2_400L);
    }

    @Test
    void anEmptyRangeTakesAPageForEachWindowAndWindowsGrowToADay() {
        assertThat(new Forecast(TEN_DAYS, 0, Map.of()).pages()).isBetween(10L, 15L);
    }

    @Test
    void rowsOfOneDayLeaveTheOthersCheap() {
        long crowded = new Forecast(TEN_DAYS, 50_000, Map.of(LocalDate.parse("2026-11-05"), 7L)).pages();

        assertThat(crowded).isBetween(505L, 540L);
    }

    @Test
    void readsQuotasAndRefusesWhatIsNone() {
        assertThat(Quota.parse("100/1m").perSecond()).isEqualTo(100 / 60.0);
        assertThat(Quota.parse("200/1d").perDay()).isEqualTo(200);
        for (String text : new String[] {"100", "0/1m", "100/0m", "100/1w", "-1/1m"}) {
            assertThatThrownBy(() -> Quota.parse(text)).hasMessageContaining("100/1m");
        }
    }
}
