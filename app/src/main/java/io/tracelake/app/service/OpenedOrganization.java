package io.tracelake.app.service;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.DiscoverySettings;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.app.config.Settings;
import io.tracelake.app.line.Clients;
import io.tracelake.app.up.UpFile;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.organizations.OrganizationsClient;
import org.jspecify.annotations.Nullable;

/** The organization that commands look after: the configured one, otherwise that of the last {@code up}. One thread. */
public final class OpenedOrganization implements AutoCloseable {
    private final String id;
    private final DiscoverySettings discovery;
    private final ServiceSettings services;
    private final OrganizationsClient organizations;

    private OpenedOrganization(
            String id, DiscoverySettings discovery, ServiceSettings services, OrganizationsClient organizations) {
        this.id = id;
        this.discovery = discovery;
        this.services = services;
        this.organizations = organizations;
    }

    /**
     * Makes no call yet.
     *
     * @throws ConfigurationException if there is no organization
     */
    public static OpenedOrganization open(Settings settings) {
        ServiceSettings services = services(settings);
        OrganizationsClient organizations = Clients.organizations(services, OpenedProject.LIMITS);
        if (organizations == null || services.organization() == null) {
            throw new ConfigurationException("organizations.base-url: missing"
                    + (settings.services().analytics() == null
                            ? ", and no 'tracelake up' has left a sandbox in '" + settings.data() + "'"
                            : "")
                    + "; set it in the file or as ORGANIZATIONS_API_BASE_URL");
        }
        return new OpenedOrganization(
                services.organization().organizationId(), settings.discovery(), services, organizations);
    }

    private static ServiceSettings services(Settings settings) {
        ServiceSettings configured = settings.services();
        return configured.organization() != null || configured.analytics() != null
                ? configured
                : UpFile.read(settings.data()).flatMap(UpFile::services).orElse(configured);
    }

    public String id() {
        return id;
    }

    /** How the ingester makes keys, as far as these settings are its own. */
    public DiscoverySettings discovery() {
        return discovery;
    }

    public OrganizationsClient service() {
        return organizations;
    }

    /** The analytics service, to be closed by the caller; null if none is configured. */
    public @Nullable AnalyticsClient analytics() {
        return services.analytics() == null ? null : Clients.analytics(services, OpenedProject.LIMITS);
    }

    /**
     * Asks the service which project is meant.
     *
     * @param wanted id or exact name; null for the only one there is
     * @throws ConfigurationException if no project, or more than one, is meant
     * @throws io.tracelake.client.http.ServiceException if the service can't be asked
     */
    public NamedProject find(@Nullable String wanted) {
        return KnownProjects.of(organizations).find(wanted);
    }

    @Override
    public void close() {
        organizations.close();
    }
}
