package io.tracelake.app.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the line stands, as far as Kafka tells: what is committed there, whoever committed it.
 *
 * @param at when it was asked
 * @param projects by id
 * @param counted partitions of {@code traces}, as the streams role reads them
 * @param partitions that the sink reads, in the order of the lake's tables
 * @param tables of the lake, all of them
 */
public record LineStatus(
        Instant at,
        List<ProjectStatus> projects,
        List<PartitionStatus> counted,
        List<PartitionStatus> partitions,
        List<TableStatus> tables) {
    public LineStatus {
        projects = List.copyOf(projects);
        counted = List.copyOf(counted);
        partitions = List.copyOf(partitions);
        tables = List.copyOf(tables);
    }

    /**
     * One project.
     *
     * @param status {@code active}, why it is parked, or {@code unknown} if it was never published
     * @param progress null before its first poll
     */
    public record ProjectStatus(
            String id,
            @Nullable String name,
            String status,
            @Nullable Progress progress) {}

    /**
     * How far a project has been read.
     *
     * @param traces distinct ones carried
     * @param revisions carried, first ones included
     * @param watermark every window before it has been read after it settled
     */
    public record Progress(long traces, long revisions, long deadLetters, Instant watermark) {}

    /**
     * One partition that a group reads. The offsets between the two include the marks that Kafka sets at the end of
     * transactions, so a lag is an upper bound of records.
     *
     * @param end offset behind the last committed record
     * @param committed where the group goes on; null if it has not committed there yet
     * @param lag from there, or from the oldest record kept, to the end
     */
    public record PartitionStatus(
            String topic, int partition, long end, @Nullable Long committed, long lag) {}

    /**
     * One table of the lake.
     *
     * @param lastCommit null before the first
     */
    public record TableStatus(
            String name, long rows, long files, @Nullable Instant lastCommit) {}
}
