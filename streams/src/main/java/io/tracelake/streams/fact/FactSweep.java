package io.tracelake.streams.fact;

import io.tracelake.schemas.UsageFact;
import java.time.Duration;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Forgets expired facts, a bounded number of keys at a time, so that the records in between don't wait. One pass begins
 * at the start and after each sixteenth of the horizon. Nothing depends on how far it has come: an expired fact that is
 * still there counts as forgotten.
 */
final class FactSweep {
    private static final int KEYS_A_RUN = 10_000;
    private static final int PASSES_A_HORIZON = 16;

    private final KeyValueStore<String, UsageFact> store;
    private final FactRule rule;
    private final long betweenPasses;
    private long nextPass = Long.MIN_VALUE;
    private boolean passing;
    private @Nullable String resumeAt;

    FactSweep(KeyValueStore<String, UsageFact> store, FactRule rule, Duration horizon) {
        this.store = store;
        this.rule = rule;
        this.betweenPasses = horizon.toMillis() * 1_000 / PASSES_A_HORIZON;
    }

    /** @param streamTime microseconds since 1970 */
    void run(long streamTime) {
        if (!passing && streamTime >= nextPass) {
            passing = true;
            nextPass = streamTime + betweenPasses;
        }
        if (passing) {
            sweep(streamTime);
        }
    }

    private void sweep(long streamTime) {
        try (var facts = store.range(resumeAt, null)) {
            for (int seen = 0; facts.hasNext(); seen++) {
                if (seen == KEYS_A_RUN) {
                    resumeAt = facts.peekNextKey();
                    return;
                }
                var fact = facts.next();
                if (rule.isExpired(fact.value, streamTime)) {
                    store.delete(fact.key);
                }
            }
        }
        resumeAt = null;
        passing = false;
    }
}
