package io.tracelake.streams.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Times how long each partition of a state store takes to be read back. Thread-safe. */
final class RestoreTimes implements StateRestoreListener {
    private final Map<TopicPartition, Long> begun = new ConcurrentHashMap<>();
    private final Timer durations;

    RestoreTimes(MeterRegistry registry) {
        durations = Timer.builder("tracelake.streams.restore.duration")
                .description("Reading a partition of a state store back from its changelog")
                .register(registry);
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long end) {
        begun.put(partition, System.nanoTime());
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long offset, long restored) {}

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long restored) {
        Long since = begun.remove(partition);
        if (since != null) {
            durations.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long restored) {
        begun.remove(partition);
    }
}
