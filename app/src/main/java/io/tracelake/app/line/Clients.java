package io.tracelake.app.line;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.OrganizationSettings;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.http.RequestMeters;
import io.tracelake.client.organizations.OrganizationAccess;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.quota.QuotaGovernor;
import io.tracelake.client.quota.QuotaMeters;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The clients of the two services that the settings name. */
public final class Clients {
    private Clients() {}

    /** The analytics service, for callers with other patience. */
    public static AnalyticsClient analytics(ServiceSettings services, HttpLimits limits) {
        return new AnalyticsClient(root(services), limits, new SecureRandom());
    }

    private static URI root(ServiceSettings services) {
        if (services.analytics() == null) {
            throw new ConfigurationException(
                    "analytics.base-url: missing; set it in the file or as LANGFUSE_API_URL, or let 'tracelake up' run");
        }
        return services.analytics();
    }

    /**
     * The analytics service, which is asked for no more than the settings allow and what it is found to bear.
     *
     * @throws ConfigurationException if none is named
     */
    public static AnalyticsClient governed(ServiceSettings services) {
        return governed(services, new CompositeMeterRegistry());
    }

    /** The same, its requests and its quota counted. */
    static AnalyticsClient governed(ServiceSettings services, MeterRegistry registry) {
        var random = new SecureRandom();
        var http = new HttpService(
                HttpLimits.defaults(),
                random,
                InstantSource.system(),
                Thread::sleep,
                RequestMeters.analytics(registry));
        var governor = new QuotaGovernor(services.quota(), random);
        QuotaMeters.bind(registry, governor);
        return new AnalyticsClient(root(services), http, governor);
    }

    /** The organizations service, its requests counted; null without one. */
    static @Nullable OrganizationsClient organizations(ServiceSettings services, MeterRegistry registry) {
        OrganizationSettings organization = services.organization();
        return organization == null
                ? null
                : new OrganizationsClient(access(organization), HttpLimits.defaults(), new SecureRandom(), registry);
    }

    /** The organizations service, for callers with other patience; null without one. */
    public static @Nullable OrganizationsClient organizations(ServiceSettings services, HttpLimits limits) {
        OrganizationSettings organization = services.organization();
        return organization == null ? null : new OrganizationsClient(access(organization), limits, new SecureRandom());
    }

    private static OrganizationAccess access(OrganizationSettings organization) {
        return new OrganizationAccess(
                organization.baseUrl(),
                organization.organizationId(),
                organization.apiKey(),
                organization.user(),
                organization.routes());
    }

    static @Nullable String organizationId(ServiceSettings services) {
        OrganizationSettings organization = services.organization();
        return organization == null ? null : organization.organizationId();
    }
}
