package io.tracelake.sandbox.organization;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Project lists as they were up to five minutes ago, one for each user and query, whatever has happened since. Safe for
 * use by many threads.
 */
final class ListCache {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int LISTS_KEPT = 1_000;

    private final Map<Key, Listed> entries = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Listed> eldest) {
            return size() > LISTS_KEPT;
        }
    };

    /** @param fresh true: not from the cache, but into it */
    synchronized List<Project> get(
            String userId, ProjectQuery query, boolean fresh, Instant now, Supplier<List<Project>> list) {
        Key key = new Key(userId, query);
        Listed known = entries.get(key);
        if (!fresh && known != null && now.isBefore(known.at().plus(LIFETIME))) {
            return known.projects();
        }
        List<Project> projects = list.get();
        entries.put(key, new Listed(now, projects));
        return projects;
    }

    private record Key(String userId, ProjectQuery query) {}

    private record Listed(Instant at, List<Project> projects) {}
}
