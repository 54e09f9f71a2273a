package io.tracelake.sandbox.traffic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The short members of a trace that can be filtered and sorted by. */
public record Attributes(
        @Nullable String name,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String release,
        @Nullable String version,
        String environment,
        boolean isPublic,
        boolean bookmarked,
        List<String> tags) {

    private static final List<String> NAMES =
            List.of("chat", "rag-query", "summarize", "classify-ticket", "sql-agent", "translate", "draft-reply");
    private static final List<String> TAGS = List.of(
            "team:search",
            "team:support",
            "team:growth",
            "beta",
            "experiment-42",
            "priority",
            "eval",
            "batch",
            "mobile");
    private static final List<String> RARE_TAGS = List.of("zażółć", "a,b", "顧客対応", "münchen", "red, green");
    private static final List<String> RELEASES = List.of("1.4.0", "1.4.1", "1.5.0", "2.0.0-rc.1");

    static Attributes draw(Draws draws) {
        int user = (int) draws.spread(1, 4_000);
        return new Attributes(
                draws.chance(0.02) ? null : NAMES.get(Math.min(draws.below(NAMES.size()), draws.below(NAMES.size()))),
                draws.chance(0.08) ? null : "user-" + user,
                draws.chance(0.25) ? null : "session-" + user + "-" + draws.below(12),
                draws.chance(0.2) ? null : draws.pick(RELEASES),
                draws.chance(0.5) ? null : "v" + draws.between(1, 3),
                draws.chance(0.85) ? "default" : draws.chance(0.6) ? "staging" : "dev",
                draws.chance(0.02),
                draws.chance(0.03),
                tags(draws));
    }

    /** The same with one more tag, as an edit leaves it. */
    Attributes edited() {
        List<String> more = new ArrayList<>(tags);
        more.add("reviewed");
        return new Attributes(
                name, userId, sessionId, release, version, environment, isPublic, bookmarked, List.copyOf(more));
    }

    private static List<String> tags(Draws draws) {
        int wanted = draws.below(4);
        List<String> drawn = new ArrayList<>(wanted);
        for (int n = 0; n < wanted; n++) {
            String tag = draws.pick(draws.chance(0.03) ? RARE_TAGS : TAGS);
            if (!drawn.contains(tag)) {
                drawn.add(tag);
            }
        }
        return List.copyOf(drawn);
    }
}
