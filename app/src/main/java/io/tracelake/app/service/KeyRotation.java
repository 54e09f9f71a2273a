package io.tracelake.app.service;

import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.NewApiKey;
import io.tracelake.client.organizations.OrganizationsClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key in place of another. The old one is deleted only once the new one has opened the project; whatever goes wrong
 * before that, the old one stays.
 */
public final class KeyRotation {
    private final OrganizationsClient organizations;
    private final AnalyticsClient analytics;
    private final NamedProject project;
    private final ApiKey old;
    private final InstantSource clock;

    public KeyRotation(
            OrganizationsClient organizations,
            AnalyticsClient analytics,
            NamedProject project,
            ApiKey old,
            InstantSource clock) {
        this.organizations = organizations;
        this.analytics = analytics;
        this.project = project;
        this.old = old;
        this.clock = clock;
    }

    /**
     * Makes the new key: with the note of the old one, and as long a life.
     *
     * @throws ServiceException if the service doesn't; nothing has changed then, as far as it says
     */
    public NewApiKey make() {
        return organizations.createApiKey(project.id(), Objects.requireNonNullElse(old.note(), old.id()), expiry());
    }

    private @Nullable Instant expiry() {
        if (old.expiresAt() == null || old.createdAt() == null) {
            return old.expiresAt();
        }
        Instant expiry = clock.instant().plus(Duration.between(old.createdAt(), old.expiresAt()));
        return expiry.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Proves the new key, then deletes the old one.
     *
     * @throws RotationException if the new one doesn't work, and is deleted, or the old one can't be deleted
     */
    public void finish(NewApiKey made) {
        try {
            KeyProof.await(analytics, project.id(), made.pair());
        } catch (ServiceException | IdentityMismatchException e) {
            throw new RotationException(
                    "the new key doesn't work, so key '" + old.id() + "' stays and " + takenBack(made) + ": "
                            + e.getMessage(),
                    e);
        }
        try {
            organizations.deleteApiKey(project.id(), old.id());
        } catch (NotFoundException alreadyGone) {
            return;
        } catch (ServiceException e) {
            throw new RotationException(
                    "the new key works, but key '" + old.id() + "' can't be deleted: " + e.getMessage(), e);
        }
    }

    private String takenBack(NewApiKey made) {
        try {
            organizations.deleteApiKey(project.id(), made.key().id());
            return "the new one is deleted";
        } catch (ServiceException e) {
            return "the new one, '" + made.key().id() + "', can't be deleted (" + e.getMessage() + ")";
        }
    }

    /** The message names both keys by their ids, and what became of them. */
    public static final class RotationException extends RuntimeException {
        RotationException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
