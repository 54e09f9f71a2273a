package io.tracelake.app.service;

import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.ingester.keys.Patience;

/** Which project a key pair opens, as the analytics service says: it goes by the secret alone. */
final class KeyProof {
    private KeyProof() {}

    /**
     * Asks once.
     *
     * @throws IdentityMismatchException if the pair opens another project
     * @throws io.tracelake.client.http.ServiceException if the service can't be asked, or refuses the pair
     */
    static void require(AnalyticsClient analytics, String projectId, KeyPair keys) {
        String opened = analytics.ownProject(keys).id();
        if (!opened.equals(projectId)) {
            throw new IdentityMismatchException(opened);
        }
    }

    /** Whether the pair is taken, and opens this project. */
    static boolean opens(AnalyticsClient analytics, String projectId, KeyPair keys) {
        try {
            require(analytics, projectId, keys);
            return true;
        } catch (CredentialsRefusedException | IdentityMismatchException useless) {
            return false;
        }
    }

    /**
     * Asks for some eight seconds while a new pair is refused: a service may remember for a while that there was none.
     *
     * @throws IdentityMismatchException if the pair opens another project
     * @throws io.tracelake.client.http.ServiceException if the service can't be asked, or refuses the pair in the end
     */
    static void await(AnalyticsClient analytics, String projectId, KeyPair keys) {
        Patience.await(() -> {
            require(analytics, projectId, keys);
            return keys;
        });
    }
}
