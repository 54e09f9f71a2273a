package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

@Singleton
@Requires(env = "sandbox")
final class RefusalHandler implements ExceptionHandler<Refusal, HttpResponse<byte[]>> {
    @Override
    @SuppressWarnings("rawtypes") // the interface has the raw request
    public HttpResponse<byte[]> handle(HttpRequest request, Refusal refusal) {
        return refusal.response();
    }
}
