package io.tracelake.app.config;

import java.time.Duration;
import java.util.List;

/**
 * How projects, their details and the keys that open them are found.
 *
 * @param keys where the key pair of a project may come from, in the order in which it is looked for
 * @param keyLabel note of keys that Tracelake makes
 * @param keyLifetime until such a key expires
 * @param interval between two listings of the projects
 * @param detailsInterval between two readings of a project's members and keys
 */
public record DiscoverySettings(
        List<Source> keys, String keyLabel, Duration keyLifetime, Duration interval, Duration detailsInterval) {
    /** Where a key pair may come from. */
    public enum Source {
        /** The list of projects. */
        STATIC,
        /** The organizations service, which shows one. */
        DISCOVER,
        /** The organizations service, which makes one. */
        MINT
    }

    public DiscoverySettings {
        keys = List.copyOf(keys);
    }

    static DiscoverySettings of(Values values) {
        return new DiscoverySettings(
                values.someOf(Source.class, Key.ORGANIZATIONS_KEYS),
                values.name(Key.ORGANIZATIONS_KEY_LABEL),
                values.duration(Key.ORGANIZATIONS_KEY_LIFETIME),
                values.duration(Key.ORGANIZATIONS_INTERVAL),
                values.duration(Key.ORGANIZATIONS_DETAILS_INTERVAL));
    }
}
