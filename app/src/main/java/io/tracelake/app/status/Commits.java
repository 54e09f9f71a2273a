package io.tracelake.app.status;

import io.tracelake.app.status.LineStatus.TableStatus;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.LakeCommit;
import io.tracelake.schemas.Topics;
import io.tracelake.sink.table.LakeTable;
import io.tracelake.sink.table.LakeTables;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest commit of each partition, among the records of {@code lake-commits}. */
final class Commits {
    private final Map<String, LakeCommit> newest = new HashMap<>();

    void accept(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            newest.remove(record.key());
        } else {
            newest.put(record.key(), Topics.LAKE_COMMITS.decode(record.value()));
        }
    }

    List<TableStatus> tables(KafkaConfig kafka) {
        return LakeTables.ALL.stream().map(table -> status(table, kafka)).toList();
    }

    private TableStatus status(LakeTable table, KafkaConfig kafka) {
        var commits = newest.values().stream()
                .filter(commit -> commit.getTopic().equals(kafka.topic(table.topic())))
                .toList();
        Instant last = commits.stream()
                .map(LakeCommit::getCommittedAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new TableStatus(
                table.name(),
                commits.stream().mapToLong(LakeCommit::getTotalRows).sum(),
                commits.stream().mapToLong(LakeCommit::getTotalFiles).sum(),
                last);
    }
}
