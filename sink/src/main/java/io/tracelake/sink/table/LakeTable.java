package io.tracelake.sink.table;

import io.tracelake.schemas.Topic;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * One table of the lake: the records of one topic, a row each.
 *
 * @param <V> the record; its Avro fields are the columns, in that order
 * @param topic where the rows come from
 * @param name directory below the lake
 * @param epochDay the UTC day of the row's own event time, counted from 1970-01-01; the table is partitioned by it
 * @param order of rows inside a file: project, event time, then what makes the order total
 * @param bloomFilters columns that readers look single values up in and that the order does not cluster
 * @param unique columns, by their paths in the file, whose values hardly ever repeat: a dictionary of them costs a hash and
 *     a comparison for each value and saves nothing
 */
public record LakeTable<V extends SpecificRecord>(
        Topic<V> topic,
        String name,
        ToLongFunction<V> epochDay,
        Comparator<V> order,
        List<String> bloomFilters,
        List<String> unique) {
    LakeTable(Topic<V> topic, String name, ToLongFunction<V> epochDay, Comparator<V> order) {
        this(topic, name, epochDay, order, List.of(), List.of());
    }
}
