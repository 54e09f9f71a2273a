package io.tracelake.sink.table;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Rows by one column after the other, nulls first, texts by their UTF-8 as SQL orders them. */
final class RowOrder implements Comparator<GenericRecord> {
    private final int[] columns;

    RowOrder(Schema schema, List<String> columns) {
        this.columns = columns.stream()
                .mapToInt(column ->
                        Objects.requireNonNull(schema.getField(column), column).pos())
                .toArray();
    }

    @Override
    public int compare(GenericRecord a, GenericRecord b) {
        for (int column : columns) {
            int order = compareValues(a.get(column), b.get(column));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Values of one column are of one class. */
    @SuppressWarnings("unchecked")
    private static int compareValues(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return ((Comparable<Object>) a).compareTo(b);
    }
}
