package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import jakarta.inject.Singleton;

/** The body of errors that the server itself finds, a malformed request for instance. It needs no JSON library. */
@Singleton
@Primary
@Requires(env = "sandbox")
final class ErrorBody implements JsonErrorResponseBodyProvider<byte[]> {
    @Override
    public byte[] body(ErrorContext context, HttpResponse<?> response) {
        return Refusal.of(context.getRequest(), HttpStatus.valueOf(response.code()), response.reason())
                .body();
    }
}
