package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.tracelake.sandbox.json.JsonMismatchException;
import jakarta.inject.Singleton;

@Singleton
@Requires(env = "sandbox")
final class MismatchHandler implements ExceptionHandler<JsonMismatchException, HttpResponse<byte[]>> {
    @Override
    @SuppressWarnings("rawtypes") // the interface has the raw request
    public HttpResponse<byte[]> handle(HttpRequest request, JsonMismatchException mismatch) {
        return Refusal.jsonApi(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "Invalid",
                        mismatch.pointer() + " " + mismatch.getMessage(),
                        mismatch.pointer())
                .response();
    }
}
