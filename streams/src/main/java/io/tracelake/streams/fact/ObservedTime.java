package io.tracelake.streams.fact;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Stream time is the time of observation: the newest one that a task has seen decides what is beyond the horizon. A
 * clock that runs ahead at some ingester can't push everybody's traces beyond it, for nothing counts as later than now.
 */
public final class ObservedTime implements TimestampExtractor {
    private final InstantSource clock;

    public ObservedTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (record.value() instanceof Revision.Decoded(var figures)) {
            long observedAt = Math.min(figures.getObservedAt().toEpochMilli(), clock.millis());
            return Math.max(0, observedAt);
        }
        return Math.max(0, partitionTime);
    }
}
