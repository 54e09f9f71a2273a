package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.tracelake.sandbox.organization.StateFileException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A change that couldn't be saved has not happened. */
@Singleton
@Requires(env = "sandbox")
final class StateFileHandler implements ExceptionHandler<StateFileException, HttpResponse<byte[]>> {
    private static final Logger LOG = LoggerFactory.getLogger(StateFileHandler.class);

    @Override
    @SuppressWarnings("rawtypes") // the interface has the raw request
    public HttpResponse<byte[]> handle(HttpRequest request, StateFileException failure) {
        LOG.error("A change is undone: {}", failure.getMessage());
        return Refusal.jsonApi(HttpStatus.INTERNAL_SERVER_ERROR, "Not saved", "The change could not be saved")
                .response();
    }
}
