package io.tracelake.sink.commit;

import io.tracelake.schemas.LakeCommit;
import io.tracelake.sink.storage.DamagedLakeException;
import io.tracelake.sink.storage.LakeStorage;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the new owner of a partition does before it reads on: it finishes the last commit of its predecessor and clears
 * away what the predecessor never committed.
 *
 * <p>Two waits make that safe. The committed offsets are fetched stable, that is once no transaction on them is
 * undecided; a predecessor of an older generation can't add to them any more. And the commit log is read until it shows
 * the very commit that the offset names, because Kafka ends a transaction on each topic in its own time. Both waits are
 * bounded: a transaction left open by a killed instance ends after its timeout.
 */
public final class Recovery {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final int SECONDS_OF_PATIENCE = 60;
    private static final int ROUNDS_OF_PATIENCE = 600;

    private final org.apache.kafka.clients.consumer.Consumer<?, ?> group;
    private final CommitLog log;
    private final LakeStorage storage;
    private final Consumer<CommitStep> steps;
    private final BooleanSupplier closing;

    /**
     * @param group the member of the consumer group that now owns the partitions
     * @param closing ends a wait early
     */
    public Recovery(
            org.apache.kafka.clients.consumer.Consumer<?, ?> group,
            CommitLog log,
            LakeStorage storage,
            Consumer<CommitStep> steps,
            BooleanSupplier closing) {
        this.group = group;
        this.log = log;
        this.storage = storage;
        this.steps = steps;
        this.closing = closing;
    }

    /**
     * Afterwards all that was ever committed for the partitions is published and nothing else of them is staged.
     *
     * @return where to read on; a partition that nothing was committed for is absent
     * @throws TimeoutException if Kafka does not settle in time; safe to try again
     * @throws DamagedLakeException if committed files are gone or the offset is none of ours
     */
    public Map<TopicPartition, Long> recover(Collection<TopicPartition> partitions) {
        int generation = group.groupMetadata().generationId();
        Map<TopicPartition, @Nullable OffsetAndMetadata> offsets = stableOffsets(Set.copyOf(partitions));
        steps.accept(CommitStep.OFFSETS_READ);
        awaitCommits(offsets);
        steps.accept(CommitStep.COMMITS_READ);
        var next = new HashMap<TopicPartition, Long>();
        for (TopicPartition partition : partitions) {
            LakeCommit last = log.last(partition);
            if (last != null) {
                storage.publish(last.getFiles());
                next.put(partition, last.getNextOffset());
            }
            steps.accept(CommitStep.REPUBLISHED);
            storage.sweep(partition, generation);
            steps.accept(CommitStep.SWEPT);
        }
        return next;
    }

    private Map<TopicPartition, @Nullable OffsetAndMetadata> stableOffsets(Set<TopicPartition> partitions) {
        for (int second = 1; ; second++) {
            requireOpen();
            try {
                return group.committed(partitions, A_SECOND);
            } catch (TimeoutException undecided) {
                if (second == SECONDS_OF_PATIENCE) {
                    throw new TimeoutException(
                            "committed offsets are not stable after %d s".formatted(SECONDS_OF_PATIENCE), undecided);
                }
            }
        }
    }

    private void awaitCommits(Map<TopicPartition, @Nullable OffsetAndMetadata> offsets) {
        for (int round = 0; round < ROUNDS_OF_PATIENCE; round++) {
            requireOpen();
            log.catchUp();
            if (offsets.entrySet().stream().allMatch(entry -> isKnown(entry.getKey(), entry.getValue()))) {
                return;
            }
        }
        throw new TimeoutException("lake-commits does not show the commits that these offsets name: " + offsets);
    }

    /** An offset that Kafka has forgotten with age is no reason to start over: the log remembers it. */
    private boolean isKnown(TopicPartition partition, @Nullable OffsetAndMetadata offset) {
        if (offset == null) {
            return true;
        }
        if (offset.metadata().isEmpty()) {
            throw new DamagedLakeException(
                    "offset %d of %s names no commit: it was set from outside".formatted(offset.offset(), partition));
        }
        LakeCommit last = log.last(partition);
        return last != null && last.getCommitId().equals(offset.metadata());
    }

    private void requireOpen() {
        if (closing.getAsBoolean()) {
            throw new TimeoutException("closed while waiting for Kafka to settle");
        }
    }
}
