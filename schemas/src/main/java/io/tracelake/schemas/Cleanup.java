package io.tracelake.schemas;

import java.time.Duration;
import java.util.Map;

/** How a topic forgets: by key or by age. */
public sealed interface Cleanup {

    /** The topic settings that this policy stands for. */
    Map<String, String> settings();

    /** The newest value of each key stays. Only closed segments are compacted, so they are closed every hour. */
    record Compact() implements Cleanup {
        @Override
        public Map<String, String> settings() {
            return Map.of("cleanup.policy", "compact", "segment.ms", "3600000");
        }
    }

    /**
     * Values older than {@code retention} go.
     *
     * @param retention applied when the topic is created; an operator may change it later
     */
    record Delete(Duration retention) implements Cleanup {
        @Override
        public Map<String, String> settings() {
            return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
        }
    }
}
