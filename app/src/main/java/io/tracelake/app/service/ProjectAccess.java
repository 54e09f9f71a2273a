package io.tracelake.app.service;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.app.config.Settings;
import io.tracelake.app.line.Clients;
import io.tracelake.app.up.UpFile;
import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.ingester.config.StaticProject;
import io.tracelake.ingester.discovery.KeysUnavailableException;
import io.tracelake.ingester.discovery.ProjectDirectory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One project at the analytics service, opened by its own key pair: a pair that answers for another project is refused.
 * One thread.
 */
public final class ProjectAccess implements AutoCloseable {
    /** Somebody waits: less patience than the ingester's. */
    private static final HttpLimits LIMITS = new HttpLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60), 64L << 20, 3, Duration.ofSeconds(5));

    private final AnalyticsClient analytics;
    private final @Nullable OrganizationsClient organizations;
    private final NamedProject project;
    private final KeyPair keys;

    private ProjectAccess(
            AnalyticsClient analytics,
            @Nullable OrganizationsClient organizations,
            NamedProject project,
            KeyPair keys) {
        this.analytics = analytics;
        this.organizations = organizations;
        this.project = project;
        this.keys = keys;
    }

    /**
     * The service that the settings name, otherwise the sandbox of the last {@code up} on the same data directory.
     *
     * @throws ConfigurationException if there is neither
     */
    public static ServiceSettings services(Settings settings) {
        return settings.services().analytics() != null
                ? settings.services()
                : UpFile.read(settings.data()).flatMap(UpFile::services).orElse(settings.services());
    }

    /**
     * Looks the project up and makes sure that its key pair opens it.
     *
     * @param wanted id or exact name; null for the only one there is
     * @throws ConfigurationException if no project, or more than one, is meant, or its keys aren't its own
     * @throws io.tracelake.client.http.ServiceException if a service doesn't answer or refuses
     */
    public static ProjectAccess open(ServiceSettings services, @Nullable String wanted) {
        var analytics = Clients.analytics(services, LIMITS);
        var organizations = Clients.organizations(services, LIMITS);
        try {
            NamedProject project = KnownProjects.of(services, organizations).find(wanted);
            var access = new ProjectAccess(analytics, organizations, project, keys(services, organizations, project));
            access.refuseKeysOfAnother();
            return access;
        } catch (RuntimeException e) {
            close(analytics, organizations);
            throw e;
        }
    }

    private static KeyPair keys(
            ServiceSettings services, @Nullable OrganizationsClient organizations, NamedProject project) {
        var configured = services.projects().stream()
                .map(each -> new StaticProject(each.id(), each.name(), each.keys()))
                .toList();
        try {
            return new ProjectDirectory(configured, organizations, InstantSource.system()).keys(project.id());
        } catch (KeysUnavailableException e) {
            throw new ConfigurationException("project " + project + ": " + e.getMessage());
        }
    }

    private void refuseKeysOfAnother() {
        String opened = ask((client, pair) -> client.ownProject(pair)).id();
        if (!opened.equals(project.id())) {
            throw new ConfigurationException(
                    "project " + project + ": its key pair opens another project, '" + opened + "'");
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
            return question.apply(analytics, keys);
        } catch (CredentialsRefusedException e) {
            throw new AccessRefusedException(project, e);
        }
    }

    @Override
    public void close() {
        close(analytics, organizations);
    }

    private static void close(AnalyticsClient analytics, @Nullable OrganizationsClient organizations) {
        analytics.close();
        if (organizations != null) {
            organizations.close();
        }
    }
}
