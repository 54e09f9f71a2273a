package io.tracelake.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sink.commit.CommitStep;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sink may die between any two steps of its protocol, or several in a row. */
@ExtendWith(KafkaExtension.class)
class SinkCrashTest {
    private static final List<CommitStep> STEPS = List.of(CommitStep.values());

    @TempDir
    Path lake;

    @ParameterizedTest(name = "after {0}")
    @EnumSource(CommitStep.class)
    void carriesEachRowOnceThoughKilled(CommitStep step, KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(7, 300);
        if (step.compareTo(CommitStep.PUBLISHED) > 0) {
            // Recovery has something to do only after a death between commit and publication.
            kill(line, CommitStep.COMMITTED, 2);
        }
        kill(line, step, passes(step));

        try (var _ = line.start(1)) {
            line.awaitAllPublished();
            line.write(8, 100);
            line.awaitAllPublished();
        }

        line.assertEachRowExactlyOnce();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void carriesEachRowOnceThoughKilledAgainAndAgain(long seed, KafkaCluster kafka) throws Exception {
        var random = new Random(seed);
        var line = new Line(kafka, lake);
        for (int death = 0; death < 4; death++) {
            line.write(seed * 10 + death, 50 + random.nextInt(200));
            kill(line, STEPS.get(random.nextInt(STEPS.size())), 1);
        }

        try (var _ = line.start(seed)) {
            line.awaitAllPublished();
        }

        line.assertEachRowExactlyOnce();
    }

    /** How often to let it pass: some work should be done before, but a member recovers only once. */
    private static int passes(CommitStep step) {
        return switch (step) {
            case OFFSETS_READ, COMMITS_READ -> 1;
            case FILE_STAGED -> 5;
            default -> 2;
        };
    }

    private static void kill(Line line, CommitStep step, int passes) {
        assertThat(line.start(9, new Killer(step, passes)).awaitDeath()).isInstanceOf(Killer.Killed.class);
    }
}
