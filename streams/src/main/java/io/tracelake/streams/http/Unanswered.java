package io.tracelake.streams.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** What no route answered: unknown paths, other methods, malformed requests, and bugs, whose text stays in the log. */
@Singleton
@Requires(env = Endpoint.ENVIRONMENT)
final class Unanswered implements ErrorResponseProcessor<byte[]> {
    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpStatus status = response.status();
        return new Problem(status, detail(status, context)).write(response);
    }

    private static String detail(HttpStatus status, ErrorContext context) {
        return switch (status) {
            case NOT_FOUND ->
                "There is nothing at " + context.getRequest().getPath() + "; there are /usage and /health.";
            case METHOD_NOT_ALLOWED -> "Only GET is answered.";
            case INTERNAL_SERVER_ERROR -> "The request could not be answered. The log of this instance says why.";
            default -> "The request could not be read.";
        };
    }
}
