package io.tracelake.sink;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sink has done so far, at one instant.
 *
 * @param tables by name of the lake's tables; all of them, also those without rows
 * @param bufferedRows read but not committed yet
 * @param undecodable records sent to the dead letters since start because their bytes are no known record
 * @param lastCommit when files were last published, null before the first time
 * @param lastError one line, null while all is well; trouble of the storage ends with the next publication, any other when
 *     the partitions are owned again
 */
public record SinkProgress(
        Map<String, TableProgress> tables,
        long bufferedRows,
        long undecodable,
        @Nullable Instant lastCommit,
        @Nullable String lastError) {

    public SinkProgress {
        tables = Map.copyOf(tables);
    }

    /**
     * One table's figures.
     *
     * @param rows published by this sink since start
     * @param files published by this sink since start
     * @param totalRows in the lake, all partitions; of other instances' partitions as of this one's last rebalance
     * @param totalFiles likewise
     */
    public record TableProgress(long rows, long files, long totalRows, long totalFiles) {}
}
