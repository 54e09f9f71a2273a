package io.tracelake.ingester.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How projects come by their key pairs.
 *
 * @param sources asked in this order; the first that has a pair wins
 * @param label note of minted keys. Whoever mints deletes older keys of its label, so two installations that mint for
 *     one organization need two labels
 * @param lifetime from the making of a minted key to its expiry; it is replaced after two thirds of it
 */
public record KeyConfig(List<KeySource> sources, String label, Duration lifetime) {
    public static final KeyConfig DEFAULTS =
            new KeyConfig(List.of(KeySource.STATIC, KeySource.DISCOVER), "tracelake", Duration.ofDays(30));

    private static final String REPLACE = ": replace";

    public KeyConfig {
        sources = List.copyOf(sources);
        if (sources.isEmpty() || Set.copyOf(sources).size() < sources.size()) {
            throw new IllegalArgumentException(
                    "organizations.keys: must name each source once, at least one, not " + sources);
        }
        if (label.isBlank()) {
            throw new IllegalArgumentException("organizations.key-label: must not be blank");
        }
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("organizations.key-lifetime: must be longer than zero, not " + lifetime);
        }
    }

    /** Note that asks the owner of a minted key to replace it. */
    public String replaceLabel() {
        return label + REPLACE;
    }

    /** Note of keys that commands make for themselves; ingesters leave them alone. */
    public String commandLabel() {
        return label + " command";
    }

    /** Whether the note is that of a minted key. */
    public boolean isOwn(@Nullable String note) {
        return label.equals(note) || replaceLabel().equals(note);
    }
}
