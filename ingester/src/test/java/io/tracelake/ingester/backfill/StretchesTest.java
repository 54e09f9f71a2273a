package io.tracelake.ingester.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StretchesTest {
    private static final Instant T0 = Instant.parse("2026-11-01T00:00:00Z");
    private static final int LENGTH = 60;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void knowsWhatIsMissingWhateverWasAddedInWhateverOrder(int seed) {
        var random = new SplittableRandom(seed);
        var stretches = new Stretches();
        var bits = new BitSet();
        for (int i = 0; i < 12; i++) {
            int from = random.nextInt(LENGTH);
            int to = from + random.nextInt(9);
            stretches.add(window(from, to));
            bits.set(from, to);

            int begin = random.nextInt(LENGTH);
            assertThat(stretches.firstGap(window(begin, LENGTH))).isEqualTo(firstGap(bits, begin));
            assertThat(Stretches.of(stretches.toRecords()).toRecords()).isEqualTo(stretches.toRecords());
            assertThat(stretches.toRecords()).hasSize(runs(bits));
        }
    }

    private static @Nullable Window firstGap(BitSet bits, int begin) {
        int from = bits.nextClearBit(begin);
        int next = bits.nextSetBit(from);
        return from >= LENGTH ? null : window(from, next < 0 ? LENGTH : Math.min(LENGTH, next));
    }

    private static int runs(BitSet bits) {
        int runs = 0;
        for (int at = bits.nextSetBit(0); at >= 0; at = bits.nextSetBit(bits.nextClearBit(at))) {
            runs++;
        }
        return runs;
    }

    /** Two ranges that overlap are read in the same windows where they do, so numbers that a window narrows are the same. */
    @Test
    void windowsEndWhereTheirLengthDividesTimeAndCoverAGapWithoutOverlap() {
        var length = new WindowLength();
        List<Window> windows = new ArrayList<>();
        Instant at = T0.plusSeconds(1234);
        Instant end = T0.plus(Duration.ofDays(9)).plusSeconds(77);
        while (at.isBefore(end)) {
            Window window = length.first(new Window(at, end));
            windows.add(window);
            length.adapt(window, windows.size() % 5 == 0 ? 100 : 1);
            at = window.to();
        }

        assertThat(windows.getLast().to()).isEqualTo(end);
        assertThat(windows.subList(0, windows.size() - 1))
                .allSatisfy(window ->
                        assertThat(window.to().toEpochMilli() % 60_000).isZero());
        assertThat(windows).anySatisfy(window -> assertThat(window.length()).isGreaterThan(Duration.ofHours(1)));
    }

    private static Window window(int from, int to) {
        return new Window(T0.plus(Duration.ofMinutes(from)), T0.plus(Duration.ofMinutes(to)));
    }
}
