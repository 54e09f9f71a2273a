package io.tracelake.streams.query;

import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageScope;
import java.util.List;

/** The rows of an answer, a few at a time, by window, scope and tag (in the order of its UTF-8 bytes). One reader. */
public interface UsageRows {
    /**
     * The next ones; none after the last. Nothing stays open in between, so a slow reader holds nothing up.
     *
     * @throws StateUnavailableException if the state isn't here or not complete
     */
    List<Usage> next();

    static UsageRows of(UsageQuery query, ProjectState state) {
        UsageScope scope = query.scope();
        return scope == null || (scope == UsageScope.TAG && query.tag() == null)
                ? new ScannedRows(query, state)
                : new LookedUpRows(query, scope, state);
    }
}
