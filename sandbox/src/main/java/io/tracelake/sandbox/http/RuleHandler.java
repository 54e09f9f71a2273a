package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.tracelake.sandbox.organization.RuleException;
import jakarta.inject.Singleton;

/** What the organisation's rules refuse, as an answer; a field at fault is named by where it stood in the body. */
@Singleton
@Requires(env = "sandbox")
final class RuleHandler implements ExceptionHandler<RuleException, HttpResponse<byte[]>> {
    @Override
    @SuppressWarnings("rawtypes") // the interface has the raw request
    public HttpResponse<byte[]> handle(HttpRequest request, RuleException refused) {
        String field = refused.field();
        String root = request.getPath().endsWith("/sentinel_passes") ? "/sentinelPass/" : "/data/attributes/";
        return Refusal.jsonApi(
                        status(refused.kind()),
                        refused.title(),
                        refused.getMessage(),
                        field == null ? null : root + field)
                .response();
    }

    private static HttpStatus status(RuleException.Kind kind) {
        return switch (kind) {
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
        };
    }
}
