package io.tracelake.sandbox.organization;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the organisations service behaves.
 *
 * @param secrets how far a project's details show the secrets of the service's own keys
 * @param apiKeyOptional true: the {@code Api-Key} header may be absent, but not wrong
 * @param accessTokens how long the access token of a log-in lives
 * @param failedLogins log-ins that may fail for one user name within {@link Sessions#ATTEMPTS_KEPT}
 * @param createdTracesPerSecond live traces of each project made later; null for the average of the first ones
 * @param stateFile where changes are kept over a restart; null for nowhere
 */
public record OrganizationConfig(
        SecretDisplay secrets,
        boolean apiKeyOptional,
        Duration accessTokens,
        int failedLogins,
        @Nullable Double createdTracesPerSecond,
        @Nullable Path stateFile) {

    public OrganizationConfig {
        if (!accessTokens.isPositive()) {
            throw new IllegalArgumentException("accessTokens must be positive: " + accessTokens);
        }
        if (failedLogins < 1) {
            throw new IllegalArgumentException("failedLogins must be at least 1: " + failedLogins);
        }
        if (createdTracesPerSecond != null && !(createdTracesPerSecond >= 0 && createdTracesPerSecond <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "createdTracesPerSecond must be between 0 and 1000000: " + createdTracesPerSecond);
        }
    }

    /** Secrets shown, both headers needed, tokens for two hours, five attempts, nothing kept. */
    public static OrganizationConfig defaults() {
        return new OrganizationConfig(SecretDisplay.PLAIN, false, Duration.ofHours(2), 5, null, null);
    }

    public OrganizationConfig withSecrets(SecretDisplay display) {
        return new OrganizationConfig(
                display, apiKeyOptional, accessTokens, failedLogins, createdTracesPerSecond, stateFile);
    }

    public OrganizationConfig withApiKeyOptional(boolean optional) {
        return new OrganizationConfig(secrets, optional, accessTokens, failedLogins, createdTracesPerSecond, stateFile);
    }

    public OrganizationConfig withAccessTokens(Duration lifetime) {
        return new OrganizationConfig(
                secrets, apiKeyOptional, lifetime, failedLogins, createdTracesPerSecond, stateFile);
    }

    public OrganizationConfig withFailedLogins(int attempts) {
        return new OrganizationConfig(
                secrets, apiKeyOptional, accessTokens, attempts, createdTracesPerSecond, stateFile);
    }

    public OrganizationConfig withCreatedTracesPerSecond(double rate) {
        return new OrganizationConfig(secrets, apiKeyOptional, accessTokens, failedLogins, rate, stateFile);
    }

    public OrganizationConfig withStateFile(@Nullable Path file) {
        return new OrganizationConfig(
                secrets, apiKeyOptional, accessTokens, failedLogins, createdTracesPerSecond, file);
    }
}
