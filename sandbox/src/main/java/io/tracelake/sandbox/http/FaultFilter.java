package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tracelake.sandbox.Faults;
import io.tracelake.sandbox.fault.Strike;
import io.tracelake.sandbox.fault.Strikes;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The one place where faults on demand take effect before a request is looked at. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(env = "sandbox")
final class FaultFilter {
    private static final int TOO_MANY_REQUESTS = HttpStatus.TOO_MANY_REQUESTS.getCode();
    private static final String COUNTED = "sandbox.counted";

    private final Faults faults;
    private final FaultAnswers answers;
    private final AtomicInteger underWay = new AtomicInteger();

    FaultFilter(Faults faults, FaultAnswers answers) {
        this.faults = faults;
        this.answers = answers;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable HttpResponse<?> answer(HttpRequest<?> request) throws InterruptedException {
        if (request.getPath().startsWith(AdminController.ROOT)) {
            return null;
        }
        OptionalInt fault = faults.take(request.getPath());
        if (fault.isPresent()) {
            int status = fault.getAsInt();
            var response = Refusal.message(HttpStatus.valueOf(status), "Fault on demand")
                    .response();
            return status == TOO_MANY_REQUESTS ? response.header("Retry-After", "1") : response;
        }
        return answer(request, faults.rules().draw(answers.call(request)));
    }

    private @Nullable HttpResponse<?> answer(HttpRequest<?> request, Strikes strikes) throws InterruptedException {
        int others = underWay.incrementAndGet();
        boolean goesOn = false;
        try {
            request.setAttribute(FaultAnswers.STRIKES, strikes);
            Thread.sleep(strikes.delay(others));
            Strike disruption = strikes.disruption();
            HttpResponse<?> instead = disruption == null ? null : answers.instead(request, disruption);
            goesOn = instead == null;
            return instead;
        } finally {
            if (goesOn) {
                request.setAttribute(COUNTED, true);
            } else {
                underWay.decrementAndGet();
            }
        }
    }

    @ResponseFilter
    void finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (request.removeAttribute(COUNTED, Boolean.class).isPresent()) {
            underWay.decrementAndGet();
        }
        answers.mark(request, response);
    }
}
