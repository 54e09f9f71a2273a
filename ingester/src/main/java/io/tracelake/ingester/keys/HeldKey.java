package io.tracelake.ingester.keys;

import io.tracelake.client.KeyPair;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A pair in use. Not thread-safe. */
final class HeldKey {
    private final KeyPair pair;
    private final @Nullable String mintedId;
    private Instant replaceAt;
    private boolean worked;

    private HeldKey(KeyPair pair, @Nullable String mintedId, Instant replaceAt) {
        this.pair = pair;
        this.mintedId = mintedId;
        this.replaceAt = replaceAt;
    }

    /** A pair that somebody else has made, and replaces. */
    static HeldKey given(KeyPair pair) {
        return new HeldKey(pair, null, Instant.MAX);
    }

    static HeldKey minted(KeyPair pair, String id, Instant replaceAt) {
        return new HeldKey(pair, id, replaceAt);
    }

    KeyPair pair() {
        return pair;
    }

    /** Id of the key if it was minted. */
    @Nullable String mintedId() {
        return mintedId;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(replaceAt);
    }

    void replaceAt(Instant time) {
        replaceAt = time;
    }

    /** Whether the service has given data for it. */
    boolean hasWorked() {
        return worked;
    }

    void worked() {
        worked = true;
    }
}
