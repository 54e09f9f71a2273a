package io.tracelake.sink;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.LakeCommit;
import io.tracelake.sink.SinkProgress.TableProgress;
import io.tracelake.sink.metrics.SinkMeters;
import io.tracelake.sink.table.LakeTable;
import io.tracelake.sink.table.LakeTables;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts for {@link SinkProgress}: one thread works, any may look. */
final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Sink.class);

    private final KafkaConfig kafka;
    private final SinkMeters meters;
    private final Map<String, Sum> published = new HashMap<>();
    private Map<String, Sum> totals = Map.of();
    private long bufferedRows;
    private long undecodable;
    private @Nullable Instant lastCommit;
    private @Nullable String lastError;
    private boolean storageFailed;
    private boolean member;
    private int failures;

    private record Sum(long rows, long files) {
        static final Sum ZERO = new Sum(0, 0);

        Sum plus(Sum other) {
            return new Sum(rows + other.rows, files + other.files);
        }
    }

    Tally(KafkaConfig kafka, SinkMeters meters) {
        this.kafka = kafka;
        this.meters = meters;
    }

    SinkMeters meters() {
        return meters;
    }

    synchronized void buffered(long rows) {
        bufferedRows = rows;
    }

    /**
     * Takes note of trouble.
     *
     * @param storage whether the lake refused, so that only a publication shows that it is over
     * @return how many times in a row
     */
    synchronized int failed(String error, boolean storage) {
        lastError = error;
        storageFailed = storage;
        bufferedRows = 0;
        member = false;
        return ++failures;
    }

    /** The group has this sink as a member. */
    synchronized void joined() {
        member = true;
    }

    /** What it is about to own has to be recovered first, or the group has gone on without it. */
    synchronized void unsettled() {
        member = false;
    }

    /** Whether a session is under way, what it owns recovered. */
    synchronized boolean isReady() {
        return member;
    }

    /** Partitions are owned and their last commits published. */
    synchronized void recovered(Collection<LakeCommit> lastOfEachPartition) {
        member = true;
        total(lastOfEachPartition);
        if (!storageFailed) {
            healthy();
        }
    }

    synchronized void published(
            List<LakeCommit> commits, long deadLetters, Instant at, Collection<LakeCommit> lastOfEachPartition) {
        for (LakeCommit commit : commits) {
            published.merge(
                    commit.getTopic(),
                    new Sum(commit.getRows(), commit.getFiles().size()),
                    Sum::plus);
        }
        undecodable += deadLetters;
        lastCommit = at;
        total(lastOfEachPartition);
        healthy();
    }

    private void healthy() {
        if (lastError != null) {
            LOG.info("sink works again after: {}", lastError);
        }
        lastError = null;
        storageFailed = false;
        failures = 0;
    }

    private void total(Collection<LakeCommit> lastOfEachPartition) {
        var sums = new HashMap<String, Sum>();
        for (LakeCommit commit : lastOfEachPartition) {
            sums.merge(commit.getTopic(), new Sum(commit.getTotalRows(), commit.getTotalFiles()), Sum::plus);
        }
        totals = sums;
    }

    synchronized SinkProgress snapshot() {
        var tables = new HashMap<String, TableProgress>();
        for (LakeTable table : LakeTables.ALL) {
            String topic = kafka.topic(table.topic());
            Sum since = published.getOrDefault(topic, Sum.ZERO);
            Sum total = totals.getOrDefault(topic, Sum.ZERO);
            tables.put(table.name(), new TableProgress(since.rows(), since.files(), total.rows(), total.files()));
        }
        return new SinkProgress(tables, bufferedRows, undecodable, lastCommit, lastError);
    }
}
