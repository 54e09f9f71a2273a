package io.tracelake.sink.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.LakeCommit;
import io.tracelake.schemas.LakeFile;
import io.tracelake.sink.file.OpenRows;
import io.tracelake.sink.file.RollReason;
import io.tracelake.sink.table.LakeTable;
import io.tracelake.sink.table.LakeTables;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What a sink holds, rolls and publishes. One thread notes, any may read; every meter is made beforehand. */
public final class SinkMeters {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(60)
    };

    private final Map<RollReason, Counter> rollovers = new EnumMap<>(RollReason.class);
    private final Map<String, TableMeters> tables = new HashMap<>();
    private final Timer writing;
    private final Timer committing;
    private final Timer publishing;
    private final Counter undecodable;
    private final AtomicInteger rows;
    private final AtomicInteger openDays;
    private final AtomicInteger stagedFiles;

    public SinkMeters(MeterRegistry registry, KafkaConfig kafka) {
        for (RollReason reason : RollReason.values()) {
            rollovers.put(
                    reason,
                    Counter.builder("tracelake.sink.rollovers")
                            .description("Rollovers published, by what asked for them")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        for (LakeTable table : LakeTables.ALL) {
            tables.put(kafka.topic(table.topic()), new TableMeters(registry, table.name()));
        }
        writing = phase(registry, "write");
        committing = phase(registry, "commit");
        publishing = phase(registry, "publish");
        undecodable = Counter.builder("tracelake.sink.dead.letters")
                .description("Dead letters committed")
                .tag("reason", "undecodable")
                .register(registry);
        rows = gauge(registry, "tracelake.sink.rows.held", "Rows read and not committed");
        openDays = gauge(registry, "tracelake.sink.days.open", "Days of partitions whose rows are in memory");
        stagedFiles = gauge(registry, "tracelake.sink.files.staged", "Files written and not committed");
    }

    private static Timer phase(MeterRegistry registry, String phase) {
        return Timer.builder("tracelake.sink.rollover.duration")
                .description("Phases of rollovers")
                .tag("phase", phase)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    private static AtomicInteger gauge(MeterRegistry registry, String name, String description) {
        var value = new AtomicInteger();
        Gauge.builder(name, value, AtomicInteger::get)
                .description(description)
                .strongReference(true)
                .register(registry);
        return value;
    }

    /** What is read and not committed at this moment. */
    public void holds(OpenRows open) {
        rows.set(open.records());
        openDays.set(open.openDays());
        stagedFiles.set(open.stagedFiles());
    }

    /** Reads what the consumer knows of the ends of its partitions; on the consumer's thread. */
    public void lag(Consumer<?, ?> consumer) {
        var behind = new HashMap<String, Long>();
        for (TopicPartition partition : consumer.assignment()) {
            behind.merge(partition.topic(), consumer.currentLag(partition).orElse(0), Long::sum);
        }
        tables.forEach(
                (topic, table) -> table.lag = behind.getOrDefault(topic, 0L).doubleValue());
    }

    /** Nothing is held any more; how far behind it was stays the last that is known. */
    public void ended() {
        rows.set(0);
        openDays.set(0);
        stagedFiles.set(0);
    }

    /** Begins to time a rollover. */
    public RolloverTimes rollover() {
        return new RolloverTimes(writing, committing, publishing);
    }

    /** A rollover is in the lake. */
    public void published(RollReason reason, List<LakeCommit> commits, int deadLetters) {
        Counter counter = rollovers.get(reason);
        if (counter != null) {
            counter.increment();
        }
        undecodable.increment(deadLetters);
        for (LakeCommit commit : commits) {
            TableMeters table = tables.get(commit.getTopic());
            if (table != null) {
                table.published(commit.getFiles());
            }
        }
    }

    private static final class TableMeters {
        private final Counter rows;
        private final Counter files;
        private final Counter bytes;
        private volatile double lag = Double.NaN;

        TableMeters(MeterRegistry registry, String table) {
            rows = counter(registry, "rows", "Rows of published files", table);
            files = counter(registry, "files", "Files published", table);
            bytes = counter(registry, "bytes", "Bytes of published files", table);
            Gauge.builder("tracelake.sink.lag.records", this, meters -> meters.lag)
                    .description("Records of the owned partitions that haven't been read")
                    .tag("table", table)
                    .strongReference(true)
                    .register(registry);
        }

        private static Counter counter(MeterRegistry registry, String what, String description, String table) {
            return Counter.builder("tracelake.sink.published." + what)
                    .description(description)
                    .tag("table", table)
                    .register(registry);
        }

        void published(Collection<LakeFile> published) {
            for (LakeFile file : published) {
                files.increment();
                rows.increment((double) file.getRows());
                bytes.increment((double) file.getBytes());
            }
        }
    }
}
