package io.tracelake.streams.aggregate;

import io.tracelake.schemas.UsageChange;
import io.tracelake.schemas.UsageFact;
import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.config.UsageConfig;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.common.utils.Bytes;
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
    private static final int MOST_ROWS = 100_000;

    private final UsageConfig config;
    private final LongConsumer published;
    private final Set<Bytes> unpublished = new LinkedHashSet<>();
    private final StateBuffer buffer = new StateBuffer();
    private final Map<UsageKey, Aggregate> recent = new RecentAggregates();
    private final Map<UsageKey, Aggregate> touched = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // set by init, before anything else
    private ProcessorContext<String, Published> context;

    @SuppressWarnings("NullAway.Init") // likewise
    private KeyValueStore<Bytes, byte[]> aggregates;

    @SuppressWarnings("NullAway.Init") // likewise
    private KeyValueStore<Bytes, byte[]> marks;

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
            marked.forEachRemaining(mark -> unpublished.add(mark.key));
        }
        context.schedule(config.publishInterval(), PunctuationType.WALL_CLOCK_TIME, _ -> publish());
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
        touched.forEach((key, aggregate) -> {
            aggregate.observed(after.getObservedAt());
            Bytes bytes = key.bytes();
            aggregates.put(bytes, aggregate.bytes(buffer));
            if (unpublished.add(bytes)) {
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

    /** The rows that have waited longest, not so many that the transaction would run into its time-out. */
    private void publish() {
        int rows = 0;
        for (var waiting = unpublished.iterator(); waiting.hasNext() && rows < MOST_ROWS; rows++) {
            Bytes bytes = waiting.next();
            publish(bytes, UsageKey.of(bytes));
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
