package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.tracelake.sandbox.Faults;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.TracedProject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Basic authentication as the analytics service does it: the secret alone decides the project, a public key of another
 * project is not noticed. A bearer token that is a public key is known, but may not read.
 */
@Singleton
@Requires(env = "sandbox")
final class AnalyticsAccess {
    private static final String INVALID = "Invalid credentials. Confirm that you've configured the correct host.";

    private final Organization organization;
    private final Faults faults;

    AnalyticsAccess(Organization organization, Faults faults) {
        this.organization = organization;
        this.faults = faults;
    }

    TracedProject project(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            throw Refusal.message(HttpStatus.UNAUTHORIZED, "No authorization header");
        }
        if (header.startsWith("Bearer ") && organization.isPublicKey(header.substring(7))) {
            throw Refusal.named(
                    HttpStatus.FORBIDDEN,
                    "Access denied - need to use basic auth with secret key to GET data",
                    "ForbiddenError");
        }
        String pair = pair(header);
        int colon = pair.indexOf(':');
        Optional<TracedProject> opened = organization.open(pair.substring(colon + 1));
        faults.used(
                pair.substring(0, Math.max(colon, 0)),
                opened.map(TracedProject::id).orElse(null),
                request.getPath());
        return opened.orElseThrow(() -> Refusal.message(HttpStatus.UNAUTHORIZED, INVALID));
    }

    /** The project that the request's key opens, for looking only. */
    Optional<String> projectId(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        String pair = header == null ? "" : pair(header);
        return organization.look(pair.substring(pair.indexOf(':') + 1)).map(TracedProject::id);
    }

    /** User name, colon and password; empty if there are none. */
    private static String pair(String header) {
        if (!header.startsWith("Basic ")) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
