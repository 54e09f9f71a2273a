package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Sessions;
import jakarta.inject.Singleton;

/** Who asks the organisations service: {@code Api-Key} names the application, a bearer token the user. */
@Singleton
@Requires(env = "sandbox")
final class OrganizationsAccess {
    private static final String BEARER = "Bearer ";

    private final Organization organization;
    private final Sessions sessions;

    OrganizationsAccess(Organization organization, Sessions sessions) {
        this.organization = organization;
        this.sessions = sessions;
    }

    Account asker(HttpRequest<?> request, String organizationId) {
        checkApiKey(request);
        Account asker = sessions.byToken(token(request))
                .orElseThrow(() -> Refusal.jsonApi(
                        HttpStatus.UNAUTHORIZED, "Unauthorized", "The token is missing, unknown or expired"));
        if (!organization.id().equals(organizationId)) {
            throw Refusal.jsonApi(
                    HttpStatus.NOT_FOUND, "Not Found", "There is no organization %s".formatted(organizationId));
        }
        return asker;
    }

    void checkApiKey(HttpRequest<?> request) {
        String given = request.getHeaders().get("Api-Key");
        boolean known = given == null
                ? organization.config().apiKeyOptional()
                : organization.seed().apiKey().equals(given);
        if (!known) {
            throw Refusal.jsonApi(HttpStatus.UNAUTHORIZED, "Unauthorized", "Api-Key is missing or unknown");
        }
    }

    private static String token(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
    }
}
