package io.tracelake.streams.query;

import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.aggregate.Aggregate;
import io.tracelake.streams.aggregate.UsageKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** One row a window: a tag's, or that of a scope without tags. However many other tags there are, they aren't read. */
final class LookedUpRows implements UsageRows {
    private static final int WINDOWS_AT_ONCE = 256;

    private final UsageQuery query;
    private final UsageScope scope;
    private final ProjectState state;
    private long window;

    LookedUpRows(UsageQuery query, UsageScope scope, ProjectState state) {
        this.query = query;
        this.scope = scope;
        this.state = state;
        this.window = query.start();
    }

    @Override
    public List<Usage> next() {
        var rows = new ArrayList<Usage>();
        while (rows.isEmpty() && window < query.end()) {
            window = state.read(store -> lookUp(store, rows));
        }
        return rows;
    }

    /** Returns where to go on. */
    private long lookUp(ReadOnlyKeyValueStore<Bytes, byte[]> store, List<Usage> rows) {
        long at = window;
        for (int seen = 0; seen < WINDOWS_AT_ONCE && at < query.end(); seen++) {
            UsageKey key = query.key(at, scope);
            byte[] aggregate = store.get(key.bytes());
            if (aggregate != null) {
                rows.add(Aggregate.of(aggregate).row(key));
            }
            at += query.granularity().length().toMillis();
        }
        return at;
    }
}
