package io.tracelake.streams.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tracelake.streams.query.LiveUsage;
import io.tracelake.streams.query.Owner;
import io.tracelake.streams.query.StateUnavailableException;
import io.tracelake.streams.query.UsageQuery;
import java.io.IOException;

/** The two paths. */
@Controller
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(env = Endpoint.ENVIRONMENT)
final class UsageController {
    private final QueryParameters parameters;
    private final LiveUsage usage;
    private final Forwarding forwarding;

    UsageController(QueryParameters parameters, LiveUsage usage, Forwarding forwarding) {
        this.parameters = parameters;
        this.usage = usage;
        this.forwarding = forwarding;
    }

    @Get(uri = "/health", headRoute = false)
    HttpResponse<?> health() {
        String state = usage.state();
        return json(
                state.equals("RUNNING") ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
                Json.object(json -> json.writeStringProperty("state", state)));
    }

    @Get(uri = "/usage", headRoute = false)
    HttpResponse<?> usage(HttpRequest<?> request) throws InterruptedException {
        try {
            UsageQuery query = parameters.read(request.getParameters().asMap());
            return switch (usage.owner(query.projectId())) {
                case Owner.This(int partition) -> read(query, partition);
                case Owner.Another owner
                when request.getHeaders().contains(Forwarding.HEADER) ->
                    unavailable("Which instance has this project isn't settled; neither of two has it.");
                case Owner.Another owner -> forward(query, owner);
                case Owner.Unsettled() ->
                    unavailable("Which instance has this project isn't settled; this one is " + usage.state() + ".");
            };
        } catch (InvalidQueryException e) {
            return Problem.invalid(e.detail()).response();
        }
    }

    private HttpResponse<?> read(UsageQuery query, int partition) {
        try {
            return json(HttpStatus.OK, new UsageBody(query, usage.rows(query, partition)));
        } catch (StateUnavailableException e) {
            return unavailable(
                    "The numbers of this project are being moved or restored; this instance is " + usage.state() + ".");
        }
    }

    private HttpResponse<?> forward(UsageQuery query, Owner.Another owner) throws InterruptedException {
        try {
            return json(HttpStatus.OK, forwarding.ask(owner, query));
        } catch (IOException e) {
            return unavailable("The instance that has this project doesn't answer: " + owner.authority() + ".");
        }
    }

    private static MutableHttpResponse<?> json(HttpStatus status, Object body) {
        return HttpResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(body);
    }

    private static HttpResponse<?> unavailable(String detail) {
        return Problem.unavailable(detail).response();
    }
}
