package io.tracelake.sink.file;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.LakeFile;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What one rollover takes from one partition: the pair of data and offsets that is committed together.
 *
 * @param files staged and durable; may be empty if no record could be decoded
 * @param firstOffset of the first record read
 * @param lastOffset of the last record read
 * @param nextOffset where reading goes on
 */
public record ClosedPartition(
        TopicPartition partition,
        List<LakeFile> files,
        List<DeadLetter> deadLetters,
        long firstOffset,
        long lastOffset,
        long nextOffset) {

    public long rows() {
        return files.stream().mapToLong(LakeFile::getRows).sum();
    }
}
