package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tracelake.sandbox.Faults;
import io.tracelake.sandbox.SentPayload;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.fault.FaultText;
import io.tracelake.sandbox.fault.InForce;
import io.tracelake.sandbox.json.JsonMismatchException;
import io.tracelake.sandbox.json.JsonObject;
import io.tracelake.sandbox.json.MalformedJsonException;
import io.tracelake.sandbox.limit.Bucket;
import io.tracelake.sandbox.limit.Limiter;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.Project;
import io.tracelake.sandbox.organization.TracedProject;
import io.tracelake.sandbox.traffic.Poisoned;
import java.net.InetAddress;

/** Where faults are ordered and looked at. Suffers none itself, and answers only callers of the same machine. */
@Controller(AdminController.ROOT)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(env = "sandbox")
final class AdminController {
    static final String ROOT = "/sandbox";

    private static final byte[] NOTHING = {};
    private static final long DEFAULT_SEED = 1;

    private final Faults faults;
    private final Limiter limiter;
    private final Organization organization;

    AdminController(Faults faults, Limiter limiter, Organization organization) {
        this.faults = faults;
        this.limiter = limiter;
        this.organization = organization;
    }

    @Get("/faults")
    byte[] list(HttpRequest<?> request) {
        requireLoopback(request);
        return Json.object(json -> {
            json.writeArrayPropertyStart("faults");
            faults.rules().inForce().forEach(rule -> RuleJson.write(json, rule));
            json.writeEndArray();
            json.writeObjectPropertyStart("struck");
            faults.rules().strikes().forEach((fault, strikes) -> json.writeNumberProperty(fault.label(), strikes));
            json.writeEndObject();
        });
    }

    @Post("/faults")
    HttpResponse<?> add(HttpRequest<byte[]> request) {
        requireLoopback(request);
        FaultRule rule = FaultText.rule(JsonObject.parse(request.getBody().orElse(NOTHING)));
        long id = faults.add(rule, DEFAULT_SEED);
        return HttpResponse.created(Json.write(json -> RuleJson.write(json, new InForce(id, rule, 0))));
    }

    @Delete("/faults")
    HttpResponse<?> removeAll(HttpRequest<?> request) {
        requireLoopback(request);
        faults.rules().removeAll();
        return HttpResponse.noContent();
    }

    @Delete("/faults/{id}")
    HttpResponse<?> remove(HttpRequest<?> request, @PathVariable String id) {
        requireLoopback(request);
        if (!id.matches("\\d{1,18}") || !faults.remove(Long.parseLong(id))) {
            throw Refusal.message(HttpStatus.NOT_FOUND, "No fault " + id + " is in force");
        }
        return HttpResponse.noContent();
    }

    @Get("/limits")
    byte[] limits(HttpRequest<?> request) {
        requireLoopback(request);
        return Json.object(json -> {
            for (Bucket bucket : Bucket.values()) {
                json.writeObjectPropertyStart(bucket.label());
                json.writeNumberProperty("requests", limiter.requests(bucket));
                json.writeNumberProperty("refused", limiter.refused(bucket));
                json.writeEndObject();
            }
        });
    }

    @Get("/poison")
    byte[] poison(HttpRequest<?> request) {
        requireLoopback(request);
        return Json.object(json -> {
            json.writeArrayPropertyStart("poison");
            for (Project project : organization.projects().all()) {
                organization.traced(project.id()).ifPresent(traced -> {
                    for (Poisoned poisoned : traced.traces().poisoned(organization.now())) {
                        json.writeStartObject();
                        json.writeStringProperty("project", project.id());
                        json.writeStringProperty("trace", poisoned.traceId());
                        Json.time(json, "timestamp", poisoned.timestamp());
                        json.writeStringProperty("member", poisoned.poison().member());
                        json.writeStringProperty("kind", Json.label(poisoned.poison()));
                        json.writeStringProperty(
                                "verdict", Json.label(poisoned.poison().verdict()));
                        json.writeEndObject();
                    }
                });
            }
            json.writeEndArray();
        });
    }

    @Get("/payloads/{projectId}/{traceId}")
    byte[] payload(HttpRequest<?> request, @PathVariable String projectId, @PathVariable String traceId) {
        requireLoopback(request);
        SentPayload sent = organization
                .traced(projectId)
                .map(TracedProject::traces)
                .flatMap(traces -> traces.find(traceId, organization.now()))
                .map(SentPayload::of)
                .orElseThrow(() -> Refusal.message(HttpStatus.NOT_FOUND, "There is no such trace"));
        return Json.object(json -> {
            json.writeNumberProperty("inputBytes", sent.inputBytes());
            json.writeStringProperty("inputSha256", sent.inputSha256());
            json.writeNumberProperty("outputBytes", sent.outputBytes());
            json.writeStringProperty("outputSha256", sent.outputSha256());
        });
    }

    @Error(exception = JsonMismatchException.class)
    HttpResponse<?> mismatch(JsonMismatchException mismatch) {
        return Refusal.message(HttpStatus.BAD_REQUEST, (mismatch.pointer() + " " + mismatch.getMessage()).strip())
                .response();
    }

    @Error(exception = MalformedJsonException.class)
    HttpResponse<?> malformed(MalformedJsonException malformed) {
        return Refusal.message(HttpStatus.BAD_REQUEST, "The body is " + malformed.getMessage())
                .response();
    }

    private static void requireLoopback(HttpRequest<?> request) {
        InetAddress caller = request.getRemoteAddress().getAddress();
        if (caller == null || !caller.isLoopbackAddress()) {
            throw Refusal.message(HttpStatus.FORBIDDEN, "Faults are ordered from the sandbox's own machine only");
        }
    }
}
