package io.tracelake.sandbox;

import io.tracelake.sandbox.organization.Seed;

/**
 * What the sandbox's organisations service asks of its callers. It follows from the seed, so another process that knows
 * the seed needn't be told.
 *
 * @param apiKey value of the {@code Api-Key} header
 * @param token bearer token
 */
public record OrganizationAccess(String organizationId, String apiKey, String token) {

    public static OrganizationAccess of(SandboxConfig config) {
        var seed = new Seed(config.seed(), 0);
        return new OrganizationAccess(seed.organizationId(), seed.apiKey(), seed.token());
    }

    @Override
    public String toString() {
        return "OrganizationAccess[organizationId=%s, apiKey=****, token=****]".formatted(organizationId);
    }
}
