package io.tracelake.app.service;

import io.tracelake.client.KeyPair;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.NewApiKey;
import io.tracelake.client.organizations.OrganizationsClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key that is deleted when it is closed, and when the process is asked to end before that. If neither can be done it
 * expires by itself.
 */
final class TemporaryKey implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryKey.class);

    private final OrganizationsClient organizations;
    private final String projectId;
    private final NewApiKey made;
    private final Thread atExit = new Thread(this::delete, "temporary-key");
    private boolean deleted;

    TemporaryKey(OrganizationsClient organizations, String projectId, NewApiKey made) {
        this.organizations = organizations;
        this.projectId = projectId;
        this.made = made;
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            delete();
        }
    }

    KeyPair pair() {
        return made.pair();
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            LOG.debug("the process ends, and finds key {} deleted", made.key().id());
        }
    }

    /** Whoever comes second waits for the first, so that the client isn't closed meanwhile. */
    private synchronized void delete() {
        if (deleted) {
            return;
        }
        deleted = true;
        try {
            organizations.deleteApiKey(projectId, made.key().id());
        } catch (ServiceException e) {
            LOG.warn(
                    "project {}: the temporary key {} can't be deleted; it expires at {}: {}",
                    projectId,
                    made.key().id(),
                    made.key().expiresAt(),
                    e.getMessage());
        }
    }
}
