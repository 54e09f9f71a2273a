package io.tracelake.app.check;

import io.tracelake.app.service.IdentityMismatchException;
import io.tracelake.app.service.ProjectAccess;
import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.Health;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.UserAccess;
import io.tracelake.ingester.keys.KeysUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Whether the services answer, and each project's key pair opens that project. Reads one trace and one day of each. */
public final class ServiceChecks {
    private final ProjectAccess access;
    private final InstantSource clock;

    public ServiceChecks(ProjectAccess access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    /** The services first, then each project. */
    public List<Finding> run() {
        var findings = new ArrayList<Finding>();
        Finding analytics = analytics();
        findings.add(analytics);
        if (access.discovers()) {
            findings.add(organizations());
        }
        var projects = access.projects();
        if (projects.isEmpty()) {
            findings.add(Finding.failed(
                    "project", "", "there is none: name some under projects, or set organizations.base-url"));
        }
        for (var project : projects) {
            findings.add(analytics.ok() ? project(project) : notChecked(project));
        }
        return findings;
    }

    private Finding analytics() {
        String subject = "analytics service";
        try {
            Health health = access.analytics().health();
            String version = health.version() == null ? "" : ", version " + health.version();
            return Finding.ok(subject, "", "status " + health.status() + version);
        } catch (ServiceException e) {
            return Finding.failed(subject, "", "analytics.base-url: " + e.getMessage());
        }
    }

    private Finding organizations() {
        String subject = "organizations service";
        try {
            return Finding.ok(subject, "", access.discover() + " projects, " + user());
        } catch (ServiceException e) {
            return Finding.failed(subject, "", "organizations.base-url: " + e.getMessage());
        }
    }

    private String user() {
        return switch (access.user()) {
            case UserAccess.Login login -> "logged in as '" + login.username() + "'";
            case UserAccess.Token _ -> "the token is taken";
            case null -> "";
        };
    }

    private Finding project(OrganizationProject project) {
        try {
            KeyPair keys = access.keys(project.id());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Instant yesterday = now.minus(Duration.ofDays(1));
            access.analytics().traces(keys, TraceQuery.window(yesterday, now).withLimit(1));
            access.analytics()
                    .dailyMetrics(keys, DailyMetricsQuery.window(yesterday, now).withLimit(1));
            return Finding.ok("project", label(project), "its key pair opens its traces and daily metrics");
        } catch (KeysUnavailableException e) {
            return Finding.failed("project", label(project), e.status() + ": " + e.getMessage());
        } catch (IdentityMismatchException | ServiceException e) {
            return Finding.failed("project", label(project), String.valueOf(e.getMessage()));
        }
    }

    private static Finding notChecked(OrganizationProject project) {
        return Finding.failed("project", label(project), "not checked: the analytics service doesn't answer");
    }

    private static String label(OrganizationProject project) {
        return project.name() == null || project.name().equals(project.id())
                ? project.id()
                : project.name() + " (" + project.id() + ")";
    }
}
