package io.tracelake.streams.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.UsageFact;
import io.tracelake.schemas.UsageState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FactSweepTest {
    private static final long HOUR = Duration.ofHours(1).toNanos() / 1_000;
    private static final Duration HORIZON = Duration.ofHours(16);
    private static final int BOUND = 10_000;

    private final KeyValueStore<String, UsageFact> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("facts"),
                    Serdes.String(),
                    Serdes.<UsageFact>serdeFrom(
                            (topic, fact) -> UsageState.FACTS.encode(fact),
                            (topic, bytes) -> UsageState.FACTS.decode(bytes)))
            .withLoggingDisabled()
            .build();
    private final FactSweep sweep = new FactSweep(store, new FactRule(HORIZON), HORIZON);

    @BeforeEach
    void open() {
        var context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
    }

    @Test
    void forgetsInBoundedStepsWhatHasExpiredAndNothingElse() {
        for (int i = 0; i < 25_000; i++) {
            put("%05d".formatted(i), i % 5 == 0 ? 40 * HOUR : 0);
        }
        var left = new ArrayList<Integer>();
        for (int run = 0; run < 4; run++) {
            sweep.run(20 * HOUR);
            left.add(keys().size());
        }
        assertThat(left).containsExactly(25_000 - BOUND * 4 / 5, 25_000 - BOUND * 8 / 5, 5_000, 5_000);
        assertThat(keys()).allMatch(key -> Integer.parseInt(key) % 5 == 0);
    }

    @Test
    void beginsAgainAfterASixteenthOfTheHorizon() {
        sweep.run(10 * HOUR);
        put("a", -10 * HOUR);

        sweep.run(11 * HOUR - 1);
        assertThat(keys()).containsExactly("a");

        sweep.run(11 * HOUR);
        assertThat(keys()).isEmpty();
    }

    private void put(String key, long time) {
        store.put(key, new UsageFact(1, time, time, 0L, null, null, null, List.of(), 0L));
    }

    private List<String> keys() {
        var keys = new ArrayList<String>();
        try (var facts = store.all()) {
            facts.forEachRemaining(fact -> keys.add(fact.key));
        }
        return keys;
    }
}
