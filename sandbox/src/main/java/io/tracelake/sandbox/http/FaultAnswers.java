package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.tracelake.sandbox.Faults;
import io.tracelake.sandbox.fault.Call;
import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.Strike;
import io.tracelake.sandbox.fault.Strikes;
import io.tracelake.sandbox.organization.Organization;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the faults that befall a request into answers, or into marks for {@link WireFaults}. */
@Singleton
@Requires(env = "sandbox")
final class FaultAnswers {
    static final String STRIKES = "sandbox.strikes";
    static final Duration CLOCK_ERROR = Duration.ofHours(1);

    private static final String WIRE = "sandbox.wire";
    private static final String REDIRECTED = "redirected";
    private static final Duration STALL = Duration.ofSeconds(5);
    private static final Duration OUTAGE = Duration.ofSeconds(1);

    private final Faults faults;
    private final Organization organization;
    private final AnalyticsAccess access;

    FaultAnswers(Faults faults, Organization organization, AnalyticsAccess access) {
        this.faults = faults;
        this.organization = organization;
        this.access = access;
    }

    static Strikes strikes(HttpRequest<?> request) {
        return request.getAttribute(STRIKES, Strikes.class).orElse(Strikes.NONE);
    }

    Call call(HttpRequest<?> request) {
        var parameters = request.getParameters();
        String fields = parameters.get("fields");
        return new Call(
                request.getPath(),
                () -> access.projectId(request),
                window(parameters.get("fromTimestamp"), parameters.get("toTimestamp")),
                fields == null || ("," + fields + ",").contains(",io,"));
    }

    /** What is answered in the place of the truth; null if the truth is on its way, perhaps to suffer on it. */
    @Nullable MutableHttpResponse<?> instead(HttpRequest<?> request, Strike strike) {
        Fault fault = strike.fault();
        Optional<WireFault> wire = WireFault.of(fault);
        if (wire.isPresent()) {
            if (fault == Fault.CONNECTION_REFUSED) {
                faults.refuseConnections(strike.duration(OUTAGE));
            }
            String mark = wire.get().name()
                    + (fault == Fault.STALL ? ":" + strike.duration(STALL).toMillis() : "");
            if (wire.get() == WireFault.CLOSE) {
                return HttpResponse.ok().header(WireFaults.MARK, mark);
            }
            request.setAttribute(WIRE, mark);
            return null;
        }
        return switch (fault) {
            case REDIRECT -> redirect(request);
            case REDIRECT_ELSEWHERE -> redirect(strike.location());
            case GZIP_BOMB ->
                HttpResponse.ok(GzipBomb.of(strike.bytes()))
                        .contentType(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CONTENT_ENCODING, "gzip");
            default -> StatusFaults.answer(strike, organization.now());
        };
    }

    /** What is answered in the place of an answer of this size, if anything. */
    @Nullable MutableHttpResponse<?> instead(HttpRequest<?> request, long bytes) {
        return strikes(request)
                .tooLarge(bytes)
                .map(strike -> this.instead(request, strike))
                .orElse(null);
    }

    /** Lets an answer suffer on its way what it is to suffer. */
    void mark(HttpRequest<?> request, MutableHttpResponse<?> response) {
        request.getAttribute(WIRE, String.class).ifPresent(mark -> response.header(WireFaults.MARK, mark));
        strikes(request)
                .content(Fault.WRONG_CLOCK)
                .ifPresent(strike -> response.getHeaders()
                        .set(
                                HttpHeaders.DATE,
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now()
                                        .plus(strike.duration(CLOCK_ERROR))
                                        .atOffset(ZoneOffset.UTC))));
    }

    /** A request that was redirected once is answered. */
    private static @Nullable MutableHttpResponse<?> redirect(HttpRequest<?> request) {
        if (request.getParameters().contains(REDIRECTED)) {
            return null;
        }
        URI here = request.getUri();
        String query = here.getRawQuery() == null ? "" : here.getRawQuery() + "&";
        return redirect(URI.create(here.getRawPath() + "?" + query + REDIRECTED + "=1"));
    }

    private static MutableHttpResponse<?> redirect(URI location) {
        return HttpResponse.status(HttpStatus.TEMPORARY_REDIRECT).header(HttpHeaders.LOCATION, location.toString());
    }

    private static @Nullable Duration window(@Nullable String from, @Nullable String to) {
        Optional<Instant> begin = Parameters.timeIfAny(from);
        Optional<Instant> end = Parameters.timeIfAny(to);
        return begin.isPresent() && end.isPresent() ? Duration.between(begin.get(), end.get()) : null;
    }
}
