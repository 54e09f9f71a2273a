package io.tracelake.client.analytics;

import io.tracelake.client.KeyPair;
import io.tracelake.client.http.BaseUrl;
import io.tracelake.client.http.Credentials;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.http.Query;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The analytics service, as its Langfuse-compatible public API.
 *
 * <p>Calls block, may be made from any number of (virtual) threads, and share a pool of kept-alive connections. Each is
 * retried as {@link HttpService} says and then throws a {@link io.tracelake.client.http.ServiceException}: 401 and 403
 * as {@link io.tracelake.client.http.CredentialsRefusedException}, 404 as
 * {@link io.tracelake.client.http.NotFoundException}. A record that can't be read is a {@link Row.Malformed} among its
 * neighbours; a body that can't be read is asked for again.
 */
public final class AnalyticsClient implements AutoCloseable {
    private static final Query NO_PARAMETERS = new Query();

    private final BaseUrl api;
    private final HttpService http;

    /**
     * A client on the system's clock.
     *
     * @param baseUrl a host root, or an address that ends in {@code /api}
     * @param random spreads retries; used by one thread at a time
     */
    public AnalyticsClient(URI baseUrl, HttpLimits limits, RandomGenerator random) {
        this(baseUrl, new HttpService(limits, random, InstantSource.system(), Thread::sleep));
    }

    /** A client over a transport of its own; {@link #close()} closes that too. */
    public AnalyticsClient(URI baseUrl, HttpService http) {
        this.api = publicApi(new BaseUrl(baseUrl));
        this.http = http;
    }

    /** How the service is; needs no key. An unhealthy one answers 503. */
    public Health health() {
        return http.get(api.resolve("/health", NO_PARAMETERS), Credentials.none(), Answers::health);
    }

    /** The project whose data the pair opens. Not rate limited by the service: a good check of credentials. */
    public OwnProject ownProject(KeyPair keys) {
        return http.get(api.resolve("/projects", NO_PARAMETERS), Credentials.basic(keys), Answers::ownProject);
    }

    /** One page of traces. */
    public Page<TraceRow> traces(KeyPair keys, TraceQuery query) {
        return traces(keys, query, Keep.upTo(http.maxResponseBytes()));
    }

    /** One page of traces, of which no more than that is held. */
    public Page<TraceRow> traces(KeyPair keys, TraceQuery query, Keep keep) {
        URI source = api.resolve("/traces", query.parameters());
        return http.stream(
                source,
                Credentials.basic(keys),
                body -> Answers.page(Held.page(body, keep), source, TraceMembers::new));
    }

    /**
     * One trace. Its observations and scores, sent in full here, are reduced to their ids.
     *
     * @throws io.tracelake.client.http.NotFoundException if the service has no such trace, or has not taken it in yet
     */
    public Row<TraceRow> trace(KeyPair keys, String traceId) {
        return trace(keys, traceId, Keep.upTo(http.maxResponseBytes()));
    }

    /** One trace, of which no more than that is held. */
    public Row<TraceRow> trace(KeyPair keys, String traceId, Keep keep) {
        return trace(keys, traceId, NO_PARAMETERS, keep);
    }

    /**
     * One trace with only some of its members, where the service can leave out others.
     *
     * @param fields at least one group
     */
    public Row<TraceRow> trace(KeyPair keys, String traceId, Set<FieldGroup> fields) {
        Query query = new Query().add("fields", FieldGroup.parameter(fields));
        return trace(keys, traceId, query, Keep.upTo(http.maxResponseBytes()));
    }

    private Row<TraceRow> trace(KeyPair keys, String traceId, Query query, Keep keep) {
        URI source = api.resolve("/traces/" + Query.encode(traceId), query);
        return http.stream(
                source, Credentials.basic(keys), body -> Answers.row(Held.trace(body, keep), TraceMembers::new));
    }

    /** One page of days, newest first; only days with data. Read until a page is short, the totals don't bound it. */
    public Page<DayRow> dailyMetrics(KeyPair keys, DailyMetricsQuery query) {
        URI source = api.resolve("/metrics/daily", query.parameters());
        return http.get(source, Credentials.basic(keys), body -> Answers.page(body, source, DayMembers::new));
    }

    @Override
    public void close() {
        http.close();
    }

    private static BaseUrl publicApi(BaseUrl base) {
        String text = base.uri().toString();
        return new BaseUrl(URI.create(text.endsWith("/api") ? text + "/public" : text + "/api/public"));
    }
}
