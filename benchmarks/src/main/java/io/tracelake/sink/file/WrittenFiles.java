package io.tracelake.sink.file;

import io.tracelake.sink.table.LakeTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** The same rows, sorted and written as a file of the table again and again. */
public final class WrittenFiles {
    private WrittenFiles() {}

    /** Writes at least as many rows as wanted; tells how many. */
    public static long write(List<GenericRecord> rows, long wanted, Path directory) throws IOException {
        long written = 0;
        while (written < wanted) {
            Path file = directory.resolve("stage.parquet");
            var sorted = new ArrayList<>(rows);
            sorted.sort(LakeTables.TRACES.order());
            TableFileWriter.write(LakeTables.TRACES, sorted, file, Map.of());
            written += sorted.size();
            Files.delete(file);
        }
        return written;
    }
}
