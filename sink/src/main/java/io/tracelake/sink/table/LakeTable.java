package io.tracelake.sink.table;

import io.tracelake.schemas.RowDecoder;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.UndecodableRecordException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** One table of the lake: the records of one topic, a row each. Their Avro fields are the columns, in that order. */
public final class LakeTable {
    private static final long MICROS_A_DAY = TimeUnit.DAYS.toMicros(1);

    private final Topic<?> topic;
    private final String name;
    private final int dayColumn;
    private final boolean dayIsDate;
    private final List<String> bloomFilters;
    private final List<String> unique;
    private final RowDecoder decoder;
    private final RowOrder order;

    /**
     * A table.
     *
     * @param topic where the rows come from
     * @param name directory below the lake
     * @param day column with the row's own event time, an instant or a UTC day; the table is partitioned by it
     * @param order of rows inside a file: project, event time, then what makes the order total
     * @param bloomFilters columns that readers look single values up in and that the order does not cluster
     * @param unique columns, by their paths in the file, whose values hardly ever repeat: a dictionary of them costs a hash
     *     and a comparison for each value and saves nothing
     */
    LakeTable(
            Topic<?> topic,
            String name,
            String day,
            List<String> order,
            List<String> bloomFilters,
            List<String> unique) {
        this.topic = topic;
        this.name = name;
        Schema.Field dayField = Objects.requireNonNull(topic.schema().getField(day), day);
        this.dayColumn = dayField.pos();
        this.dayIsDate = dayField.schema().getLogicalType() instanceof LogicalTypes.Date;
        this.bloomFilters = bloomFilters;
        this.unique = unique;
        this.decoder = new RowDecoder(topic);
        this.order = new RowOrder(topic.schema(), order);
    }

    LakeTable(Topic<?> topic, String name, String day, List<String> order) {
        this(topic, name, day, order, List.of(), List.of());
    }

    public Topic<?> topic() {
        return topic;
    }

    public String name() {
        return name;
    }

    /**
     * The row that a value of the topic is.
     *
     * @throws UndecodableRecordException if it is none
     */
    public GenericRecord row(byte @Nullable [] value) {
        return decoder.decode(value);
    }

    /** The UTC day of the row's own event time, counted from 1970-01-01. */
    public long epochDay(GenericRecord row) {
        Number at = (Number) row.get(dayColumn);
        return dayIsDate ? at.longValue() : Math.floorDiv(at.longValue(), MICROS_A_DAY);
    }

    public Comparator<GenericRecord> order() {
        return order;
    }

    public List<String> bloomFilters() {
        return bloomFilters;
    }

    public List<String> unique() {
        return unique;
    }

    @Override
    public String toString() {
        return name;
    }
}
