package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.tracelake.sandbox.json.MalformedJsonException;
import jakarta.inject.Singleton;

@Singleton
@Requires(env = "sandbox")
final class MalformedHandler implements ExceptionHandler<MalformedJsonException, HttpResponse<byte[]>> {
    @Override
    @SuppressWarnings("rawtypes") // the interface has the raw request
    public HttpResponse<byte[]> handle(HttpRequest request, MalformedJsonException malformed) {
        return Refusal.jsonApi(HttpStatus.BAD_REQUEST, "Bad Request", "The body: " + malformed.getMessage())
                .response();
    }
}
