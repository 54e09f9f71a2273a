package io.tracelake.app.service;

import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.ConflictException;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.InvalidRequestException;
import io.tracelake.client.organizations.NewApiKey;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.ingester.keys.KeysUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Makes keys that live as long as a command, and expire soon should it be killed. */
record TemporaryKeys(AnalyticsClient analytics, InstantSource clock) {
    private static final Duration LIFETIME = Duration.ofHours(1);

    /**
     * A key that works.
     *
     * @param note that tells it from the keys of ingesters
     * @throws KeysUnavailableException if the service makes none, or one that opens nothing
     * @throws io.tracelake.client.http.ServiceException if it can't be asked, or refuses its user
     */
    TemporaryKey make(OrganizationsClient organizations, String projectId, String note) {
        var made = create(organizations, projectId, note);
        var key = new TemporaryKey(organizations, projectId, made);
        try {
            KeyProof.await(analytics, projectId, made.pair());
            return key;
        } catch (CredentialsRefusedException e) {
            key.close();
            throw new KeysUnavailableException("minting-refused", "the key that it made is refused: " + e.getMessage());
        } catch (RuntimeException e) {
            key.close();
            throw e;
        }
    }

    private NewApiKey create(OrganizationsClient organizations, String projectId, String note) {
        try {
            return organizations.createApiKey(
                    projectId, note, clock.instant().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS));
        } catch (ConflictException | InvalidRequestException e) {
            throw new KeysUnavailableException("minting-refused", "the service makes no key: " + e.getMessage());
        }
    }
}
