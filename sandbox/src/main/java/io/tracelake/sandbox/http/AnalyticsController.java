package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tracelake.sandbox.limit.Bucket;
import io.tracelake.sandbox.organization.Organization;
import io.tracelake.sandbox.organization.TracedProject;
import io.tracelake.sandbox.traffic.DayTotal;
import io.tracelake.sandbox.traffic.Slice;
import io.tracelake.sandbox.traffic.Trace;
import io.tracelake.sandbox.traffic.TraceFilter;
import io.tracelake.sandbox.traffic.TracePage;
import io.tracelake.sandbox.traffic.Window;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JsonGenerator;

/** The public API of the analytics service, as far as a reader of traces and daily metrics needs it. */
@Controller("/api/public")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(env = "sandbox")
final class AnalyticsController {
    private static final String VERSION = "3.110.0";

    private final Organization organization;
    private final AnalyticsAccess access;
    private final Quotas quotas;
    private final FaultAnswers answers;
    private final AtomicLong requests = new AtomicLong();

    AnalyticsController(Organization organization, AnalyticsAccess access, Quotas quotas, FaultAnswers answers) {
        this.organization = organization;
        this.access = access;
        this.quotas = quotas;
        this.answers = answers;
    }

    @Get("/health")
    byte[] health() {
        return Json.object(json -> {
            json.writeStringProperty("status", "OK");
            json.writeStringProperty("version", VERSION);
        });
    }

    @Get("/projects")
    byte[] projects(HttpRequest<?> request) {
        TracedProject project = access.project(request);
        return Json.object(json -> {
            json.writeArrayPropertyStart("data");
            json.writeStartObject();
            json.writeStringProperty("id", project.id());
            json.writeStringProperty("name", project.name());
            json.writeObjectPropertyStart("organization");
            json.writeStringProperty("id", organization.id());
            json.writeStringProperty("name", organization.name());
            json.writeEndObject();
            json.writeObjectPropertyStart("metadata");
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    @Get("/traces")
    HttpResponse<?> traces(HttpRequest<?> request) {
        TracedProject project = access.project(request);
        quotas.admit(Bucket.TRACES);
        TraceQuery query = TraceQuery.of(new Parameters(request.getParameters()));
        var faults = new PageFaults(FaultAnswers.strikes(request));
        TracePage page = project.traces()
                .page(
                        faults.window(query.window()),
                        query.filter(),
                        query.ordering(),
                        query.slice(),
                        requests.incrementAndGet(),
                        organization.now());
        return answer(
                request,
                Body.write(out -> page(
                        out.json(),
                        query.slice(),
                        faults.totalItems(page.totalItems()),
                        () -> faults.rows(page.traces(), query.slice())
                                .forEach(trace ->
                                        TraceJson.inList(out, project.id(), faults.trace(trace), query.fields())))));
    }

    @Get("/traces/{traceId}")
    HttpResponse<?> trace(HttpRequest<?> request, @PathVariable String traceId) {
        TracedProject project = access.project(request);
        quotas.admit(Bucket.TRACES);
        Trace trace = project.traces()
                .find(traceId, organization.now())
                .orElseThrow(() -> Refusal.named(
                        HttpStatus.NOT_FOUND,
                        "Trace %s not found within authorized project".formatted(traceId),
                        "LangfuseNotFoundError"));
        FieldGroups fields = FieldGroups.of(new Parameters(request.getParameters()).text("fields"));
        var faults = new PageFaults(FaultAnswers.strikes(request));
        return answer(request, Body.write(out -> TraceJson.alone(out, project.id(), faults.trace(trace), fields)));
    }

    @Get("/metrics/daily")
    HttpResponse<?> dailyMetrics(HttpRequest<?> request) {
        TracedProject project = access.project(request);
        quotas.admit(Bucket.DAILY_METRICS);
        Parameters parameters = new Parameters(request.getParameters());
        Slice slice = parameters.slice();
        Window window = parameters.window();
        TraceFilter filter = new TraceFilter(
                parameters.text("traceName"),
                parameters.text("userId"),
                null,
                null,
                null,
                parameters.list("tags"),
                parameters.list("environment"),
                List.of());
        parameters.refuseIssues();
        List<DayTotal> days = project.dailyTotals().days(window, filter, organization.now());
        List<DayTotal> shown =
                days.stream().skip(slice.offset()).limit(slice.limit()).toList();
        // counts the days of traces only, so there can be more rows: those of observations after midnight
        long totalItems = days.stream().filter(day -> day.traces() > 0).count();
        var faults = new PageFaults(FaultAnswers.strikes(request));
        return answer(
                request,
                Body.write(out -> page(
                        out.json(),
                        slice,
                        faults.totalItems(totalItems),
                        () -> faults.rows(shown, slice).forEach(day -> DailyJson.write(out.json(), day)))));
    }

    private HttpResponse<?> answer(HttpRequest<?> request, Body body) {
        HttpResponse<?> instead = answers.instead(request, body.bytes());
        return instead == null ? body.response() : instead;
    }

    private static void page(JsonGenerator json, Slice slice, long totalItems, Runnable rows) {
        json.writeStartObject();
        json.writeArrayPropertyStart("data");
        rows.run();
        json.writeEndArray();
        json.writeObjectPropertyStart("meta");
        json.writeNumberProperty("page", slice.page());
        json.writeNumberProperty("limit", slice.limit());
        json.writeNumberProperty("totalItems", totalItems);
        json.writeNumberProperty("totalPages", slice.pagesOf(totalItems));
        json.writeEndObject();
        json.writeEndObject();
    }
}
