package io.tracelake.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sink.commit.CommitStep;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An instance may sleep at any step while another takes its partitions, and wake up believing they are its own. */
@ExtendWith(KafkaExtension.class)
class SinkZombieTest {
    @TempDir
    Path lake;

    @ParameterizedTest(name = "asleep after {0}")
    @EnumSource(
            value = CommitStep.class,
            names = {"TRANSACTION_BEGUN", "PUBLISHED", "SWEPT"},
            mode = EnumSource.Mode.EXCLUDE)
    void neitherDoublesNorLosesARow(CommitStep step, KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(1, 300);
        var sleep = new Pause(step);
        try (var sleeper = line.start(1, sleep)) {
            sleep.awaitReached();
            try (var successor = line.start(2)) {
                line.awaitAllPublished();
                line.write(2, 100);
                line.awaitAllPublished();

                sleep.end();
                line.write(3, 200);
                line.awaitAllPublished();
                assertThat(successor.hasEnded()).isFalse();
            }
            assertThat(sleeper.hasEnded()).isFalse();
            line.write(4, 50);
            line.awaitAllPublished();
        }

        line.assertEachRowExactlyOnce();
    }

    /** Between its look at the offsets and its clean-up a recovering owner can sleep through a whole successor. */
    @Test
    void aLateSweepSparesWhatTheSuccessorHasStaged(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(1, 100);
        var sleep = new Pause(CommitStep.COMMITS_READ);
        try (var sleeper = line.start(1, sleep)) {
            sleep.awaitReached();
            var held = new Pause(CommitStep.COMMITTED);
            try (var successor = line.start(2, held)) {
                held.awaitReached();
                int staged = line.staged().size();
                sleep.end();
                org.awaitility.Awaitility.await("the sleeper's new session")
                        .until(() -> sleeper.progress().lastError() != null
                                || sleeper.progress().lastCommit() != null
                                || line.staged().isEmpty());
                held.end();
                assertThat(staged).isPositive();
                line.awaitAllPublished();
                assertThat(successor.hasEnded()).isFalse();
            }
            assertThat(sleeper.hasEnded()).isFalse();
        }

        line.assertEachRowExactlyOnce();
    }
}
