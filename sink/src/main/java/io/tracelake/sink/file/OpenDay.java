package io.tracelake.sink.file;

import io.tracelake.sink.table.LakeTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** Rows of one partition and one UTC day that have no file yet. */
final class OpenDay {
    private final LakeTable table;
    private final long epochDay;
    private final long firstOffset;
    private final List<GenericRecord> rows = new ArrayList<>();
    private long lastOffset;
    private long lastTouched;

    OpenDay(LakeTable table, long epochDay, long firstOffset) {
        this.table = table;
        this.epochDay = epochDay;
        this.firstOffset = firstOffset;
    }

    /** Takes a row; {@code now} grows with every row of the sink. */
    void add(GenericRecord row, long offset, long now) {
        rows.add(row);
        lastOffset = offset;
        lastTouched = now;
    }

    List<GenericRecord> sorted() {
        rows.sort(table.order());
        return rows;
    }

    long epochDay() {
        return epochDay;
    }

    long firstOffset() {
        return firstOffset;
    }

    long lastOffset() {
        return lastOffset;
    }

    long lastTouched() {
        return lastTouched;
    }
}
