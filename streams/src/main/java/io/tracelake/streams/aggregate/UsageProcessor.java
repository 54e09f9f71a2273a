package io.tracelake.streams.aggregate;

import io.tracelake.schemas.UsageChange;
import io.tracelake.schemas.UsageFact;
import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.config.UsageConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Changes of a project's usage → its running numbers, of which those that changed are published again and again.
 *
 * <p>The numbers change at once, for readers of the store; a row is published at most once in an interval, however often
 * it changed. Which rows still have to be is part of the state, so that a crash between the two forgets none.
 */
public final class UsageProcessor implements Processor<String, UsageChange, String, Published> {
    /** The store: {@link UsageKey#bytes} → the encoded {@link Aggregate}. */
    public static final String STORE = "usage";

    /** The store of the keys whose numbers have changed since they were published. */
    public static final String UNPUBLISHED = "unpublished";

    private static final byte[] MARK = {1};

    /** Of one run; together with the pause between runs a bound on what a transaction may grow to. */
    private static final int MOST_ROWS = 5_000;

    private static final Duration LONGEST_TICK = Duration.ofMillis(200);

    private final UsageConfig config;
    private final LongConsumer published;
    private final Map<Bytes, Long> unpublished = new LinkedHashMap<>();
    private final StateBuffer buffer = new StateBuffer();
    private final Map<UsageKey, Aggregate> recent = new RecentAggregates();
    private final Map<UsageKey, Aggregate> touched = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // set by init, before anything else
    private ProcessorContext<String, Published> context;

    @SuppressWarnings("NullAway.Init") // likewise
    private KeyValueStore<Bytes, byte[]> aggregates;

    @SuppressWarnings("NullAway.Init") // likewise
    private KeyValueStore<Bytes, byte[]> marks;

    @SuppressWarnings("NullAway.Init") // likewise
    private Cancellable publishing;

    /** @param published hears how many rows are published each time */
    public UsageProcessor(UsageConfig config, LongConsumer published) {
        this.config = config;
        this.published = published;
    }

    @Override
    public void init(ProcessorContext<String, Published> newContext) {
        context = newContext;
        aggregates = context.getStateStore(STORE);
        marks = context.getStateStore(UNPUBLISHED);
        unpublished.clear();
        touched.clear();
        recent.clear();
        try (var marked = marks.all()) {
            marked.forEachRemaining(mark -> unpublished.put(mark.key, Long.MIN_VALUE));
        }
        publishing = context.schedule(tick(), PunctuationType.WALL_CLOCK_TIME, this::publish);
    }

    private Duration tick() {
        return config.publishInterval().compareTo(LONGEST_TICK) < 0 ? config.publishInterval() : LONGEST_TICK;
    }

    /** Kafka Streams doesn't forget the schedule when it goes back to the last commit with this very object. */
    @Override
    public void close() {
        publishing.cancel();
    }

    @Override
    public void process(Record<String, UsageChange> record) {
        UsageFact before = record.value().getBefore();
        UsageFact after = record.value().getAfter();
        for (Granularity granularity : Granularity.values()) {
            if (before != null) {
                contribute(record.key(), granularity, before, false);
            }
            contribute(record.key(), granularity, after, true);
        }
        Long now = context.currentSystemTimeMs();
        touched.forEach((key, aggregate) -> {
            aggregate.observed(after.getObservedAt());
            Bytes bytes = key.bytes();
            aggregates.put(bytes, aggregate.bytes(buffer));
            if (unpublished.putIfAbsent(bytes, now) == null) {
                marks.put(bytes, MARK);
            }
        });
        touched.clear();
    }

    private void contribute(String projectId, Granularity granularity, UsageFact fact, boolean adds) {
        long window = granularity.windowStart(fact.getTimestamp());
        List<String> tags = fact.getTags();
        contribute(new UsageKey(projectId, granularity, window, UsageScope.PROJECT, null), fact, adds, 1, 0);
        if (tags.isEmpty()) {
            contribute(new UsageKey(projectId, granularity, window, UsageScope.UNTAGGED, null), fact, adds, 1, 0);
        }
        for (int i = 0; i < tags.size(); i++) {
            var key = new UsageKey(projectId, granularity, window, UsageScope.TAG, tags.get(i));
            contribute(key, fact, adds, tags.size(), i);
        }
    }

    private void contribute(UsageKey key, UsageFact fact, boolean adds, int keys, int index) {
        Aggregate aggregate = touched.computeIfAbsent(key, this::recent);
        if (adds) {
            aggregate.add(fact, keys, index);
        } else {
            aggregate.remove(fact, keys, index);
        }
    }

    private Aggregate recent(UsageKey key) {
        return recent.computeIfAbsent(key, unknown -> Aggregate.of(aggregates.get(unknown.bytes())));
    }

    /** The rows that have waited for the interval, those that changed first before the others. */
    private void publish(long now) {
        long changedUntil = now - config.publishInterval().toMillis();
        int rows = 0;
        for (var waiting = unpublished.entrySet().iterator(); waiting.hasNext() && rows < MOST_ROWS; rows++) {
            var row = waiting.next();
            if (row.getValue() > changedUntil) {
                break;
            }
            publish(row.getKey(), UsageKey.of(row.getKey()));
            waiting.remove();
        }
        published.accept(rows);
    }

    private void publish(Bytes bytes, UsageKey key) {
        Aggregate aggregate = recent(key);
        aggregate.nextRevision();
        aggregates.put(bytes, aggregate.bytes(buffer));
        marks.delete(bytes);
        var row = new Published(key.granularity(), aggregate.row(key));
        context.forward(new Record<>(key.text(), row, context.currentSystemTimeMs()));
    }
}
