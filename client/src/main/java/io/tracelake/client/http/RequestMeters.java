package io.tracelake.client.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Counts and times the requests to one service. Each attempt counts for itself, as it does against a limit. Thread-safe;
 * every meter is made beforehand, so that a request looks none up.
 */
public final class RequestMeters {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final Function<URI, RequestBucket> buckets;
    private final Map<RequestBucket, BucketMeters> meters = new EnumMap<>(RequestBucket.class);

    private RequestMeters(MeterRegistry registry, List<RequestBucket> all, Function<URI, RequestBucket> buckets) {
        this.buckets = buckets;
        all.forEach(bucket -> meters.put(bucket, new BucketMeters(registry, bucket)));
    }

    /** Of the analytics service: a bucket for each kind of data. */
    public static RequestMeters analytics(MeterRegistry registry) {
        return new RequestMeters(
                registry,
                List.of(RequestBucket.TRACES, RequestBucket.DAILY_METRICS, RequestBucket.PROJECTS),
                RequestBucket::analytics);
    }

    /** Of the organizations service, all in one bucket. */
    public static RequestMeters organizations(MeterRegistry registry) {
        return new RequestMeters(registry, List.of(RequestBucket.ORGANIZATIONS), uri -> RequestBucket.ORGANIZATIONS);
    }

    /** Meters that nobody reads. */
    public static RequestMeters unread() {
        return analytics(new CompositeMeterRegistry());
    }

    /** @param begun {@link System#nanoTime} when the request was sent */
    void answered(URI uri, long begun) {
        note(uri, RequestOutcome.SUCCESS, begun);
    }

    void failed(URI uri, AttemptFailedException failure, long begun) {
        note(uri, RequestOutcome.of(failure), begun);
    }

    private void note(URI uri, RequestOutcome outcome, long begun) {
        BucketMeters bucket = meters.get(buckets.apply(uri));
        if (bucket != null) {
            bucket.note(outcome, System.nanoTime() - begun);
        }
    }

    private static final class BucketMeters {
        private final Map<RequestOutcome, Counter> outcomes = new EnumMap<>(RequestOutcome.class);
        private final Timer durations;

        BucketMeters(MeterRegistry registry, RequestBucket bucket) {
            for (RequestOutcome outcome : RequestOutcome.values()) {
                outcomes.put(
                        outcome,
                        Counter.builder("tracelake.client.requests")
                                .description("Requests sent, repeated ones included")
                                .tag("bucket", bucket.label())
                                .tag("outcome", outcome.label())
                                .register(registry));
            }
            durations = Timer.builder("tracelake.client.request.duration")
                    .description("From a request to the end of its answer, waits before it not counted")
                    .tag("bucket", bucket.label())
                    .serviceLevelObjectives(BOUNDS)
                    .register(registry);
        }

        void note(RequestOutcome outcome, long nanos) {
            Counter counter = outcomes.get(outcome);
            if (counter != null) {
                counter.increment();
            }
            durations.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
