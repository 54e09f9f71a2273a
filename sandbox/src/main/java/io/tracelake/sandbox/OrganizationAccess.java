package io.tracelake.sandbox;

/**
 * What the sandbox's organisations service asks of its callers. It follows from the seed, so another process that knows
 * the seed needn't be told.
 *
 * @param apiKey value of the {@code Api-Key} header
 * @param token bearer token
 */
public record OrganizationAccess(String organizationId, String apiKey, String token) {

    public static OrganizationAccess of(SandboxConfig config) {
        var organization = new Organization(config);
        return new OrganizationAccess(organization.id(), organization.apiKey(), organization.token());
    }

    @Override
    public String toString() {
        return "OrganizationAccess[organizationId=%s, apiKey=****, token=****]".formatted(organizationId);
    }
}
