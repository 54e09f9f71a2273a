package io.tracelake.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencySketchTest {
    private static final double[] QUANTILES = {0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1};

    /** Rounding of a bound itself. */
    private static final double ROUNDING = 1e-9;

    enum Distribution {
        UNIFORM,
        EXPONENTIAL,
        LOGNORMAL,
        PARETO,
        BIMODAL,
        CONSTANT,
        WITH_ZEROS,
        ONLY_ZEROS,
        OF_EVERY_SIZE;

        long[] values(Random random, int count) {
            return LongStream.generate(() -> draw(random)).limit(count).toArray();
        }

        private long draw(Random random) {
            return switch (this) {
                case UNIFORM -> random.nextLong(1, 60_000);
                case EXPONENTIAL -> (long) (-Math.log(1 - random.nextDouble()) * 2_000);
                case LOGNORMAL -> (long) Math.exp(random.nextGaussian() * 1.5 + 7);
                case PARETO -> (long) (100 / Math.pow(1 - random.nextDouble(), 1 / 0.7));
                case BIMODAL -> random.nextInt(10) < 7 ? random.nextLong(40, 60) : random.nextLong(29_000, 31_000);
                case CONSTANT -> 1_234;
                case WITH_ZEROS -> random.nextInt(10) < 6 ? 0 : random.nextLong(1, 5_000);
                case ONLY_ZEROS -> 0;
                case OF_EVERY_SIZE -> random.nextLong() >>> (1 + random.nextInt(63));
            };
        }
    }

    static Stream<Arguments> samples() {
        return Stream.of(Distribution.values())
                .flatMap(distribution -> Stream.of(1, 100, 1_000, 10_000, 100_000)
                        .flatMap(count -> LongStream.rangeClosed(1, count < 100_000 ? 5 : 2)
                                .mapToObj(seed -> Arguments.of(distribution, count, seed))));
    }

    @ParameterizedTest(name = "{0}, {1} values, seed {2}")
    @MethodSource("samples")
    void everyQuantileIsWithinOnePercent(Distribution distribution, int count, long seed) {
        long[] values = distribution.values(new Random(seed), count);
        var sketch = of(values);
        Arrays.sort(values);
        for (double quantile : QUANTILES) {
            long exact = values[(int) Math.floor(quantile * (count - 1))];
            assertThat(sketch.quantile(quantile))
                    .as("quantile %s, exactly %d", quantile, exact)
                    .isBetween(exact * (0.99 - ROUNDING), exact * (1.01 + ROUNDING));
        }
        long max = values[count - 1];
        assertThat(sketch.max()).isBetween(max * (1 - ROUNDING), max * (1.021 + ROUNDING));
        assertThat(sketch.count()).isEqualTo(count);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatIsTakenOutWasNeverThere(long seed) {
        var random = new Random(seed);
        for (Distribution distribution : Distribution.values()) {
            long[] kept = distribution.values(random, random.nextInt(2_000));
            long[] removed = Distribution.values()[random.nextInt(Distribution.values().length)].values(
                    random, random.nextInt(2_000));
            var sketch = of(kept);
            for (long value : removed) {
                sketch.add(value, 1);
            }
            shuffle(removed, random);
            for (long value : removed) {
                sketch.add(value, -1);
            }

            assertThat(bytes(sketch)).as(distribution.name()).isEqualTo(bytes(of(kept)));
        }
    }

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void theStoreGivesBackWhatItGot(Distribution distribution) throws IOException {
        var sketch = of(distribution.values(new Random(5), 3_000));
        var read = LatencySketch.read(Encoded.decoder(bytes(sketch)));
        assertThat(bytes(read)).isEqualTo(bytes(sketch));
        for (long value : distribution.values(new Random(6), 3_000)) {
            sketch.add(value, 1);
            read.add(value, 1);
        }
        assertThat(bytes(read)).isEqualTo(bytes(sketch));
    }

    @Test
    void withoutValuesThereIsNoQuantile() {
        var sketch = of(0, 5, 5);
        sketch.add(5, -2);
        sketch.add(0, -1);
        assertThat(sketch.count()).isZero();
        assertThat(sketch.quantile(0.5)).isNull();
        assertThat(sketch.max()).isNull();
        assertThat(bytes(sketch)).isEqualTo(bytes(new LatencySketch()));
    }

    @Test
    void aMillionYearsTakeAtMost1500Buckets() {
        var sketch = new LatencySketch();
        for (double value = 1; value < 1e6 * 366 * 86_400_000; value = Math.max(value + 1, value * 1.001)) {
            sketch.add((long) value, 1);
        }
        assertThat(bytes(sketch).length).isLessThan(1_500 * 4);
    }

    private static LatencySketch of(long... values) {
        var sketch = new LatencySketch();
        for (long value : values) {
            sketch.add(value, 1);
        }
        return sketch;
    }

    private static byte[] bytes(LatencySketch sketch) {
        return Encoded.bytes(sketch::write);
    }

    private static void shuffle(long[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            long value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }
}
