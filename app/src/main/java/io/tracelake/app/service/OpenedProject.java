package io.tracelake.app.service;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.DiscoverySettings;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.ingester.keys.KeysUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One project at the analytics service, opened by its own key pair: a pair that answers for another project is refused.
 * One thread.
 */
public final class OpenedProject implements AutoCloseable {
    /** Somebody waits: less patience than the ingester's. */
    static final HttpLimits LIMITS = new HttpLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60), 64L << 20, 3, Duration.ofSeconds(5));

    private final ProjectAccess access;
    private final NamedProject project;
    private final KeyPair keys;

    private OpenedProject(ProjectAccess access, NamedProject project, KeyPair keys) {
        this.access = access;
        this.project = project;
        this.keys = keys;
    }

    /**
     * Looks the project up and makes sure that its key pair opens it.
     *
     * @param wanted id or exact name; null for the only one there is
     * @throws ConfigurationException if no project, or more than one, is meant, or its keys aren't its own
     * @throws AccessRefusedException if the analytics service refuses its keys
     * @throws io.tracelake.client.http.ServiceException if a service doesn't answer or refuses
     */
    public static OpenedProject open(ServiceSettings services, DiscoverySettings discovery, @Nullable String wanted) {
        var access = new ProjectAccess(services, discovery, LIMITS, InstantSource.system());
        try {
            NamedProject project =
                    KnownProjects.of(services, access.organizations()).find(wanted);
            var opened = new OpenedProject(access, project, keys(access, project));
            opened.refuseKeysOfAnother();
            return opened;
        } catch (RuntimeException e) {
            access.close();
            throw e;
        }
    }

    private static KeyPair keys(ProjectAccess access, NamedProject project) {
        try {
            return access.unproven(project.id());
        } catch (KeysUnavailableException e) {
            throw new ConfigurationException("project " + project + ": " + e.getMessage());
        }
    }

    private void refuseKeysOfAnother() {
        try {
            access.prove(project.id(), keys);
        } catch (CredentialsRefusedException e) {
            throw new AccessRefusedException(project, e);
        } catch (IdentityMismatchException e) {
            throw new ConfigurationException(
                    "project " + project + ": its key pair opens another project, '" + e.opened() + "'");
        }
    }

    public NamedProject project() {
        return project;
    }

    /**
     * Asks the service with the project's keys.
     *
     * @throws AccessRefusedException if it refuses them
     * @throws io.tracelake.client.http.ServiceException if it gives no usable answer
     */
    public <T> T ask(BiFunction<AnalyticsClient, KeyPair, T> question) {
        try {
            return question.apply(access.analytics(), keys);
        } catch (CredentialsRefusedException e) {
            throw new AccessRefusedException(project, e);
        }
    }

    @Override
    public void close() {
        access.close();
    }
}
