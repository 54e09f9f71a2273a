package io.tracelake.ingester.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTableTest {
    private static final long T0 = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void remembersWhatAMapRemembers(long seed) {
        var random = new SplittableRandom(seed);
        var table = new FingerprintTable();
        var map = new HashMap<String, Known>();
        for (int i = 0; i < 20_000; i++) {
            String id = "trace-" + random.nextInt(5_000);
            var known = new Known(
                    random.nextLong(),
                    random.nextInt(1, FingerprintTable.MAX_REVISION),
                    T0 + random.nextInt(100_000),
                    random.nextBoolean() ? 0 : T0 + random.nextInt(100_000),
                    random.nextInt(4),
                    random.nextBoolean());
            table.put(IdHash.of(id), known);
            map.put(id, known);
            if (i == 10_000) {
                table.evictBefore(T0 + 50_000);
                map.values().removeIf(value -> value.timestamp() < T0 + 50_000);
            }
        }

        assertThat(table.size()).isEqualTo(map.size());
        map.forEach((id, known) -> assertThat(table.get(IdHash.of(id))).isEqualTo(known));
        assertThat(table.get(IdHash.of("never seen"))).isNull();
    }

    @Test
    void holdsATraceInAboutFortyBytes() {
        var table = new FingerprintTable();
        double worst = 0;
        for (int i = 0; i < 300_000; i++) {
            table.put(IdHash.of("trace-" + i), new Known(i, 1, T0, T0, 0, false));
            if (i > 1_000) {
                worst = Math.max(worst, (double) table.bytes() / table.size());
            }
        }

        assertThat(worst).isBetween(37.0, 48.0);
    }

    @Test
    void keepsTimesOutsideItsRangeAtTheEdge() {
        assertThat(PackedTime.clamp(null)).isZero();
        assertThat(PackedTime.clamp(Instant.MIN)).isZero();
        assertThat(PackedTime.clamp(Instant.MAX)).isEqualTo(PackedTime.unpack(PackedTime.MASK));
        assertThat(PackedTime.clamp(Instant.ofEpochMilli(T0))).isEqualTo(T0);
    }
}
