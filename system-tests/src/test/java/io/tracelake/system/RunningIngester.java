package io.tracelake.system;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.organizations.OrganizationAccess;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Routes;
import io.tracelake.client.organizations.UserAccess;
import io.tracelake.ingester.Ingester;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.KeyConfig;
import io.tracelake.ingester.config.OrganizationConfig;
import io.tracelake.ingester.config.PersonalData;
import io.tracelake.ingester.config.StaticProject;
import io.tracelake.ingester.discovery.ProjectDirectory;
import io.tracelake.ingester.publish.CommitStep;
import io.tracelake.ingester.schedule.ProjectProgress;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.schemas.KafkaConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An ingester at work in this process. */
final class RunningIngester implements AutoCloseable {
    /** A service that fails does so quickly. */
    private static final HttpLimits LIMITS = new HttpLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            64L << 20,
            3,
            Duration.ofMillis(200));

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AnalyticsClient analytics;
    private final @Nullable OrganizationsClient organizations;
    private final Ingester ingester;
    private final Timer ticks = new Timer("ticks", true);
    private final Thread membership;
    private volatile @Nullable Throwable failure;

    private RunningIngester(
            KafkaConfig kafka,
            IngestConfig config,
            KeyConfig keys,
            Sandbox sandbox,
            HttpLimits limits,
            @Nullable OrganizationsClient organizations,
            List<StaticProject> projects,
            Consumer<CommitStep> steps) {
        this.organizations = organizations;
        this.analytics = new AnalyticsClient(sandbox.analyticsUri(), limits, new SplittableRandom());
        var clock = InstantSource.system();
        var directory = new ProjectDirectory(projects, organizations, INTERVAL, clock);
        var organization = new OrganizationConfig(
                sandbox.organizationId(), keys, INTERVAL, INTERVAL, new PersonalData(false, Secret.of("salt")));
        this.ingester = new Ingester(kafka, config, organization, analytics, directory, clock, steps);
        this.membership = Thread.ofVirtual().start(this::run);
        this.ticks.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        ingester.tick();
                    }
                },
                0,
                100);
    }

    static RunningIngester discovering(
            KafkaConfig kafka, IngestConfig config, Sandbox sandbox, Consumer<CommitStep> steps) {
        return new RunningIngester(
                kafka, config, KeyConfig.DEFAULTS, sandbox, LIMITS, organizations(sandbox), List.of(), steps);
    }

    /** One whose analytics client gives up sooner or later than usual. */
    static RunningIngester limited(KafkaConfig kafka, IngestConfig config, Sandbox sandbox, HttpLimits limits) {
        return new RunningIngester(
                kafka, config, KeyConfig.DEFAULTS, sandbox, limits, organizations(sandbox), List.of(), step -> {});
    }

    static RunningIngester keyed(
            KafkaConfig kafka, IngestConfig config, KeyConfig keys, Sandbox sandbox, List<StaticProject> projects) {
        return new RunningIngester(kafka, config, keys, sandbox, LIMITS, organizations(sandbox), projects, step -> {});
    }

    static RunningIngester of(KafkaConfig kafka, IngestConfig config, Sandbox sandbox, List<StaticProject> projects) {
        return new RunningIngester(kafka, config, KeyConfig.DEFAULTS, sandbox, LIMITS, null, projects, step -> {});
    }

    static OrganizationsClient organizations(Sandbox sandbox) {
        return new OrganizationsClient(
                new OrganizationAccess(
                        sandbox.organizationsUri(),
                        sandbox.organizationId(),
                        Secret.of(sandbox.apiKey()),
                        new UserAccess.Token(Secret.of(sandbox.token())),
                        Routes.DEFAULT),
                LIMITS,
                new SplittableRandom());
    }

    static StaticProject project(String id, String publicKey, String secretKey) {
        return new StaticProject(id, id, new KeyPair(publicKey, Secret.of(secretKey)));
    }

    List<ProjectProgress> progress() {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return ingester.progress();
    }

    boolean isReady() {
        return ingester.isReady();
    }

    private void run() {
        try {
            ingester.run();
        } catch (InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        ticks.cancel();
        ingester.close();
        membership.interrupt();
        analytics.close();
        if (organizations != null) {
            organizations.close();
        }
    }
}
