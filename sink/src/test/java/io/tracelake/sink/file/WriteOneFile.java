package io.tracelake.sink.file;

import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.sink.table.LakeTables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A program that needs nothing but the sink. */
final class WriteOneFile {
    private WriteOneFile() {}

    public static void main(String[] arguments) {
        var trace = Trace.newBuilder()
                .setProjectId("p")
                .setTraceId("t")
                .setRevision(1)
                .setObservedAt(Instant.EPOCH)
                .setTimestamp(Instant.EPOCH)
                .build();
        var row = LakeTables.TRACES.row(Topics.TRACES.encode(trace));
        TableFileWriter.write(LakeTables.TRACES, List.of(row), Path.of(arguments[0]), Map.of());
        System.out.println("hadoop: " + (isPresent("org.apache.hadoop.conf.Configuration") ? "present" : "absent"));
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
