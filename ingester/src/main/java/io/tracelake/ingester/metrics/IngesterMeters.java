package io.tracelake.ingester.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What an ingester has committed, and how long that took. Thread-safe; every meter is made beforehand. */
public final class IngesterMeters {
    private static final List<Topic<?>> CARRIED = List.of(
            Topics.TRACES, Topics.DAILY_METRICS, Topics.PROJECTS, Topics.MEMBERS, Topics.API_KEYS, Topics.LLM_API_KEYS);

    private static final Duration[] COMMIT_BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry registry;
    private final Map<String, Counter> revisions = new HashMap<>();
    private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);
    private final Timer commits;
    private final Timer restores;
    private final Counter fenced;
    private final Counter failed;

    public IngesterMeters(MeterRegistry registry, KafkaConfig kafka) {
        this(registry);
        for (Topic<?> topic : CARRIED) {
            revisions.put(
                    kafka.topic(topic),
                    Counter.builder("tracelake.ingester.revisions")
                            .description("Revisions committed")
                            .tag("topic", topic.name())
                            .register(registry));
        }
    }

    private IngesterMeters(MeterRegistry registry) {
        this.registry = registry;
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters.put(
                    reason,
                    Counter.builder("tracelake.ingester.dead.letters")
                            .description("Dead letters committed")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        commits = Timer.builder("tracelake.ingester.commit.duration")
                .description("Transactions, from their begin to Kafka's answer, failed ones included")
                .serviceLevelObjectives(COMMIT_BOUNDS)
                .register(registry);
        restores = Timer.builder("tracelake.ingester.restore.duration")
                .description("Taking a partition over: fencing, reading its state, forgetting what has expired")
                .register(registry);
        fenced = lost(registry, "fenced");
        failed = lost(registry, "failed");
    }

    private static Counter lost(MeterRegistry registry, String cause) {
        return Counter.builder("tracelake.ingester.partitions.lost")
                .description("Partitions whose commit failed, so that they are restored")
                .tag("cause", cause)
                .register(registry);
    }

    /** Meters that nobody reads. */
    public static IngesterMeters unread() {
        return new IngesterMeters(new CompositeMeterRegistry());
    }

    /** The size of {@code owned} is told from now on. */
    public void owns(Map<?, ?> owned) {
        Gauge.builder("tracelake.ingester.partitions.owned", owned, Map::size)
                .description("Partitions of ingest-state that the group has assigned to this instance")
                .register(registry);
    }

    /** A transaction has come through. */
    public void committed(List<ProducerRecord<byte[], byte[]>> records) {
        for (ProducerRecord<byte[], byte[]> record : records) {
            Counter counter = revisions.get(record.topic());
            if (counter != null) {
                counter.increment();
            }
        }
    }

    /**
     * A transaction has ended, one way or the other.
     *
     * @param begun {@link System#nanoTime} when it began
     */
    public void ended(long begun) {
        commits.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    /** These have been committed. */
    public void deadLetters(Collection<DeadLetterReason> reasons) {
        for (DeadLetterReason reason : reasons) {
            Counter counter = deadLetters.get(reason);
            if (counter != null) {
                counter.increment();
            }
        }
    }

    /**
     * A partition has to be restored.
     *
     * @param byAnother whether another instance owns it now
     */
    public void lost(boolean byAnother) {
        (byAnother ? fenced : failed).increment();
    }

    /**
     * A partition has been taken over.
     *
     * @param begun {@link System#nanoTime} when that was begun
     */
    public void restored(long begun) {
        restores.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
}
