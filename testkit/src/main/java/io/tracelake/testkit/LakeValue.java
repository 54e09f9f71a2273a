package io.tracelake.testkit;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Turns the driver's values into plain ones that tests can compare. */
final class LakeValue {
    private LakeValue() {}

    static @Nullable Object of(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case DuckDBStruct struct -> map(struct.getMap());
            case Struct struct -> list(struct.getAttributes());
            case Array array -> list((Object[]) array.getArray());
            case Timestamp timestamp -> timestamp.toLocalDateTime();
            default -> value;
        };
    }

    private static List<@Nullable Object> list(@Nullable Object[] values) throws SQLException {
        var list = new ArrayList<@Nullable Object>();
        for (var value : values) {
            list.add(of(value));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(Map<String, Object> values) throws SQLException {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : values.entrySet()) {
            map.put(entry.getKey(), of(entry.getValue()));
        }
        return map;
    }
}
