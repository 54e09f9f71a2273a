package io.tracelake.client.analytics;

import io.tracelake.client.KeyPair;
import io.tracelake.client.http.Admission;
import io.tracelake.client.http.BaseUrl;
import io.tracelake.client.http.Credentials;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.http.Query;
import io.tracelake.client.quota.Bucket;
import io.tracelake.client.quota.Claim;
import io.tracelake.client.quota.Priority;
import io.tracelake.client.quota.QuotaGovernor;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The analytics service, as its Langfuse-compatible public API.
 *
 * <p>Calls block, may be made from any number of (virtual) threads, and share a pool of kept-alive connections. Each is
 * retried as {@link HttpService} says and then throws a {@link io.tracelake.client.http.ServiceException}: 401 and 403
 * as {@link io.tracelake.client.http.CredentialsRefusedException}, 404 as
 * {@link io.tracelake.client.http.NotFoundException}. A record that can't be read is a {@link Row.Malformed} among its
 * neighbours; a body that can't be read is asked for again.
 *
 * <p>With a {@link QuotaGovernor} traces and daily metrics are asked for when their turn has come, which may take long; the
 * other resources aren't limited.
 */
public final class AnalyticsClient implements AutoCloseable {
    private static final Query NO_PARAMETERS = new Query();

    private final BaseUrl api;
    private final HttpService http;
    private final @Nullable QuotaGovernor governor;

    /**
     * A client on the system's clock that asks whenever it is told to.
     *
     * @param baseUrl a host root, or an address that ends in {@code /api}
     * @param random spreads retries; used by one thread at a time
     */
    public AnalyticsClient(URI baseUrl, HttpLimits limits, RandomGenerator random) {
        this(baseUrl, new HttpService(limits, random, InstantSource.system(), Thread::sleep));
    }

    /** A client over a transport of its own; {@link #close()} closes that too. */
    public AnalyticsClient(URI baseUrl, HttpService http) {
        this(baseUrl, http, null);
    }

    /** A client over a transport and a governor of its own; {@link #close()} closes both. */
    public AnalyticsClient(URI baseUrl, HttpService http, @Nullable QuotaGovernor governor) {
        this.api = publicApi(new BaseUrl(baseUrl));
        this.http = http;
        this.governor = governor;
    }

    /** What decides when requests are sent; null if nothing does. */
    public @Nullable QuotaGovernor governor() {
        return governor;
    }

    /** How the service is; needs no key. An unhealthy one answers 503. */
    public Health health() {
        return http.get(api.resolve("/health", NO_PARAMETERS), Credentials.none(), Answers::health);
    }

    /** The project whose data the pair opens. Not rate limited by the service: a good check of credentials. */
    public OwnProject ownProject(KeyPair keys) {
        return http.get(api.resolve("/projects", NO_PARAMETERS), Credentials.basic(keys), Answers::ownProject);
    }

    /** One page of traces, as urgent as what is fresh. */
    public Page<TraceRow> traces(KeyPair keys, TraceQuery query) {
        return traces(keys, query, claim(keys), held());
    }

    /** One page of traces, of which no more than that is held. */
    public Page<TraceRow> traces(KeyPair keys, TraceQuery query, Claim claim, Keep keep) {
        URI source = api.resolve("/traces", query.parameters());
        return http.stream(
                source,
                Credentials.basic(keys),
                body -> Answers.page(Held.page(body, keep), source, TraceMembers::new),
                admission(Bucket.TRACES, claim));
    }

    /**
     * One trace. Its observations and scores, sent in full here, are reduced to their ids.
     *
     * @throws io.tracelake.client.http.NotFoundException if the service has no such trace, or has not taken it in yet
     */
    public Row<TraceRow> trace(KeyPair keys, String traceId) {
        return trace(keys, traceId, NO_PARAMETERS, claim(keys), held());
    }

    /**
     * One trace, of which no more than that is held.
     *
     * @throws io.tracelake.client.http.NotFoundException if the service has no such trace, or has not taken it in yet
     */
    public Row<TraceRow> trace(KeyPair keys, String traceId, Claim claim, Keep keep) {
        return trace(keys, traceId, NO_PARAMETERS, claim, keep);
    }

    /**
     * One trace with only some of its members, where the service can leave out others.
     *
     * @param fields at least one group
     */
    public Row<TraceRow> trace(KeyPair keys, String traceId, Set<FieldGroup> fields) {
        return trace(keys, traceId, new Query().add("fields", FieldGroup.parameter(fields)), claim(keys), held());
    }

    private Row<TraceRow> trace(KeyPair keys, String traceId, Query query, Claim claim, Keep keep) {
        URI source = api.resolve("/traces/" + Query.encode(traceId), query);
        return http.stream(
                source,
                Credentials.basic(keys),
                body -> Answers.row(Held.trace(body, keep), TraceMembers::new),
                admission(Bucket.TRACES, claim));
    }

    private Keep held() {
        return Keep.upTo(http.maxResponseBytes());
    }

    /** One page of days, newest first; only days with data. Read until a page is short, the totals don't bound it. */
    public Page<DayRow> dailyMetrics(KeyPair keys, DailyMetricsQuery query) {
        return dailyMetrics(keys, query, claim(keys));
    }

    /** One page of days, for somebody. */
    public Page<DayRow> dailyMetrics(KeyPair keys, DailyMetricsQuery query, Claim claim) {
        URI source = api.resolve("/metrics/daily", query.parameters());
        return http.get(
                source,
                Credentials.basic(keys),
                body -> Answers.page(body, source, DayMembers::new),
                admission(Bucket.DAILY_METRICS, claim));
    }

    @Override
    public void close() {
        http.close();
        if (governor != null) {
            governor.close();
        }
    }

    private @Nullable Admission admission(Bucket bucket, Claim claim) {
        return governor == null ? null : governor.admission(bucket, claim);
    }

    private static Claim claim(KeyPair keys) {
        return new Claim(keys.publicKey(), Priority.FRESH);
    }

    private static BaseUrl publicApi(BaseUrl base) {
        String text = base.uri().toString();
        return new BaseUrl(URI.create(text.endsWith("/api") ? text + "/public" : text + "/api/public"));
    }
}
