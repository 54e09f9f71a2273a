package io.tracelake.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {
    /** Four standard errors of a HyperLogLog with 4,096 registers. */
    private static final double FOUR_SIGMA = 0.065;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void fewAreCountedExactly(long seed) {
        var random = new Random(seed);
        var distinct = new DistinctCount();
        for (int added = 1; added <= DistinctCount.FEW; added++) {
            distinct.add(random.nextLong());
            assertThat(distinct.estimate()).isEqualTo(added);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void manyAreEstimatedWithinFourStandardErrors(long seed) {
        var random = new Random(seed);
        var distinct = new DistinctCount();
        long check = DistinctCount.FEW + 1;
        for (int added = 1; added <= 1_000_000; added++) {
            distinct.add(random.nextLong());
            if (added == check) {
                assertThat((double) distinct.estimate())
                        .as("of %d", added)
                        .isBetween(added * (1 - FOUR_SIGMA), added * (1 + FOUR_SIGMA));
                check = Math.min(1_000_000, added + added / 3);
            }
        }
    }

    @ParameterizedTest(name = "{0} different")
    @ValueSource(ints = {1, 5, 511, 512, 513, 600, 20_000})
    void whatWasAddedOnceChangesNothingWhenAddedAgainInAnyOrder(int different) {
        long[] hashes = new Random(different).longs(different).toArray();
        var once = of(LongStream.of(hashes));
        var again = new ArrayList<>(LongStream.of(hashes).boxed().toList());
        LongStream.of(hashes).limit(different / 2 + 1).forEach(again::add);
        Collections.shuffle(again, new Random(7));
        var often = of(again.stream().mapToLong(Long::longValue));
        assertThat(bytes(often)).isEqualTo(bytes(once));
    }

    @ParameterizedTest(name = "{0} different")
    @ValueSource(ints = {0, 1, 5, 511, 512, 513, 20_000})
    void theStoreGivesBackWhatItGot(int different) throws IOException {
        var distinct = of(new Random(different).longs(different));
        var read = DistinctCount.read(Encoded.decoder(bytes(distinct)));
        assertThat(read.estimate()).isEqualTo(distinct.estimate());
        new Random(3).longs(600).forEach(hash -> {
            distinct.add(hash);
            read.add(hash);
            assertThat(read.estimate()).isEqualTo(distinct.estimate());
        });
        assertThat(bytes(read)).isEqualTo(bytes(distinct));
    }

    private static DistinctCount of(LongStream hashes) {
        var distinct = new DistinctCount();
        hashes.forEach(distinct::add);
        return distinct;
    }

    private static byte[] bytes(DistinctCount distinct) {
        return Encoded.bytes(distinct::write);
    }
}
