package io.tracelake.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Replication;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.aggregate.Aggregate;
import io.tracelake.streams.aggregate.Granularity;
import io.tracelake.streams.aggregate.UsageKey;
import io.tracelake.streams.aggregate.UsageProcessor;
import io.tracelake.streams.config.RuntimeConfig;
import io.tracelake.streams.config.UsageConfig;
import io.tracelake.streams.topology.Tally;
import io.tracelake.streams.topology.UsageProperties;
import io.tracelake.streams.topology.UsageTopology;
import io.tracelake.testkit.Records;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageRowsTest {
    private static final long SEED = 20_260_301;
    private static final KafkaConfig KAFKA =
            new KafkaConfig(Map.of(KafkaConfig.BOOTSTRAP_SERVERS, "none:1"), "t.", 1, (short) 1);
    private static final UsageConfig USAGE = new UsageConfig(Duration.ofDays(3650), 64, Duration.ofSeconds(1));

    /** Ids that begin alike, and sort before and after the slash that ends an id in a key. */
    private static final List<String> PROJECTS = List.of("p", "p-", "p0", "pp", "q", "\uD83D\uDE80");

    @TempDir
    Path state;

    private TopologyTestDriver driver;
    private KeyValueStore<Bytes, byte[]> store;
    private List<Usage> hourly;
    private List<Usage> daily;

    @BeforeEach
    void count() {
        driver = new TopologyTestDriver(
                new UsageTopology(KAFKA, USAGE, new Tally(), InstantSource.system()).build(new StreamsBuilder()),
                UsageProperties.of(KAFKA, new RuntimeConfig(1, 0, state), new Replication((short) 1)));
        var random = new Random(SEED);
        var traces =
                driver.createInputTopic(KAFKA.topic(Topics.TRACES), new StringSerializer(), new ByteArraySerializer());
        for (int i = 0; i < 4_000; i++) {
            Trace trace = Trace.newBuilder(Records.trace(SEED, random.nextInt(40_000)))
                    .setTraceId("t" + i)
                    .setProjectId(PROJECTS.get(random.nextInt(10) < 5 ? 0 : random.nextInt(PROJECTS.size())))
                    .setTags(random.nextInt(4) == 0 ? List.of() : List.of(tag(random), tag(random)))
                    .build();
            traces.pipeInput(Records.key(trace), Topics.TRACES.encode(trace));
        }
        store = driver.getKeyValueStore(UsageProcessor.STORE);
        hourly = everything(Granularity.HOURLY);
        daily = everything(Granularity.DAILY);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void areThoseOfTheSpanInOrderAndNoOthers() {
        var random = new Random(SEED);
        int found = 0;
        for (int i = 0; i < 2_000; i++) {
            UsageQuery query = query(random);
            List<Usage> expected = (query.granularity() == Granularity.HOURLY ? hourly : daily)
                    .stream().filter(row -> isAskedFor(row, query)).toList();

            assertThat(read(query)).as("%s, seed %d", query, SEED).isEqualTo(expected);
            found += expected.size();
        }
        assertThat(found).isGreaterThan(100_000);
    }

    @Test
    void failAsUnavailableIfTheStateMovesAwayInBetween() {
        var query = new UsageQuery(
                "p", Granularity.HOURLY, Records.EPOCH, Records.EPOCH.plusSeconds(9_000_000), null, null);
        var moved = new ArrayList<String>();
        UsageRows rows = new ScannedRows(query, new ProjectState(() -> {
            if (!moved.isEmpty()) {
                throw new InvalidStateStoreException("moved");
            }
            return store;
        }));
        assertThat(rows.next()).hasSize(ScannedRows.KEYS_AT_ONCE);
        moved.add("moved");

        assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(rows::next);
    }

    private List<Usage> read(UsageQuery query) {
        UsageRows rows = UsageRows.of(query, new ProjectState(() -> store));
        var all = new ArrayList<Usage>();
        for (List<Usage> some = rows.next(); !some.isEmpty(); some = rows.next()) {
            all.addAll(some);
        }
        return all;
    }

    private static UsageQuery query(Random random) {
        Instant from = Records.EPOCH.plusSeconds(random.nextInt(-100_000, 2_500_000));
        Instant to = from.plusSeconds(1 + random.nextInt(random.nextBoolean() ? 10_000 : 2_500_000));
        if (random.nextBoolean()) {
            from = Granularity.HOURLY.windowStart(from);
            to = Granularity.HOURLY.windowStart(to).plusSeconds(3_600);
        }
        String tag = random.nextInt(3) == 0 ? tag(random) : null;
        UsageScope scope = tag != null ? UsageScope.TAG : scope(random.nextInt(8));
        return new UsageQuery(
                PROJECTS.get(random.nextInt(PROJECTS.size())),
                random.nextBoolean() ? Granularity.HOURLY : Granularity.DAILY,
                from,
                to,
                scope,
                tag);
    }

    private static @Nullable UsageScope scope(int draw) {
        return switch (draw) {
            case 0 -> UsageScope.PROJECT;
            case 1 -> UsageScope.TAG;
            case 2 -> UsageScope.UNTAGGED;
            default -> null;
        };
    }

    private static String tag(Random random) {
        return random.nextInt(3) == 0 ? "" : "tag" + random.nextInt(40);
    }

    private static boolean isAskedFor(Usage row, UsageQuery query) {
        return row.getProjectId().equals(query.projectId())
                && !row.getWindowStart().isBefore(query.from())
                && row.getWindowStart().isBefore(query.to())
                && (query.scope() == null || row.getScope() == query.scope())
                && (query.tag() == null || query.tag().equals(row.getTag()));
    }

    private List<Usage> everything(Granularity granularity) {
        var rows = new ArrayList<Usage>();
        try (var aggregates = store.all()) {
            aggregates.forEachRemaining(aggregate -> {
                var key = UsageKey.of(aggregate.key);
                if (key.granularity() == granularity) {
                    rows.add(Aggregate.of(aggregate.value).row(key));
                }
            });
        }
        rows.sort(Comparator.comparing(Usage::getWindowStart)
                .thenComparing(Usage::getScope)
                .thenComparing(UsageRowsTest::tagBytes, Arrays::compareUnsigned));
        return rows;
    }

    private static byte[] tagBytes(Usage row) {
        return String.valueOf(row.getTag()).getBytes(StandardCharsets.UTF_8);
    }
}
