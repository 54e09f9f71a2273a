package io.tracelake.streams.query;

import io.tracelake.streams.aggregate.UsageProcessor;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of usage while it changes. Thread-safe.
 *
 * <p>Only state that is complete is read, never a standby copy or one that is being restored. What it shows may be a
 * commit ahead of what the topics show, and is taken back if the instance dies before that commit; the same revisions
 * are then counted again.
 */
public final class LiveUsage {
    /** Kafka Streams at work, and the address by which the other instances know it. */
    private record Running(KafkaStreams streams, HostInfo self) {}

    private volatile @Nullable Running running;

    /** Reads from here on. */
    public void open(KafkaStreams streams, HostInfo self) {
        running = new Running(streams, self);
    }

    /** Reads nothing any more. */
    public void close() {
        running = null;
    }

    /** State of Kafka Streams, such as RUNNING or REBALANCING; STOPPED where nothing is read. */
    public String state() {
        Running now = running;
        return now == null ? "STOPPED" : now.streams().state().name();
    }

    /** As this instance knows it. The answer may have changed since. */
    public Owner owner(String projectId) {
        Running now = running;
        if (now == null) {
            return new Owner.Unsettled();
        }
        KeyQueryMetadata metadata = metadata(now.streams(), projectId);
        HostInfo host = metadata.activeHost();
        if (metadata.equals(KeyQueryMetadata.NOT_AVAILABLE) || host.equals(HostInfo.unavailable())) {
            return new Owner.Unsettled();
        }
        return host.equals(now.self())
                ? new Owner.This(metadata.partition())
                : new Owner.Another(host.host(), host.port());
    }

    private static KeyQueryMetadata metadata(KafkaStreams streams, String projectId) {
        try (var serializer = new StringSerializer()) {
            return streams.queryMetadataForKey(UsageProcessor.STORE, projectId, serializer);
        } catch (IllegalStateException | InvalidStateStoreException notRunning) {
            return KeyQueryMetadata.NOT_AVAILABLE;
        }
    }

    /**
     * Rows of a project of this instance. Each is one state of its numbers; rows read while revisions arrive needn't be
     * of one moment.
     */
    public UsageRows rows(UsageQuery query, int partition) {
        return UsageRows.of(query, new ProjectState(() -> store(partition)));
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> store(int partition) {
        Running now = running;
        if (now == null) {
            throw new InvalidStateStoreException("streams are stopped");
        }
        return now.streams()
                .store(StoreQueryParameters.fromNameAndType(
                                UsageProcessor.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                        .withPartition(partition));
    }
}
