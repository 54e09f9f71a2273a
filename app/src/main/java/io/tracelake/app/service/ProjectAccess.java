package io.tracelake.app.service;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.DiscoverySettings;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.app.config.Settings;
import io.tracelake.app.line.Clients;
import io.tracelake.app.line.LineSettings;
import io.tracelake.app.up.UpFile;
import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import io.tracelake.client.organizations.UserAccess;
import io.tracelake.ingester.config.KeyConfig;
import io.tracelake.ingester.config.StaticProject;
import io.tracelake.ingester.discovery.ProjectDirectory;
import io.tracelake.ingester.keys.KeyOffers;
import io.tracelake.ingester.keys.KeysUnavailableException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The projects of the services, and the key pairs that open them, from where the settings say. A pair that had to be made
 * is deleted by {@link #close}. For one thread.
 */
public final class ProjectAccess implements AutoCloseable {
    private final AnalyticsClient analytics;
    private final @Nullable OrganizationsClient organizations;
    private final @Nullable UserAccess user;
    private final ProjectDirectory directory;
    private final KeySources keys;

    /**
     * Makes no call yet.
     *
     * @throws ConfigurationException if no analytics service is named
     */
    public ProjectAccess(
            ServiceSettings services, DiscoverySettings discovery, HttpLimits limits, InstantSource clock) {
        this(services, discovery, Clients.analytics(services, limits), limits, clock);
    }

    /**
     * For much reading, which keeps to the limits of the analytics service. Makes no call yet.
     *
     * @throws ConfigurationException if no analytics service is named
     */
    public static ProjectAccess governed(ServiceSettings services, DiscoverySettings discovery, InstantSource clock) {
        return new ProjectAccess(services, discovery, Clients.governed(services), HttpLimits.defaults(), clock);
    }

    private ProjectAccess(
            ServiceSettings services,
            DiscoverySettings discovery,
            AnalyticsClient analytics,
            HttpLimits limits,
            InstantSource clock) {
        this.analytics = analytics;
        this.organizations = Clients.organizations(services, limits);
        this.user =
                services.organization() == null ? null : services.organization().user();
        var configured = services.projects().stream()
                .map(project -> new StaticProject(project.id(), project.name(), project.keys()))
                .toList();
        this.directory = new ProjectDirectory(configured, organizations, discovery.interval(), clock);
        KeyConfig config = LineSettings.config(discovery);
        this.keys = new KeySources(
                config, new KeyOffers(directory, config), organizations, new TemporaryKeys(analytics, clock));
    }

    /** The services that the settings name, otherwise the sandbox of the last {@code up} on the same data directory. */
    public static ServiceSettings services(Settings settings) {
        return settings.services().analytics() != null
                ? settings.services()
                : UpFile.read(settings.data()).flatMap(UpFile::services).orElse(settings.services());
    }

    public AnalyticsClient analytics() {
        return analytics;
    }

    @Nullable OrganizationsClient organizations() {
        return organizations;
    }

    /** Whether an organization is asked for its projects. */
    public boolean discovers() {
        return organizations != null;
    }

    /** As whom the organization is asked; null without one. */
    public @Nullable UserAccess user() {
        return user;
    }

    /**
     * Asks the organization for its projects.
     *
     * @return how many it lists
     * @throws io.tracelake.client.http.ServiceException if it can't be asked; {@link #projects()} then has only the
     *     configured ones
     */
    public int discover() {
        if (organizations == null) {
            return 0;
        }
        int listed = organizations.projects(ProjectQuery.FRESH).size();
        directory.refresh();
        return listed;
    }

    /** Configured projects, and those that the last {@link #discover()} has found. */
    public List<OrganizationProject> projects() {
        return directory.projects();
    }

    /**
     * The pair that opens a project's data and no other's.
     *
     * @throws KeysUnavailableException if there is none
     * @throws IdentityMismatchException if the service answers for another project
     * @throws io.tracelake.client.http.ServiceException if a service can't be asked, or refuses the pair
     */
    public KeyPair keys(String projectId) {
        KeyPair pair = unproven(projectId);
        prove(projectId, pair);
        return pair;
    }

    /** The pair that is named for a project; the analytics service hasn't been asked. */
    KeyPair unproven(String projectId) {
        return keys.find(projectId);
    }

    /** Asks the analytics service which project the pair opens. */
    void prove(String projectId, KeyPair pair) {
        KeyProof.require(analytics, projectId, pair);
    }

    @Override
    public void close() {
        keys.close();
        analytics.close();
        if (organizations != null) {
            organizations.close();
        }
    }
}
