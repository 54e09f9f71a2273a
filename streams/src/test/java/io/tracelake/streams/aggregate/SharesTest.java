package io.tracelake.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {
    @ParameterizedTest(name = "{0} tags")
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 63, 64, 999, 1_000})
    void addUpToTheWholeAndDifferByAtMostOneUnit(int tags) {
        var random = new Random(tags);
        for (int i = 0; i < 300; i++) {
            long whole = switch (i) {
                case 0 -> 0;
                case 1 -> Long.MAX_VALUE;
                case 2 -> Long.MIN_VALUE;
                case 3 -> -1;
                default -> random.nextLong() >> random.nextInt(64);
            };
            BigInteger sum = BigInteger.ZERO;
            for (int index = 0; index < tags; index++) {
                long share = Shares.of(whole, tags, index);
                sum = sum.add(BigInteger.valueOf(share));
                assertThat(Shares.of(whole, tags, 0) - share).isBetween(0L, 1L);
            }
            assertThat(sum).isEqualTo(BigInteger.valueOf(whole));
        }
    }
}
