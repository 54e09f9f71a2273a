package io.tracelake.client.quota;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How a governor stands, read when asked for. */
public final class QuotaMeters {
    private static final double MILLIS = 1_000;

    private QuotaMeters() {}

    /** Registers the gauges of a governor, which lives as long as they are read. */
    public static void bind(MeterRegistry registry, QuotaGovernor governor) {
        for (Bucket bucket : Bucket.values()) {
            bind(registry, governor, bucket);
            for (Priority priority : Priority.values()) {
                Gauge.builder("tracelake.client.quota.waiting", governor, all -> waiting(all, bucket, priority))
                        .description("Requests that wait for their turn")
                        .baseUnit("requests")
                        .tag("bucket", bucket.label())
                        .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
        Gauge.builder("tracelake.client.concurrency.limit", governor, QuotaGovernor::concurrencyLimit)
                .description("Requests that may be under way at once, for now")
                .register(registry);
        Gauge.builder("tracelake.client.concurrency.used", governor, QuotaGovernor::underWay)
                .description("Requests under way")
                .register(registry);
    }

    private static void bind(MeterRegistry registry, QuotaGovernor governor, Bucket bucket) {
        var gauges = new BucketGauges(registry, governor, bucket);
        gauges.add(
                "limit", "requests", "Requests that the service allows in a window; 0 if no limit is known", state -> {
                    RateLimit limit = state.limit();
                    return limit == null ? 0 : limit.requests();
                });
        gauges.add("window", "seconds", "The window of the limit; 0 if none is known", state -> {
            RateLimit limit = state.limit();
            return limit == null ? 0 : seconds(limit.window());
        });
        gauges.add("budget", "requests", "Requests that this process sends in a window, at most", BucketState::budget);
        gauges.add("used", "requests", "Requests sent within the last window", BucketState::used);
        gauges.add(
                "pause", "seconds", "How long nothing will be sent after a refusal", state -> seconds(state.pause()));
    }

    private record BucketGauges(MeterRegistry registry, QuotaGovernor governor, Bucket bucket) {
        void add(String what, String unit, String description, ToDoubleFunction<BucketState> read) {
            Gauge.builder("tracelake.client.quota." + what, governor, all -> read.applyAsDouble(all.state(bucket)))
                    .description(description)
                    .baseUnit(unit)
                    .tag("bucket", bucket.label())
                    .register(registry);
        }
    }

    private static double waiting(QuotaGovernor governor, Bucket bucket, Priority priority) {
        return governor.state(bucket).waiting().getOrDefault(priority, 0);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
