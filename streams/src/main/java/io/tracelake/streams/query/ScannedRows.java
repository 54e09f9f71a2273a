package io.tracelake.streams.query;

import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.aggregate.Aggregate;
import io.tracelake.streams.aggregate.UsageKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Every row between two keys, or those of one scope among them. */
final class ScannedRows implements UsageRows {
    static final int KEYS_AT_ONCE = 256;

    private final UsageQuery query;
    private final ProjectState state;
    private final Bytes end;
    private Bytes resumeAt;

    ScannedRows(UsageQuery query, ProjectState state) {
        this.query = query;
        this.state = state;
        this.resumeAt = query.key(query.start(), UsageScope.PROJECT).bytes();
        this.end = query.key(query.end(), UsageScope.PROJECT).bytes();
    }

    @Override
    public List<Usage> next() {
        var rows = new ArrayList<Usage>();
        while (rows.isEmpty() && resumeAt.compareTo(end) < 0) {
            resumeAt = state.read(store -> scan(store, rows));
        }
        return rows;
    }

    /** Returns where to go on. */
    private Bytes scan(ReadOnlyKeyValueStore<Bytes, byte[]> store, List<Usage> rows) {
        try (var aggregates = store.range(resumeAt, end)) {
            Bytes last = resumeAt;
            for (int seen = 0; seen < KEYS_AT_ONCE; seen++) {
                if (!aggregates.hasNext()) {
                    return end;
                }
                var aggregate = aggregates.next();
                if (aggregate.key.compareTo(end) >= 0) {
                    return end;
                }
                last = aggregate.key;
                var key = UsageKey.of(aggregate.key);
                if (query.scope() == null || query.scope() == key.scope()) {
                    rows.add(Aggregate.of(aggregate.value).row(key));
                }
            }
            return after(last);
        }
    }

    private static Bytes after(Bytes key) {
        byte[] bytes = key.get();
        return Bytes.wrap(Arrays.copyOf(bytes, bytes.length + 1));
    }
}
