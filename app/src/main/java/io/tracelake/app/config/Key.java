package io.tracelake.app.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of one value: its key in the file, its environment variable, and what holds if neither is given.
 *
 * <p>Defaults are texts that are read as if the user had written them. {@code up} runs everything on one machine and so
 * has some of its own. Beside these there are the lists {@code projects} and {@code ingest.redact}, the paths of operations below
 * {@code organizations.paths.}, and whatever begins with {@code kafka.}.
 */
enum Key {
    ORGANIZATIONS_BASE_URL("organizations.base-url", "ORGANIZATIONS_API_BASE_URL", null),
    ORGANIZATIONS_ORGANIZATION_ID("organizations.organization-id", "ORGANIZATION_ID", null),
    ORGANIZATIONS_API_KEY("organizations.api-key", "ORGANIZATIONS_API_KEY", null),
    ORGANIZATIONS_TOKEN("organizations.token", "ORGANIZATIONS_TOKEN", null),
    ORGANIZATIONS_USERNAME("organizations.username", "ORGANIZATIONS_USERNAME", null),
    ORGANIZATIONS_PASSWORD("organizations.password", "ORGANIZATIONS_PASSWORD", null),
    ORGANIZATIONS_AUTH_BASE_URL("organizations.auth-base-url", "ORGANIZATIONS_AUTH_BASE_URL", null),
    ORGANIZATIONS_KEYS("organizations.keys", "ORGANIZATIONS_KEYS", "static,discover"),
    ORGANIZATIONS_KEY_LABEL("organizations.key-label", "ORGANIZATIONS_KEY_LABEL", "tracelake"),
    ORGANIZATIONS_KEY_LIFETIME("organizations.key-lifetime", "ORGANIZATIONS_KEY_LIFETIME", "30d"),
    ORGANIZATIONS_INTERVAL("organizations.interval", "ORGANIZATIONS_INTERVAL", "5m", "15s"),
    ORGANIZATIONS_DETAILS_INTERVAL("organizations.details-interval", "ORGANIZATIONS_DETAILS_INTERVAL", "15m", "30s"),
    ANALYTICS_BASE_URL("analytics.base-url", "LANGFUSE_API_URL", null),
    ANALYTICS_LIMITS_TRACES("analytics.limits.traces", "TRACELAKE_ANALYTICS_LIMITS_TRACES", null),
    ANALYTICS_LIMITS_DAILY_METRICS("analytics.limits.daily-metrics", "TRACELAKE_ANALYTICS_LIMITS_DAILY_METRICS", null),
    ANALYTICS_LIMITS_HEADROOM("analytics.limits.headroom", "TRACELAKE_ANALYTICS_LIMITS_HEADROOM", "2%"),
    ANALYTICS_MAX_CONCURRENCY("analytics.max-concurrency", "TRACELAKE_ANALYTICS_MAX_CONCURRENCY", "32"),
    INGEST_INTERVAL("ingest.interval", "TRACELAKE_INGEST_INTERVAL", "30s"),
    INGEST_SETTLE("ingest.settle", "TRACELAKE_INGEST_SETTLE", "20m"),
    INGEST_LOOKBACK("ingest.lookback", "TRACELAKE_INGEST_LOOKBACK", "24h"),
    INGEST_MEMORY("ingest.memory", "TRACELAKE_INGEST_MEMORY", "90d"),
    INGEST_START("ingest.start", "TRACELAKE_INGEST_START", "30d"),
    INGEST_PAYLOAD("ingest.payload", "TRACELAKE_INGEST_PAYLOAD", "full"),
    INGEST_LARGE_PAYLOADS("ingest.large-payloads", "TRACELAKE_INGEST_LARGE_PAYLOADS", "cut"),
    INGEST_CUT_SIZE("ingest.cut-size", "TRACELAKE_INGEST_CUT_SIZE", "64 KiB"),
    INGEST_METRICS_BY_TAG("ingest.metrics-by-tag", "TRACELAKE_INGEST_METRICS_BY_TAG", "false"),
    INGEST_BACKFILL_PARALLELISM("ingest.backfill-parallelism", "TRACELAKE_INGEST_BACKFILL_PARALLELISM", "4"),
    LAKE_PATH("lake.path", "TRACELAKE_LAKE_PATH", "data/lake"),
    LAKE_ROLL_INTERVAL("lake.roll-interval", "TRACELAKE_LAKE_ROLL_INTERVAL", "60s", "5s"),
    LAKE_ROLL_SIZE("lake.roll-size", "TRACELAKE_LAKE_ROLL_SIZE", "128 MiB"),
    LAKE_PERSONAL_DATA("lake.personal-data", "TRACELAKE_LAKE_PERSONAL_DATA", "false"),
    LAKE_PERSONAL_DATA_SALT("lake.personal-data-salt", "TRACELAKE_LAKE_PERSONAL_DATA_SALT", null),
    STREAMS_MARGIN("streams.margin", "TRACELAKE_STREAMS_MARGIN", "7d"),
    STREAMS_MAX_TAGS("streams.max-tags", "TRACELAKE_STREAMS_MAX_TAGS", "64"),
    STREAMS_PUBLISH_INTERVAL("streams.publish-interval", "TRACELAKE_STREAMS_PUBLISH_INTERVAL", "10s", "2s"),
    STREAMS_THREADS("streams.threads", "TRACELAKE_STREAMS_THREADS", "2", "1"),
    STREAMS_STANDBY_REPLICAS("streams.standby-replicas", "TRACELAKE_STREAMS_STANDBY_REPLICAS", "0"),
    STREAMS_STATE("streams.state", "TRACELAKE_STREAMS_STATE", "data/streams"),
    STREAMS_LISTEN("streams.listen", "TRACELAKE_STREAMS_LISTEN", "127.0.0.1:3001"),
    STREAMS_ADVERTISED("streams.advertised", "TRACELAKE_STREAMS_ADVERTISED", null),
    METRICS_LISTEN("metrics.listen", "TRACELAKE_METRICS_LISTEN", "127.0.0.1:3002"),
    LOG_FORMAT("log.format", "TRACELAKE_LOG_FORMAT", "text"),
    TOPICS_PREFIX("topics.prefix", "TRACELAKE_TOPICS_PREFIX", "tracelake."),
    TOPICS_PARTITIONS("topics.partitions", "TRACELAKE_TOPICS_PARTITIONS", "12", "2"),
    TOPICS_REPLICATION_FACTOR("topics.replication-factor", "TRACELAKE_TOPICS_REPLICATION_FACTOR", "-1"),
    DATA("data", "TRACELAKE_DATA", "data");

    private final String path;
    private final String variable;
    private final @Nullable String byDefault;
    private final @Nullable String byDefaultInUp;

    Key(String path, String variable, @Nullable String byDefault) {
        this(path, variable, byDefault, byDefault);
    }

    Key(String path, String variable, @Nullable String byDefault, @Nullable String byDefaultInUp) {
        this.path = path;
        this.variable = variable;
        this.byDefault = byDefault;
        this.byDefaultInUp = byDefaultInUp;
    }

    /** As in the file, with dots between the levels. */
    String path() {
        return path;
    }

    /** Environment variable that wins over the file. */
    String variable() {
        return variable;
    }

    @Nullable String byDefault(Mode mode) {
        return switch (mode) {
            case ROLE -> byDefault;
            case UP -> byDefaultInUp;
        };
    }

    static Optional<Key> of(String path) {
        return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
    }

    static List<String> paths() {
        return Arrays.stream(values()).map(Key::path).toList();
    }

    static List<String> variables() {
        return Arrays.stream(values()).map(Key::variable).toList();
    }
}
