package io.tracelake.app.line;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.OrganizationSettings;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.organizations.OrganizationAccess;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.quota.QuotaGovernor;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The clients of the two services that the settings name. */
public final class Clients {
    private Clients() {}

    /**
     * The analytics service.
     *
     * @throws ConfigurationException if none is named
     */
    public static AnalyticsClient analytics(ServiceSettings services) {
        return analytics(services, HttpLimits.defaults());
    }

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
        var random = new SecureRandom();
        var http = new HttpService(HttpLimits.defaults(), random, InstantSource.system(), Thread::sleep);
        return new AnalyticsClient(root(services), http, new QuotaGovernor(services.quota(), random));
    }

    /** The organizations service; null without one. */
    public static @Nullable OrganizationsClient organizations(ServiceSettings services) {
        return organizations(services, HttpLimits.defaults());
    }

    /** The organizations service, for callers with other patience; null without one. */
    public static @Nullable OrganizationsClient organizations(ServiceSettings services, HttpLimits limits) {
        OrganizationSettings organization = services.organization();
        return organization == null
                ? null
                : new OrganizationsClient(
                        new OrganizationAccess(
                                organization.baseUrl(),
                                organization.organizationId(),
                                organization.apiKey(),
                                organization.user(),
                                organization.routes()),
                        limits,
                        new SecureRandom());
    }

    static @Nullable String organizationId(ServiceSettings services) {
        OrganizationSettings organization = services.organization();
        return organization == null ? null : organization.organizationId();
    }
}
