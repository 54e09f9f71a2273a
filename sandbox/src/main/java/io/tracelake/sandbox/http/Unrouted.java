package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;

/** Answers for paths and methods that neither service has: a web page from one, a JSON:API document from the other. */
@Controller
@Requires(env = "sandbox")
final class Unrouted {
    @Error(status = HttpStatus.NOT_FOUND, global = true)
    HttpResponse<?> notFound(HttpRequest<?> request) {
        if (isOrganizations(request)) {
            return Refusal.jsonApi(HttpStatus.NOT_FOUND, "Not Found", "There is nothing at " + request.getPath())
                    .response();
        }
        return HttpResponse.notFound("<!DOCTYPE html><html><body><h1>404</h1></body></html>")
                .contentType(MediaType.TEXT_HTML_TYPE);
    }

    @Error(status = HttpStatus.METHOD_NOT_ALLOWED, global = true)
    HttpResponse<?> methodNotAllowed(HttpRequest<?> request) {
        if (isOrganizations(request)) {
            return Refusal.jsonApi(
                            HttpStatus.METHOD_NOT_ALLOWED, "Method Not Allowed", "Not allowed at " + request.getPath())
                    .response();
        }
        return Refusal.named(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed", "MethodNotAllowedError")
                .response();
    }

    private static boolean isOrganizations(HttpRequest<?> request) {
        return request.getPath().startsWith("/v1/") || request.getPath().startsWith("/auth/");
    }
}
