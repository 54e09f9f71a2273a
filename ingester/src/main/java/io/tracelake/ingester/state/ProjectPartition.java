package io.tracelake.ingester.state;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition of {@code ingest-state} a project belongs to: all of its state lies there, and its owner reads it. */
public final class ProjectPartition {
    private ProjectPartition() {}

    public static int of(String projectId, int partitions) {
        return Utils.toPositive(Utils.murmur2(projectId.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
