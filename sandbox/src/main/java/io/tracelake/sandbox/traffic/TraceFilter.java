package io.tracelake.sandbox.traffic;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that a trace must all meet: exact matches, every tag, any one of the environments (if any is named), and
 * whatever else is asked for.
 */
public record TraceFilter(
        @Nullable String name,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String release,
        @Nullable String version,
        List<String> tags,
        List<String> environments,
        List<Predicate<TraceView>> others) {

    public static final TraceFilter ALL =
            new TraceFilter(null, null, null, null, null, List.of(), List.of(), List.of());

    public boolean matchesAll() {
        return equals(ALL);
    }

    boolean matches(TraceView trace) {
        if (!matches(trace.attributes())) {
            return false;
        }
        for (Predicate<TraceView> other : others) {
            if (!other.test(trace)) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(Attributes attributes) {
        return matches(name, attributes.name())
                && matches(userId, attributes.userId())
                && matches(sessionId, attributes.sessionId())
                && matches(release, attributes.release())
                && matches(version, attributes.version())
                && (environments.isEmpty() || environments.contains(attributes.environment()))
                && attributes.tags().containsAll(tags);
    }

    private static boolean matches(@Nullable String wanted, @Nullable String present) {
        return wanted == null || wanted.equals(present);
    }
}
