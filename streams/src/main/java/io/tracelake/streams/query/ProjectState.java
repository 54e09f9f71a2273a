package io.tracelake.streams.query;

import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The state that a project is part of, found anew for each reading, since it may move away between two. */
final class ProjectState {
    private final Supplier<ReadOnlyKeyValueStore<Bytes, byte[]>> store;

    ProjectState(Supplier<ReadOnlyKeyValueStore<Bytes, byte[]>> store) {
        this.store = store;
    }

    /** @throws StateUnavailableException if it isn't here or not complete */
    <T> T read(Function<ReadOnlyKeyValueStore<Bytes, byte[]>, T> reading) {
        try {
            return reading.apply(store.get());
        } catch (InvalidStateStoreException e) {
            throw new StateUnavailableException(e);
        }
    }
}
