package io.tracelake.streams.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topics;
import io.tracelake.streams.topology.Tally;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** What the role counts, and what Kafka Streams knows of itself. Read when asked for; thread-safe. */
public final class StreamsMeters {
    private static final double MILLIS = 1_000;

    private final RestoreTimes restores;
    private volatile @Nullable KafkaStreams running;

    /** Meters over a tally that outlives them. */
    public StreamsMeters(MeterRegistry registry, KafkaConfig kafka, Tally tally) {
        this.restores = new RestoreTimes(registry);
        count(registry, tally, "revisions", "Revisions of traces read", Tally::revisions);
        count(registry, tally, "changes", "Revisions that the numbers include", Tally::changes);
        count(registry, tally, "rows", "Rows of usage published", Tally::rows);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            FunctionCounter.builder("tracelake.streams.dead.letters", tally, all -> all.deadLetters(reason))
                    .description("Dead letters written")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (KafkaStreams.State state : KafkaStreams.State.values()) {
            Gauge.builder("tracelake.streams.state", this, meters -> meters.isIn(state) ? 1 : 0)
                    .description("1 for the state that Kafka Streams is in")
                    .tag("state", state.name())
                    .register(registry);
        }
        lag(registry, "traces", name -> name.equals(kafka.topic(Topics.TRACES)));
        lag(registry, "usage-changes", name -> name.endsWith("usage-changes-repartition"));
        Gauge.builder("tracelake.streams.commit.max", this, StreamsMeters::longestCommit)
                .description("Longest commit of the last half minute or so")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("tracelake.streams.threads.failed", this, meters -> meters.sum("failed-stream-threads"))
                .description("Threads that have died and been replaced")
                .register(registry);
    }

    /** Reads from it until {@link #close}. */
    public void open(KafkaStreams streams) {
        streams.setGlobalStateRestoreListener(restores);
        running = streams;
    }

    /** Reads nothing any more. */
    public void close() {
        running = null;
    }

    private static void count(
            MeterRegistry registry, Tally tally, String what, String description, ToDoubleFunction<Tally> counted) {
        FunctionCounter.builder("tracelake.streams." + what, tally, counted)
                .description(description)
                .register(registry);
    }

    private boolean isIn(KafkaStreams.State state) {
        KafkaStreams streams = running;
        return streams != null && streams.state() == state;
    }

    private void lag(MeterRegistry registry, String label, Predicate<String> topic) {
        Gauge.builder("tracelake.streams.lag.records", this, meters -> meters.lag(topic))
                .description("Records of the owned partitions that haven't been read")
                .tag("topic", label)
                .register(registry);
    }

    /** What restores state has a consumer of its own, which isn't meant. */
    private double lag(Predicate<String> topic) {
        return read(streams -> {
            DoubleSummaryStatistics lags = values(
                            streams,
                            metric -> metric.name().equals("records-lag")
                                    && topic.test(metric.tags().getOrDefault("topic", ""))
                                    && !metric.tags()
                                            .getOrDefault("client-id", "")
                                            .contains("restore"))
                    .summaryStatistics();
            return lags.getCount() == 0 ? Double.NaN : lags.getSum();
        });
    }

    private double longestCommit() {
        return read(streams -> values(
                                streams,
                                metric -> metric.name().equals("commit-latency-max")
                                        && metric.group().equals("stream-thread-metrics"))
                        .max()
                        .orElse(0)
                / MILLIS);
    }

    private double sum(String name) {
        return read(
                streams -> values(streams, metric -> metric.name().equals(name)).sum());
    }

    private double read(ToDoubleFunction<KafkaStreams> reading) {
        KafkaStreams streams = running;
        return streams == null ? Double.NaN : reading.applyAsDouble(streams);
    }

    private static DoubleStream values(KafkaStreams streams, Predicate<MetricName> wanted) {
        return streams.metrics().entrySet().stream()
                .filter(metric -> wanted.test(metric.getKey()))
                .map(Map.Entry::getValue)
                .map(Metric::metricValue)
                .filter(Number.class::isInstance)
                .mapToDouble(value -> ((Number) value).doubleValue())
                .filter(Double::isFinite);
    }
}
