package io.tracelake.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.sink.commit.CommitStep;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class SinkMembershipTest {
    @TempDir
    Path lake;

    @Test
    void isReadyOnlyWhileEverythingItOwnsIsRecovered(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        Queue<Boolean> readyWhileRecovering = new ConcurrentLinkedQueue<>();
        var recovering = new AtomicReference<RunningSink>();
        try (var stays = line.start(1, step -> {
            RunningSink self = recovering.get();
            if (step == CommitStep.OFFSETS_READ && self != null) {
                readyWhileRecovering.add(self.isReady());
            }
        })) {
            await(stays::isReady);
            recovering.set(stays);
            try (var leaves = line.start(2)) {
                await(leaves::isReady);
            }
            await(() -> !readyWhileRecovering.isEmpty() && stays.isReady());
        }

        assertThat(readyWhileRecovering).containsOnly(false);
    }

    /** Otherwise the two would take the partitions from each other for ever. */
    @Test
    void ofTwoInstancesOfOneNameTheOlderOneEndsWithAnErrorThatSaysSo(KafkaCluster kafka) throws Exception {
        var line = new Line(kafka, lake);
        line.write(5, 100);
        var named = named(line.impatient(), "sink-1");
        var first = new RunningSink(named, line.lake(1), _ -> {});
        await(first::isReady);
        try (var _ = new RunningSink(named, line.lake(2), _ -> {})) {
            Throwable death = first.awaitDeath();
            assertThat(Stream.iterate(death, Objects::nonNull, Throwable::getCause))
                    .hasAtLeastOneElementOfType(FencedInstanceIdException.class);
            line.awaitAllPublished();
        }
        line.assertEachRowExactlyOnce();
    }

    static KafkaConfig named(KafkaConfig kafka, String name) {
        var properties = new HashMap<>(kafka.properties());
        properties.put("group.instance.id", name);
        return new KafkaConfig(properties, kafka.topicPrefix(), kafka.partitions(), kafka.replicationFactor());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
