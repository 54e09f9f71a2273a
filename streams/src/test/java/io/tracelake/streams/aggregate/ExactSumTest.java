package io.tracelake.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {
    private static final long[] EDGES = {
        0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, 999_999_999_999_999_999L, 1L << 62
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void equalsTheSumOfBigIntegers(long seed) throws IOException {
        var random = new Random(seed);
        var sum = new ExactSum();
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 5_000; i++) {
            long units = random.nextInt(4) == 0
                    ? EDGES[random.nextInt(EDGES.length)]
                    : random.nextLong() >> random.nextInt(64);
            sum.add(units);
            expected = expected.add(BigInteger.valueOf(units));
            assertThat(sum.value()).isEqualTo(new BigDecimal(expected, ExactSum.PLACES));
            if (i % 100 == 0) {
                sum = ExactSum.read(Encoded.decoder(Encoded.bytes(sum::write)));
            }
        }
    }

    @Test
    void goesFarBeyondALongInBothDirections() {
        for (long step : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
            var sum = new ExactSum();
            for (int i = 0; i < 10_000; i++) {
                sum.add(step);
            }
            assertThat(sum.value().unscaledValue())
                    .isEqualTo(BigInteger.valueOf(step).multiply(BigInteger.valueOf(10_000)));
        }
    }
}
