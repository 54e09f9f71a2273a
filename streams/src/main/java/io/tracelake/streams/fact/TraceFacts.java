package io.tracelake.streams.fact;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tracelake.schemas.TraceFigures;
import io.tracelake.schemas.UsageFact;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures of a trace → what it adds to usage. */
public final class TraceFacts {
    /** The order in which tags share remainders, and in which those beyond the limit are left out: SQL's, not Java's. */
    public static final Comparator<String> TAG_ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** Bytes of the longest tag that counts: it is part of a key and of each row. */
    public static final int LONGEST_TAG = 16 * 1_024;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");
    private static final BigDecimal HIGHEST_COST = BigDecimal.valueOf(1_000_000);

    private static final Hasher64 HASHER = Hashing.xxh3_64();

    private final int maxTags;

    public TraceFacts(int maxTags) {
        this.maxTags = maxTags;
    }

    /** Why these figures can't be a trace's, in one line; null if they can. No ingester lets such a trace pass. */
    static @Nullable String problem(TraceFigures figures) {
        if (figures.getProjectId().isEmpty() || figures.getProjectId().contains("/")) {
            return "project_id: must be there and hold no slash";
        }
        if (!isPlausible(figures.getTimestamp())) {
            return "timestamp: must be of the years 1 to 9999";
        }
        if (!isPlausible(figures.getObservedAt())) {
            return "observed_at: must be of the years 1 to 9999";
        }
        BigDecimal cost = figures.getTotalCost();
        return cost == null || cost.abs().compareTo(HIGHEST_COST) < 0
                ? null
                : "total_cost: must be of at most 18 digits";
    }

    private static boolean isPlausible(Instant instant) {
        return !instant.isBefore(EARLIEST) && instant.isBefore(LATEST);
    }

    /** The fact, and the tags that it leaves out. */
    public record Counted(UsageFact fact, List<String> tagsLeftOut) {}

    public Counted count(TraceFigures figures) {
        List<String> all = distinct(figures.getTags());
        List<String> counted =
                all.stream().filter(TraceFacts::isShort).limit(maxTags).toList();
        List<String> leftOut = counted.size() == all.size()
                ? List.of()
                : all.stream().filter(tag -> !counted.contains(tag)).toList();
        var fact = new UsageFact(
                figures.getRevision(),
                micros(figures.getTimestamp()),
                micros(figures.getObservedAt()),
                cost(figures.getTotalCost()),
                latency(figures.getLatencyMs()),
                hash(figures.getUserId()),
                hash(figures.getSessionId()),
                counted,
                leftOut.isEmpty() ? 0 : HASHER.hashCharsToLong(String.join("\u0000", leftOut)));
        return new Counted(fact, leftOut);
    }

    private static boolean isShort(String tag) {
        return tag.length() * 3 <= LONGEST_TAG || tag.getBytes(StandardCharsets.UTF_8).length <= LONGEST_TAG;
    }

    private static List<String> distinct(List<String> tags) {
        return tags.size() < 2
                ? tags
                : tags.stream().distinct().sorted(TAG_ORDER).toList();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** A cost has at most 18 digits, 12 of them decimals. */
    private static long cost(@Nullable BigDecimal dollars) {
        return dollars == null ? 0 : dollars.unscaledValue().longValueExact();
    }

    /** The service marks a latency that it didn't compute by a negative number. */
    private static @Nullable Long latency(@Nullable Long millis) {
        return millis == null || millis < 0 ? null : millis;
    }

    private static @Nullable Long hash(@Nullable String id) {
        return id == null ? null : (Long) HASHER.hashCharsToLong(id);
    }
}
