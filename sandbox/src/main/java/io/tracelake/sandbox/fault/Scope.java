package io.tracelake.sandbox.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a rule is about. Every condition must hold.
 *
 * @param endpoint end of the path, perhaps with a star as its last segment; null for all of the analytics service
 * @param larger only if the answer has more bytes than this
 */
public record Scope(
        @Nullable String endpoint,
        @Nullable String project,
        @Nullable Duration longer,
        @Nullable Long larger,
        boolean withIo) {

    private static final String ANY_SEGMENT = "/*";

    static final Scope ANALYTICS = new Scope(null, null, null, null, false);

    public Scope {
        if (larger != null && larger < 0) {
            throw new IllegalArgumentException("larger-than must not be negative: " + larger);
        }
    }

    Scope at(String pathEnd) {
        return new Scope(pathEnd, project, longer, larger, withIo);
    }

    Scope project(String projectId) {
        return new Scope(endpoint, projectId, longer, larger, withIo);
    }

    Scope longerThan(Duration window) {
        return new Scope(endpoint, project, window, larger, withIo);
    }

    Scope largerThan(long bytes) {
        return new Scope(endpoint, project, longer, bytes, withIo);
    }

    Scope onlyWithIo() {
        return new Scope(endpoint, project, longer, larger, true);
    }

    /** All conditions that can be judged before the answer is known. */
    boolean covers(Call call) {
        return covers(call.path())
                && (!withIo || call.withIo())
                && (longer == null || call.window() == null || call.window().compareTo(longer) > 0)
                && (project == null
                        || call.project().get().filter(project::equals).isPresent());
    }

    private boolean covers(String path) {
        if (endpoint == null) {
            return path.startsWith("/api/public/");
        }
        if (!endpoint.endsWith(ANY_SEGMENT)) {
            return path.endsWith(endpoint);
        }
        int last = path.lastIndexOf('/');
        return last >= 0
                && path.substring(0, last).endsWith(endpoint.substring(0, endpoint.length() - ANY_SEGMENT.length()));
    }
}
