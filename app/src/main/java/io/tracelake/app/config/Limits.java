package io.tracelake.app.config;

import io.tracelake.client.quota.Bucket;
import io.tracelake.client.quota.QuotaConfig;
import io.tracelake.client.quota.RateLimit;
import java.util.EnumMap;
import java.util.regex.Pattern;

/** What may be asked of the analytics service: limits as {@code 100/1m}, parts of them as {@code 2%}. */
final class Limits {
    private static final Pattern LIMIT = Pattern.compile("(\\d{1,9})\\s*/\\s*(.+)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,3})?)\\s*%");

    private Limits() {}

    static QuotaConfig of(Values values) {
        var limits = new EnumMap<Bucket, RateLimit>(Bucket.class);
        for (Bucket bucket : Bucket.values()) {
            Key key = key(bucket);
            if (values.has(key)) {
                limits.put(bucket, values.parsed(key, Limits::limit));
            }
        }
        return new QuotaConfig(
                limits,
                values.parsed(Key.ANALYTICS_LIMITS_HEADROOM, Limits::part),
                values.atLeast(1, Key.ANALYTICS_MAX_CONCURRENCY));
    }

    private static Key key(Bucket bucket) {
        return switch (bucket) {
            case TRACES -> Key.ANALYTICS_LIMITS_TRACES;
            case DAILY_METRICS -> Key.ANALYTICS_LIMITS_DAILY_METRICS;
        };
    }

    /** Reads requests in a window. */
    private static RateLimit limit(String text) {
        var matcher = LIMIT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be requests and a window such as 100/1m or 200/1d");
        }
        return new RateLimit(Integer.parseInt(matcher.group(1)), Durations.parse(matcher.group(2)));
    }

    private static double part(String text) {
        var matcher = PERCENT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a percentage below 100 such as 2%");
        }
        return Double.parseDouble(matcher.group(1)) / 100;
    }
}
