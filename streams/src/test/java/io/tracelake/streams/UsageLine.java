package io.tracelake.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.schemas.Usage;
import io.tracelake.streams.topology.UsageModel;
import io.tracelake.streams.topology.UsageRows;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** What goes into the role through a real broker, and what must come out. */
final class UsageLine {
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("streams.patience", 90));

    private final KafkaCluster kafka;
    private final List<Trace> sent = Collections.synchronizedList(new ArrayList<>());

    UsageLine(KafkaCluster kafka) {
        this.kafka = kafka;
    }

    KafkaConfig config() {
        return kafka.config();
    }

    /** Returns when the broker has them all. */
    void write(List<Trace> traces) throws InterruptedException {
        try (var producer = kafka.producer(null)) {
            var writes = traces.stream()
                    .map(trace -> producer.send(new ProducerRecord<>(
                            config().topic(Topics.TRACES), Records.key(trace), Topics.TRACES.encode(trace))))
                    .toList();
            for (var write : writes) {
                write.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker says " + partitions(), e.getCause());
        }
        sent.addAll(traces);
    }

    /** Whether each partition that is written to has a leader. */
    private String partitions() throws InterruptedException {
        String topic = config().topic(Topics.TRACES);
        try (var admin = kafka.admin()) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().toString();
        } catch (ExecutionException e) {
            return e.toString();
        }
    }

    /** Revisions of traces that the role has committed. */
    long counted() {
        return asked(admin -> kafka.committedOffsets("streams").entrySet().stream()
                .filter(offset -> offset.getKey().topic().equals(config().topic(Topics.TRACES)))
                .mapToLong(offset ->
                        offset.getValue() == null ? 0 : offset.getValue().offset())
                .sum());
    }

    /** Instances that have joined the role's group. */
    long members() {
        String group = config().topicPrefix() + "streams";
        return asked(admin ->
                Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                                .all()
                                .get()
                                .get(group))
                        .members()
                        .stream()
                        .filter(member -> !member.assignment().topicPartitions().isEmpty())
                        .count());
    }

    private long written() {
        return asked(admin -> {
            var latest = new HashMap<TopicPartition, OffsetSpec>();
            for (int partition = 0; partition < config().partitions(); partition++) {
                latest.put(new TopicPartition(config().topic(Topics.TRACES), partition), OffsetSpec.latest());
            }
            return admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        });
    }

    @FunctionalInterface
    private interface Ask {
        long of(Admin admin) throws InterruptedException, ExecutionException;
    }

    private long asked(Ask ask) {
        try (var admin = kafka.admin()) {
            return ask.of(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until every revision is counted and the newest rows are what they must be. */
    void awaitExactTotals(BooleanSupplier alive) {
        await("all revisions counted", () -> {
            assertThat(alive.getAsBoolean()).as("the role is alive").isTrue();
            return counted() == written();
        });
        var expected = expected();
        Awaitility.await("exact totals")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> UsageRows.assertSame(newest(), expected));
    }

    /** Also that no row was published twice or left out. */
    void assertExactTotals() {
        var rows = newest();
        UsageRows.assertSame(rows, expected());
        UsageRows.assertSplitRowsAddUp(rows);
        assertThat(kafka.reader(Topics.DEAD_LETTERS).read()).isEmpty();
    }

    private Map<UsageModel.Key, UsageModel.Numbers> expected() {
        return new UsageModel(StreamsProcess.USAGE.maxTags()).of(List.copyOf(sent));
    }

    /** The newest row of each key, whose revisions are 1, 2, 3, … */
    Map<UsageModel.Key, Usage> newest() {
        var newest = new HashMap<UsageModel.Key, Usage>();
        read(Topics.USAGE_HOURLY, Duration.ofHours(1), newest);
        read(Topics.USAGE_DAILY, Duration.ofDays(1), newest);
        return newest;
    }

    private void read(Topic<Usage> topic, Duration window, Map<UsageModel.Key, Usage> newest) {
        for (var record : kafka.reader(topic).read()) {
            Usage row = Objects.requireNonNull(record.value());
            Usage before = newest.put(UsageModel.Key.of(window, row), row);
            assertThat(row.getRevision())
                    .as("revision of %s in %s after %s", record.key(), topic, before)
                    .isEqualTo(before == null ? 1 : before.getRevision() + 1);
        }
    }

    long publishedRows() {
        return newest().values().stream().mapToLong(Usage::getRevision).sum();
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(condition::getAsBoolean);
    }
}
