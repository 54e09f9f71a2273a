package io.tracelake.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageChange;
import io.tracelake.schemas.UsageFact;
import io.tracelake.streams.config.UsageConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.Test;

/** Kafka Streams goes back to the last commit with the processor it has: it only calls {@code init} again. */
class UsageProcessorTest {
    private static final UsageConfig USAGE = new UsageConfig(Duration.ofDays(8), 64, Duration.ofSeconds(1));

    private final UsageProcessor processor = new UsageProcessor(USAGE, _ -> {});
    private final Map<String, Usage> published = new HashMap<>();

    @Test
    void nothingOfARecordThatFailedHalfWayIsLeftAfterGoingBack() {
        start(new FailingStore(1), marks());
        assertThatThrownBy(() -> processor.process(change(5_000L))).isInstanceOf(TaskCorruptedException.class);

        var context = start(usage(), marks());
        processor.process(change(5_000L));
        publish(context);

        assertThat(published.values()).hasSize(4).allSatisfy(row -> {
            assertThat(row.getTraces()).isOne();
            assertThat(row.getCost()).isEqualByComparingTo("0.000000005");
        });
    }

    @Test
    void rowsThatWereNotPublishedBeforeACrashAreAfterIt() {
        var usage = usage();
        var marks = marks();
        start(usage, marks);
        processor.process(change(5_000L));

        publish(start(usage, marks));

        assertThat(published.keySet())
                .containsExactlyInAnyOrder(
                        "HOURLY p/PROJECT/1970-01-01T00:00:00Z", "HOURLY p/UNTAGGED/1970-01-01T00:00:00Z",
                        "DAILY p/PROJECT/1970-01-01T00:00:00Z", "DAILY p/UNTAGGED/1970-01-01T00:00:00Z");
        assertThat(marks.approximateNumEntries()).isZero();
    }

    private MockProcessorContext<String, Published> start(
            KeyValueStore<Bytes, byte[]> usage, KeyValueStore<Bytes, byte[]> marks) {
        var context = new MockProcessorContext<String, Published>();
        context.setCurrentSystemTimeMs(0);
        for (var store : List.of(usage, marks)) {
            context.addStateStore(store);
        }
        processor.init(context);
        return context;
    }

    private void publish(MockProcessorContext<String, Published> context) {
        context.scheduledPunctuators()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(0));
        for (var forwarded : new ArrayList<>(context.forwarded())) {
            var row = forwarded.record().value();
            published.put(row.granularity() + " " + forwarded.record().key(), row.row());
        }
    }

    private static Record<String, UsageChange> change(long cost) {
        var fact = new UsageFact(1, 0L, 0L, cost, 10L, 1L, 2L, List.of(), 0L);
        return new Record<>("p", new UsageChange(null, fact), 0);
    }

    private static KeyValueStore<Bytes, byte[]> usage() {
        return new FailingStore(Integer.MAX_VALUE);
    }

    private static KeyValueStore<Bytes, byte[]> marks() {
        return new InMemoryKeyValueStore(UsageProcessor.UNPUBLISHED);
    }

    /** Takes so many writes, then says that the task is corrupted, as Kafka Streams does when a broker is away. */
    private static final class FailingStore extends InMemoryKeyValueStore {
        private int writesLeft;

        FailingStore(int writes) {
            super(UsageProcessor.STORE);
            writesLeft = writes;
        }

        @Override
        public synchronized void put(Bytes key, byte[] value) {
            if (writesLeft-- == 0) {
                throw new TaskCorruptedException(Set.of());
            }
            super.put(key, value);
        }
    }
}
