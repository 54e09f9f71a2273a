package io.tracelake.streams.aggregate;

import java.util.LinkedHashMap;
import java.util.Map;

/** The aggregates that were used last, decoded; reading them from the store each time would double the work. */
final class RecentAggregates extends LinkedHashMap<UsageKey, Aggregate> {
    private static final int MOST = 1_000;
    private static final float LOAD_FACTOR = 0.75f;

    RecentAggregates() {
        super(MOST, LOAD_FACTOR, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<UsageKey, Aggregate> eldest) {
        return size() > MOST;
    }
}
