package io.tracelake.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Trace;
import io.tracelake.streams.topology.GeneratedTraces;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The role in real processes that are killed at random moments. More of it:
 * {@code -Dstreams.kill.revisions=100000 -Dstreams.kill.times=6 -Dstreams.kill.seed=7}.
 */
@ExtendWith(KafkaExtension.class)
class KilledStreamsTest {
    private static final long SEED = Long.getLong("streams.kill.seed", System.nanoTime());
    private static final int TIMES = Integer.getInteger("streams.kill.times", 2);
    private static final int REVISIONS = Integer.getInteger("streams.kill.revisions", 12_000);
    private static final Duration SIX_DAYS = Duration.ofDays(6);

    /** Revisions that a generated trace has on average, and those sent twice. */
    private static final double REVISIONS_A_TRACE = 1.72;

    @TempDir
    Path directory;

    @Test
    void killsAtRandomMomentsLoseAndDoubleNothing(KafkaCluster kafka) throws Exception {
        System.out.println("streams.kill.seed=" + SEED);
        var random = new SplittableRandom(SEED);
        var line = new UsageLine(kafka.createTopics());
        List<Trace> revisions = revisions();
        Path state = directory.resolve("state");
        int written = 0;
        for (int kill = 0; kill < TIMES; kill++) {
            int until = (int) ((long) revisions.size() * (kill + 1) / (TIMES + 1));
            var writing = inBackground(line, revisions.subList(written, until));
            written = until;
            try (var streams = StreamsProcess.start(line.config(), state)) {
                if (random.nextInt(4) != 0) {
                    long counted = line.counted();
                    UsageLine.await("progress", () -> line.counted() > counted);
                }
                // Short, so that it dies at work rather than when all is committed.
                pause(random.nextInt(700));
                assertThat(streams.isAlive()).as(streams.log()).isTrue();
                streams.kill();
            }
            System.out.println("killed when " + line.counted() + " were counted");
            writing.get();
            if (kill == TIMES / 2) {
                state = directory.resolve("another-state");
            }
        }
        var writing = inBackground(line, revisions.subList(written, revisions.size()));
        long start = System.nanoTime();
        long before = line.counted();
        try (var streams = StreamsProcess.start(line.config(), state)) {
            writing.get();
            line.awaitExactTotals(streams::isAlive);
            System.out.printf(
                    "%d revisions, %d rows; the last %d took %d ms from the start of the process to exact totals%n",
                    revisions.size(),
                    line.publishedRows(),
                    line.counted() - before,
                    (System.nanoTime() - start) / 1_000_000);
            streams.stop();
            System.out.println(streams.log()
                    .lines()
                    .filter(text -> text.startsWith("StreamsProgress"))
                    .toList());
        }
        line.assertExactTotals();
    }

    @Test
    void anotherInstanceTakesOverExactlyWhereAKilledOneStopped(KafkaCluster kafka) throws Exception {
        var line = new UsageLine(kafka.createTopics());
        List<Trace> revisions = revisions();
        int half = revisions.size() / 2;
        try (var one = StreamsProcess.start(line.config(), directory.resolve("one"));
                var other = StreamsProcess.start(line.config(), directory.resolve("other"))) {
            UsageLine.await("both instances at work", () -> isRunning(one) && isRunning(other) && line.members() == 2);
            var writing = inBackground(line, revisions.subList(0, half));
            UsageLine.await("progress", () -> line.counted() > 0);
            one.kill();
            writing.get();
            line.write(revisions.subList(half, revisions.size()));
            line.awaitExactTotals(other::isAlive);
            other.stop();
        }
        line.assertExactTotals();
    }

    private static boolean isRunning(StreamsProcess streams) {
        return streams.log().contains("RUNNING");
    }

    private static List<Trace> revisions() {
        return new GeneratedTraces(SEED).shuffled((int) (REVISIONS / REVISIONS_A_TRACE), SIX_DAYS);
    }

    private static FutureTask<Boolean> inBackground(UsageLine line, List<Trace> revisions) {
        var writing = new FutureTask<>(() -> {
            line.write(revisions);
            return true;
        });
        Thread.ofVirtual().start(writing);
        return writing;
    }

    private static void pause(int millis) {
        Awaitility.await()
                .pollDelay(Duration.ofMillis(millis))
                .atMost(Duration.ofMinutes(1))
                .until(() -> true);
    }
}
