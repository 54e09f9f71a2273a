package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.tracelake.sandbox.Faults;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The one place where faults on demand take effect before a request is looked at. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(env = "sandbox")
final class FaultFilter {
    private static final int TOO_MANY_REQUESTS = HttpStatus.TOO_MANY_REQUESTS.getCode();

    private final Faults faults;

    FaultFilter(Faults faults) {
        this.faults = faults;
    }

    @RequestFilter
    @Nullable HttpResponse<?> answer(HttpRequest<?> request) {
        OptionalInt fault = faults.take(request.getPath());
        if (fault.isEmpty()) {
            return null;
        }
        int status = fault.getAsInt();
        var response =
                Refusal.message(HttpStatus.valueOf(status), "Fault on demand").response();
        return status == TOO_MANY_REQUESTS ? response.header("Retry-After", "1") : response;
    }
}
