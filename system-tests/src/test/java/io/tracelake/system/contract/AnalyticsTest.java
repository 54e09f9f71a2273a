package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.CREATE_API_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.sandbox.SandboxProject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnalyticsTest {
    private final SandboxService service = SandboxService.start();
    private final AnalyticsClient analytics = service.analytics();
    private final SandboxProject project = service.sandbox().projects().get(0);
    private final SandboxProject other = service.sandbox().projects().get(1);
    private final KeyPair keys = pair(project);
    private final Instant to = service.clock().instant();
    private final TraceQuery traces = TraceQuery.window(to.minus(Duration.ofDays(30)), to);
    private final DailyMetricsQuery days = DailyMetricsQuery.window(to.minus(Duration.ofDays(30)), to);

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers(analytics = AnalyticsOperation.HEALTH)
    void healthNeedsNoKey() {
        assertThat(analytics.health().status()).isEqualTo("OK");
    }

    @Test
    @Covers(value = CREATE_API_KEY, analytics = AnalyticsOperation.LIST_TRACES)
    void aKeyMadeHereReadsTheTracesOfItsProjectAndNoOthers() {
        assertThat(ids(analytics.traces(made(project), traces)))
                .isNotEmpty()
                .isEqualTo(ids(analytics.traces(keys, traces)))
                .doesNotContainAnyElementsOf(ids(analytics.traces(pair(other), traces)));
    }

    @Test
    @Covers(analytics = {AnalyticsOperation.GET_TRACE, AnalyticsOperation.LIST_TRACES})
    void aTraceIsFoundByTheKeysOfItsProjectOnly() {
        KeyPair made = made(project);
        String id = ids(analytics.traces(keys, traces)).getFirst();
        assertThat(analytics.trace(made, id)).isInstanceOfSatisfying(Row.Valid.class, row -> {
            assertThat(((TraceRow) row.value()).id()).isEqualTo(id);
        });
        Refused.notFoundByAnalytics(() -> analytics.trace(pair(other), id));
        Refused.notFoundByAnalytics(() -> analytics.trace(made, "trace-nowhere"));
    }

    /** So a pair must be asked whose data it opens before it is trusted. */
    @Test
    @Covers(analytics = AnalyticsOperation.OWN_PROJECT)
    void theSecretAloneDecidesTheProject() {
        var crossed = new KeyPair(other.publicKey(), keys.secretKey());
        assertThat(analytics.ownProject(crossed).id()).isEqualTo(project.id());
    }

    @Test
    @Covers(analytics = AnalyticsOperation.DAILY_METRICS)
    void aKeyMadeHereReadsTheDaysOfItsProject() {
        List<Row<DayRow>> mine = analytics.dailyMetrics(made(project), days).rows();
        assertThat(mine)
                .isNotEmpty()
                .isEqualTo(analytics.dailyMetrics(keys, days).rows())
                .isNotEqualTo(analytics.dailyMetrics(pair(other), days).rows());
    }

    @Test
    @Covers(
            analytics = {
                AnalyticsOperation.OWN_PROJECT,
                AnalyticsOperation.LIST_TRACES,
                AnalyticsOperation.GET_TRACE,
                AnalyticsOperation.DAILY_METRICS
            })
    void aDeadKeyReadsNothing() {
        String id = ids(analytics.traces(keys, traces)).getFirst();
        var key = service.as(service.owner()).createApiKey(project.id(), "tracelake", null);
        service.as(service.owner()).deleteApiKey(project.id(), key.key().id());
        for (KeyPair dead : List.of(key.pair(), new KeyPair(project.publicKey(), Secret.of("sk-lf-guess")))) {
            Refused.unauthorizedByAnalytics(() -> analytics.ownProject(dead));
            Refused.unauthorizedByAnalytics(() -> analytics.traces(dead, traces));
            Refused.unauthorizedByAnalytics(() -> analytics.trace(dead, id));
            Refused.unauthorizedByAnalytics(() -> analytics.dailyMetrics(dead, days));
        }
        assertThat(analytics.ownProject(keys).id()).isEqualTo(project.id());
    }

    @Test
    @Covers(
            analytics = {
                AnalyticsOperation.OWN_PROJECT,
                AnalyticsOperation.LIST_TRACES,
                AnalyticsOperation.DAILY_METRICS
            })
    void aNewProjectHasNoTracesYet() {
        String empty = service.newProject("Night Shift");
        KeyPair made =
                service.as(service.owner()).createApiKey(empty, "n", null).pair();
        assertThat(analytics.ownProject(made).name()).isEqualTo("Night Shift");
        assertThat(analytics.traces(made, traces).rows()).isEmpty();
        assertThat(analytics.dailyMetrics(made, days).rows()).isEmpty();
    }

    private KeyPair made(SandboxProject in) {
        return service.as(service.owner())
                .createApiKey(in.id(), "tracelake", null)
                .pair();
    }

    private static KeyPair pair(SandboxProject of) {
        return new KeyPair(of.publicKey(), Secret.of(of.secretKey()));
    }

    private static List<String> ids(Page<TraceRow> page) {
        return page.rows().stream()
                .filter(row -> row instanceof Row.Valid<TraceRow>)
                .map(row -> ((Row.Valid<TraceRow>) row).value().id())
                .toList();
    }
}
