package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import io.tracelake.client.http.BaseUrl;
import java.net.URI;

/**
 * An organization, and what opens it.
 *
 * @param baseUrl of the organizations service
 * @param apiKey identifies the application
 * @param routes where the operations are
 */
public record OrganizationAccess(URI baseUrl, String organizationId, Secret apiKey, UserAccess user, Routes routes) {
    public OrganizationAccess {
        baseUrl = new BaseUrl(baseUrl).uri();
        if (organizationId.isBlank()) {
            throw new IllegalArgumentException("organization-id must not be blank");
        }
    }

    /** With every operation where it is by default. */
    public OrganizationAccess(URI baseUrl, String organizationId, Secret apiKey, UserAccess user) {
        this(baseUrl, organizationId, apiKey, user, Routes.DEFAULT);
    }
}
