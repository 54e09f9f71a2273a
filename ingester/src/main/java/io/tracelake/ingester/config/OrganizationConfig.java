package io.tracelake.ingester.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an organization's projects are found and described.
 *
 * @param organizationId of discovered projects, null without discovery
 * @param interval from one listing of the projects to the next: a new project starts within it
 * @param detailsInterval from one reading of a project's members and keys to the next
 */
public record OrganizationConfig(
        @Nullable String organizationId,
        KeyConfig keys,
        Duration interval,
        Duration detailsInterval,
        PersonalData personalData) {
    public OrganizationConfig {
        positive("organizations.interval", interval);
        positive("organizations.details-interval", detailsInterval);
        if (organizationId != null && personalData.salt().reveal().isEmpty()) {
            throw new IllegalArgumentException(
                    "lake.personal-data-salt: must not be empty, or whoever guesses an address can check the guess");
        }
    }

    private static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(key + ": must be longer than zero, not " + value);
        }
    }
}
