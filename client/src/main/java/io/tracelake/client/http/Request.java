package io.tracelake.client.http;

import io.tracelake.client.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to a service.
 *
 * @param body JSON text; null for none
 * @param secrets what of the body must never be printed, should the service quote it
 */
public record Request(Method method, URI uri, @Nullable Secret body, List<Secret> secrets) {
    public Request {
        secrets = List.copyOf(secrets);
    }

    /** A request without a body. */
    public Request(Method method, URI uri) {
        this(method, uri, null, List.of());
    }
}
