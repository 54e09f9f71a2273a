package io.tracelake.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UsageTopologyTest {
    private static final Duration SIX_DAYS = Duration.ofDays(6);

    @TempDir
    Path state;

    @TempDir
    Path otherState;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    static LongStream fewSeeds() {
        return LongStream.rangeClosed(61, 85);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrderOfAnyRevisionsEndsInTheNumbersOfTheNewestOnes(long seed) {
        List<Trace> revisions = new GeneratedTraces(seed).shuffled(120, SIX_DAYS);
        try (var topology = new DrivenTopology(state, DrivenTopology.USAGE)) {
            for (int i = 0; i < revisions.size(); i++) {
                topology.add(revisions.get(i));
                if (i % 50 == 0) {
                    topology.publish();
                }
            }
            topology.publish();

            assertThat(topology.deadLetters()).isEmpty();
            UsageRows.assertSame(topology.rows(), new UsageModel(64).of(revisions));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void atEveryMomentTheNumbersAreThoseOfWhatHasComeAndTagsAddUpToTheProject(long seed) {
        var random = new Random(seed);
        List<Trace> revisions = new GeneratedTraces(seed).shuffled(60, SIX_DAYS);
        try (var topology = new DrivenTopology(state, DrivenTopology.USAGE)) {
            for (int i = 0; i < revisions.size(); i++) {
                topology.add(revisions.get(i));
                if (random.nextInt(6) == 0) {
                    topology.publish();
                    UsageRows.assertSame(topology.rows(), new UsageModel(64).of(revisions.subList(0, i + 1)));
                    UsageRows.assertSplitRowsAddUp(topology.rows());
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void duplicatesChangeNothingNotEvenARevisionOfARow(long seed) {
        var random = new Random(seed);
        List<Trace> revisions = new GeneratedTraces(seed).shuffled(60, SIX_DAYS);
        try (var once = new DrivenTopology(state, DrivenTopology.USAGE);
                var often = new DrivenTopology(otherState, DrivenTopology.USAGE)) {
            for (int i = 0; i < revisions.size(); i++) {
                once.add(revisions.get(i));
                often.add(revisions.get(i));
                for (int again = random.nextInt(4); again > 0; again--) {
                    often.add(revisions.get(random.nextInt(i + 1)));
                }
                if (random.nextInt(20) == 0) {
                    assertThat(often.publish().rows()).isEqualTo(once.publish().rows());
                }
            }
            assertThat(often.publish().rows()).isEqualTo(once.publish().rows());
            revisions.forEach(often::add);

            assertThat(often.publish().published()).isEqualTo(once.published());
            assertThat(often.deadLetters()).isEmpty();
        }
    }
}
