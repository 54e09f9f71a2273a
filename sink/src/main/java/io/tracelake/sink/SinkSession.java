package io.tracelake.sink;

import static java.util.stream.Collectors.toMap;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.LakeCommit;
import io.tracelake.schemas.LakeFile;
import io.tracelake.sink.commit.CommitLog;
import io.tracelake.sink.commit.CommitStep;
import io.tracelake.sink.commit.CommitTransaction;
import io.tracelake.sink.commit.Recovery;
import io.tracelake.sink.config.LakeConfig;
import io.tracelake.sink.file.ClosedPartition;
import io.tracelake.sink.file.OpenRows;
import io.tracelake.sink.file.RollReason;
import io.tracelake.sink.metrics.RolloverTimes;
import io.tracelake.sink.metrics.SinkMeters;
import io.tracelake.sink.storage.DamagedLakeException;
import io.tracelake.sink.storage.LakeStorage;
import io.tracelake.sink.table.LakeTable;
import io.tracelake.sink.table.LakeTables;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the sink's group, from joining to the first trouble: recover, poll, roll.
 *
 * <p>Any exception ends the session. Whoever runs it calls {@link #abandon} then and begins a new one, which starts from
 * the last committed state: there is one way back and no half-repaired state. One thread only.
 */
final class SinkSession {
    private static final Logger LOG = LoggerFactory.getLogger(SinkSession.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LAG_EVERY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final String id;
    private final Consumer<CommitStep> steps;
    private final Tally tally;
    private final SinkMeters meters;
    private final LakeStorage storage;
    private final OpenRows rows;
    private final Map<String, LakeTable> tables;
    private final CommitTransaction transaction;
    private final CommitLog log;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Instant nextLag = Instant.MIN;
    private long rollovers;
    private boolean abandoned;

    /** Makes no call yet. */
    SinkSession(
            KafkaConfig kafka,
            LakeConfig lake,
            InstantSource clock,
            Consumer<CommitStep> steps,
            Tally tally,
            SessionName name) {
        this.clock = clock;
        this.steps = steps;
        this.tally = tally;
        this.meters = tally.meters();
        this.id = name.toString();
        this.storage = new LakeStorage(lake.path());
        this.rows = new OpenRows(lake, storage, clock, id, steps);
        this.tables = LakeTables.ALL.stream().collect(toMap(table -> kafka.topic(table.topic()), table -> table));
        this.consumer = GroupConsumer.create(kafka);
        this.transaction = new CommitTransaction(kafka, kafka.topicPrefix() + "sink-" + name.instance(), steps);
        this.log = new CommitLog(kafka);
    }

    /** Works until {@code closing} is true, then commits and publishes what it holds and leaves the group. */
    void run(BooleanSupplier closing) {
        var recovery = new Recovery(consumer, log, storage, steps, closing);
        transaction.begin();
        consumer.subscribe(tables.keySet(), new Ownership(recovery));
        while (!closing.getAsBoolean()) {
            poll();
            RollReason due = rows.due();
            if (due != null) {
                roll(due);
            }
        }
        roll(RollReason.CLOSING);
        close();
    }

    private void poll() {
        try {
            rows.add(consumer.poll(POLL));
        } catch (InvalidOffsetException e) {
            throw new DamagedLakeException("records were deleted before the sink had read them: " + e.getMessage());
        } catch (KafkaException e) {
            // Kafka wraps what a rebalance listener throws, and the kind of trouble decides what to do about it.
            throw e.getClass() == KafkaException.class && e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        tally.buffered(rows.records());
        meters.holds(rows);
        noteLag();
    }

    private void noteLag() {
        Instant now = clock.instant();
        if (!now.isBefore(nextLag)) {
            nextLag = now.plus(LAG_EVERY);
            meters.lag(consumer);
        }
    }

    private void roll(RollReason reason) {
        RolloverTimes times = meters.rollover();
        List<ClosedPartition> closed = rows.close();
        if (closed.isEmpty()) {
            return;
        }
        List<LakeFile> files =
                closed.stream().flatMap(partition -> partition.files().stream()).toList();
        List<DeadLetter> deadLetters = closed.stream()
                .flatMap(partition -> partition.deadLetters().stream())
                .toList();
        List<LakeCommit> commits = commits(closed);
        times.written();
        steps.accept(CommitStep.ALL_STAGED);
        try {
            // Looked up before ownership is proven, judged after: whatever was there then is no successor's work.
            List<LakeFile> occupied = storage.occupied(files);
            transaction.prepare(commits, deadLetters, consumer.groupMetadata());
            storage.refuse(occupied);
        } catch (RuntimeException e) {
            storage.discard(files);
            throw e;
        }
        // From here on only a recovery may delete the files: a commit whose answer got lost may still have happened.
        transaction.commit();
        times.committed();
        storage.publish(files);
        times.published();
        steps.accept(CommitStep.PUBLISHED);
        commits.forEach(log::append);
        meters.published(reason, commits, deadLetters.size());
        tally.published(commits, deadLetters.size(), clock.instant(), log.last().values());
        tally.buffered(rows.records());
    }

    private List<LakeCommit> commits(List<ClosedPartition> closed) {
        String commit = id + "-" + rollovers++;
        Instant now = clock.instant();
        return closed.stream().map(partition -> commit(partition, commit, now)).toList();
    }

    private LakeCommit commit(ClosedPartition closed, String id, Instant now) {
        LakeCommit before = log.last(closed.partition());
        return LakeCommit.newBuilder()
                .setCommitId(id)
                .setTopic(closed.partition().topic())
                .setPartition(closed.partition().partition())
                .setFirstOffset(closed.firstOffset())
                .setLastOffset(closed.lastOffset())
                .setNextOffset(closed.nextOffset())
                .setRows(closed.rows())
                .setCommittedAt(now)
                .setFiles(closed.files())
                .setTotalRows(closed.rows() + (before == null ? 0 : before.getTotalRows()))
                .setTotalFiles(closed.files().size() + (before == null ? 0 : before.getTotalFiles()))
                .build();
    }

    /** Leaves the group and drops what is not committed. Never throws. */
    void abandon() {
        abandoned = true;
        meters.ended();
        rows.drop();
        close();
    }

    private void close() {
        closeQuietly(() -> consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT)));
        closeQuietly(transaction::close);
        closeQuietly(log::close);
    }

    private void closeQuietly(Runnable close) {
        try {
            close.run();
        } catch (KafkaException e) {
            LOG.debug("closing a Kafka client", e);
        }
    }

    /** Partitions come through recovery and go through a rollover, unless they are gone already. */
    private final class Ownership implements ConsumerRebalanceListener {
        private final Recovery recovery;

        Ownership(Recovery recovery) {
            this.recovery = recovery;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            rows.generation(consumer.groupMetadata().generationId());
            if (assigned.isEmpty()) {
                tally.joined();
                return;
            }
            tally.unsettled();
            Map<TopicPartition, Long> next = recovery.recover(assigned);
            for (TopicPartition partition : assigned) {
                Long offset = next.get(partition);
                if (offset == null) {
                    consumer.seekToBeginning(Set.of(partition));
                } else {
                    consumer.seek(partition, offset);
                }
                rows.open(partition, Objects.requireNonNull(tables.get(partition.topic())));
            }
            tally.recovered(log.last().values());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            if (!abandoned) {
                roll(RollReason.REVOKED);
                rows.drop(revoked);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            tally.unsettled();
            rows.drop(lost);
        }
    }
}
